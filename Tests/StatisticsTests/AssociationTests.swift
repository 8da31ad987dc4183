import Foundation
import Statistics
import Testing

@Suite struct AssociationTests {
  @Test func `phi of known tables`() {
    // 30·40 − 10·20 over √(40·60·50·50) = 1000 / 2449.49.
    let table = Association(both: 30, firstOnly: 10, secondOnly: 20, neither: 40)
    #expect(abs((table.phi ?? 0) - 0.408_248_290_463_863) < 1e-12)
    #expect(Association(both: 5, firstOnly: 0, secondOnly: 0, neither: 7).phi == 1)
    #expect(Association(both: 5, firstOnly: 7, secondOnly: 0, neither: 0).phi == nil)
    // χ² = n φ² = 16.67 with one degree of freedom.
    #expect(abs(table.p - 4.455_709e-5) < 1e-10)
  }

  @Test func `the interval holds the truth about as often as it says`() {
    let shares = [0.30, 0.15, 0.15, 0.40]
    let truth = (0.30 * 0.40 - 0.15 * 0.15) / (0.45 * 0.55)
    var state: UInt64 = 7
    var held = 0
    for _ in 0..<2_000 {
      var counts = [0, 0, 0, 0]
      for _ in 0..<150 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var draw = Double(state >> 11) / Double(1 << 53)
        let cell = shares.firstIndex { share in
          draw -= share
          return draw < 0
        }
        counts[cell ?? 3] += 1
      }
      let table = Association(both: counts[0], firstOnly: counts[1], secondOnly: counts[2], neither: counts[3])
      if let interval = table.interval(), interval.low <= truth, truth <= interval.high { held += 1 }
    }
    #expect((1_860...1_940).contains(held), "\(held) of 2000")
  }

  @Test func `a perfect table has width, and both ends stay inside`() throws {
    let interval = try #require(Association(both: 40, firstOnly: 0, secondOnly: 0, neither: 40).interval())
    #expect(interval.low > 0.8 && interval.low < 0.99 && interval.high < 1)
  }

  @Test func `the variance is that of Bishop, Fienberg and Holland`() throws {
    // Var φ = (1/n)(1 − φ² + φ(1 + φ²/2)uv/√… − ¾φ²(u²/(r₁r₂) + v²/(c₁c₂))), u and v the differences of the margins.
    let (a, b, c, d) = (52.0, 18.0, 31.0, 99.0)
    let n = a + b + c + d
    let (r1, r2, c1, c2) = ((a + b) / n, (c + d) / n, (a + c) / n, (b + d) / n)
    let table = Association(both: 52, firstOnly: 18, secondOnly: 31, neither: 99)
    let phi = try #require(table.phi)
    let (u, v) = (r1 - r2, c1 - c2)
    let cross = phi * (1 + phi * phi / 2) * u * v / (r1 * r2 * c1 * c2).squareRoot()
    let spread = 0.75 * phi * phi * (u * u / (r1 * r2) + v * v / (c1 * c2))
    let error = ((1 - phi * phi + cross - spread) / n).squareRoot()
    let interval = try #require(table.interval())
    let reach = (atanh(interval.high) - atanh(interval.low)) / 2
    #expect(abs(reach * (1 - phi * phi) / 1.959_963_984_540_054 - error) < 1e-9)
  }
}
