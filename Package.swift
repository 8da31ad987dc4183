// swift-tools-version: 6.1
import PackageDescription

// Targets stand in pipeline order. A target's dependency line is all that it may import: `make check` builds with
// --explicit-target-dependency-import-check error, so an undeclared import is an error and not a habit.
let package = Package(
  name: "throughline",
  platforms: [.macOS(.v14)],
  products: [.executable(name: "throughline", targets: ["throughline"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    // Values and pure functions that every stage may use.
    .target(name: "ReportModel"),
    .target(name: "Statistics"),
    .target(name: "Charts", dependencies: ["ReportModel"]),
    .systemLibrary(
      name: "CLibXML2", pkgConfig: "libxml-2.0",
      providers: [.apt(["libxml2-dev"]), .brew(["libxml2"])]),
    // Memory that is asked for ahead, and a mask for what is read of it.
    .systemLibrary(name: "CMemory"),
    // Opened where it is installed, see its header.
    .target(name: "CIgzip"),
    // Instructions that only some processors have, chosen at run time.
    .target(name: "CScan"),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),

    // The stages. No stage imports a later one; only Metrics sees an earlier one (it asks the rollup questions).
    .target(
      name: "Loaders",
      dependencies: [
        "ReportModel", "CIgzip", "CScan", "CLibXML2", "CZlib", "CZstd", .product(name: "Yams", package: "Yams"),
      ],
      path: "Sources/Stages/1-Loaders"),
    .target(
      name: "Rollup", dependencies: ["ReportModel", "CMemory"], path: "Sources/Stages/2-Rollup"),
    .target(
      name: "Metrics", dependencies: ["ReportModel", "Rollup", "Statistics"],
      path: "Sources/Stages/3-Metrics"),
    .target(
      name: "Signals",
      dependencies: ["ReportModel", "Statistics", .product(name: "Yams", package: "Yams")],
      path: "Sources/Stages/4-Signals",
      resources: [.embedInCode("signals.yaml")]),
    .target(name: "Narrative", dependencies: ["ReportModel"], path: "Sources/Stages/5-Narrative"),
    .target(
      name: "Renderers",
      dependencies: [
        "ReportModel", "Charts", "CLibXML2", .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Sources/Stages/6-Renderers",
      resources: [.embedInCode("Templates")]),

    // The run on one page, and the face of it.
    .target(
      name: "Pipeline",
      dependencies: [
        "ReportModel", "Charts", "Loaders", "Rollup", "Metrics", "Signals", "Narrative", "Renderers",
        .product(name: "Yams", package: "Yams"), .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "SampleCompany", dependencies: ["ReportModel", "CZlib"]),
    .executableTarget(
      name: "throughline",
      dependencies: [
        "Pipeline", "Loaders", "ReportModel", "SampleCompany",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // Benchmarks; never part of the product.
    .executableTarget(
      name: "bench",
      dependencies: ["Renderers", "Statistics", .product(name: "ArgumentParser", package: "swift-argument-parser")]),
    // Tests mirror the sources.
    .target(name: "TestSupport", dependencies: ["ReportModel"], path: "Tests/TestSupport"),
    .testTarget(name: "ReportModelTests", dependencies: ["ReportModel"]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics"]),
    .testTarget(name: "ChartsTests", dependencies: ["Charts", "ReportModel", "TestSupport"]),
    .testTarget(
      name: "LoadersTests", dependencies: ["Loaders", "CScan", "ReportModel", "TestSupport"], exclude: ["Fuzz/Corpus"]),
    .testTarget(name: "RollupTests", dependencies: ["Rollup", "ReportModel", "TestSupport"]),
    .testTarget(name: "MetricsTests", dependencies: ["Metrics", "Rollup", "ReportModel", "TestSupport"]),
    .testTarget(name: "SignalsTests", dependencies: ["Signals", "Statistics", "ReportModel", "TestSupport"]),
    .testTarget(name: "NarrativeTests", dependencies: ["Narrative", "ReportModel"]),
    .testTarget(
      name: "RenderersTests",
      dependencies: ["Renderers", "ReportModel", "TestSupport", .product(name: "Crypto", package: "swift-crypto")]),
    .testTarget(name: "PipelineTests", dependencies: ["Pipeline", "ReportModel", "SampleCompany", "TestSupport"]),
    .testTarget(name: "SampleCompanyTests", dependencies: ["SampleCompany"]),
    .testTarget(name: "CommandLineTests", dependencies: ["throughline"]),
    .testTarget(name: "BenchTests", dependencies: ["bench"]),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
