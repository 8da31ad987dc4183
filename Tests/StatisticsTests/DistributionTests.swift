import Statistics
import Testing

@Suite("Distributions agree with published tables")
struct DistributionTests {
  @Test(
    "the normal quantile has sixteen digits",
    arguments: [
      (0.975, 1.959963984540054), (0.6, 0.2533471031357997), (1e-10, -6.361340902404056),
      (0.9999, 3.719016485455709), (0.05, -1.6448536269514729), (0.5, 0),
    ])
  func normalQuantile(_ p: Double, _ z: Double) {
    #expect(close(Normal.quantile(p), z, 1e-14))
    #expect(close(Normal.cdf(z), p, 1e-13))
  }

  @Test("the normal quantile is infinite at the ends and no number outside")
  func normalEnds() {
    #expect(Normal.quantile(0) == -.infinity)
    #expect(Normal.quantile(1) == .infinity)
    #expect(Normal.quantile(-0.1).isNaN)
    #expect(close(Normal.twoSided(1.959963984540054), 0.05))
    #expect(close(Normal.twoSidedQuantile(0.95), 1.959963984540054))
  }

  @Test(
    "ln Γ",
    arguments: [
      (0.5, 0.5723649429247), (3.7, 1.428072326665388), (100, 359.1342053695754), (1_000_001, 12815518.384658169),
    ])
  func logGamma(_ x: Double, _ value: Double) { #expect(close(Beta.logGamma(x), value, 1e-13)) }

  @Test(
    "the incomplete beta function",
    arguments: [
      (0.4, 2, 3, 0.5248), (0.9, 50.5, 0.5, 0.001137424783607782), (0.34, 1000, 2000, 0.7812150911606441),
    ])
  func incompleteBeta(_ x: Double, _ a: Double, _ b: Double, _ value: Double) {
    #expect(close(Beta.regularized(x, a, b), value, 1e-11))
    #expect(close(Beta.quantile(value, a, b), x, 1e-9))
  }

  @Test("Student's t has the table's 2.228 at 10 degrees and takes broken degrees")
  func studentT() {
    #expect(close(StudentT.twoSidedQuantile(0.95, degrees: 10), 2.228138851986274, 1e-10))
    #expect(close(StudentT.twoSidedQuantile(0.95, degrees: 3.7), 2.8675207071911895, 1e-10))
    #expect(close(StudentT.cdf(2.228, degrees: 10), 0.9749941140914443, 1e-12))
    #expect(close(StudentT.cdf(-1.3, degrees: 3.7), 0.13433336208631375, 1e-11))
  }

  @Test("Welch's test of the example in the field's textbooks")
  func welch() throws {
    let a = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
    let b = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 28.4]
    let test = try #require(WelchTest(a, b))
    #expect(close(test.p, 0.005980330831916037, 1e-10))
    #expect(close(test.degrees, 27.96777718216918, 1e-10))
    #expect(close(test.interval.low, -5.23463323069857, 1e-9))
    #expect(close(test.interval.high, -0.9653667693014323, 1e-9))
    #expect(WelchTest([1], [1, 2]) == nil)
    #expect(WelchTest([3, 3], [3, 3])?.p == 1)
    #expect(WelchTest([3, 3], [4, 4])?.p == 0)
  }

  @Test("SplitMix64 gives the sequence of its authors")
  func splitMix() {
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }

  @Test("a seed from a name is its FNV-1a hash")
  func seedFromName() {
    #expect(SplitMix64(name: "a") == SplitMix64(seed: 0xaf63_dc4c_8601_ec8c))
    #expect(SplitMix64(name: "a") != SplitMix64(name: "b"))
  }

  @Test("drawn numbers stay in range and have the mean and spread of a normal sample")
  func draws() {
    var generator = SplitMix64(seed: 7)
    var sum = 0.0
    var squares = 0.0
    for _ in 0..<20_000 {
      #expect((0..<7).contains(generator.below(7)))
      let value = generator.normal()
      sum += value
      squares += value * value
    }
    #expect(abs(sum / 20_000) < 0.03)
    #expect(abs(squares / 20_000 - 1) < 0.05)
  }
}
