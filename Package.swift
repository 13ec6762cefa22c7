// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "optlab",
  products: [
    .library(name: "OptimizerLab", targets: ["OptimizerLab"]),
    .library(name: "ExperimentRunner", targets: ["ExperimentRunner"]),
    .executable(name: "optlab", targets: ["optlab"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // One C header or one system library each; the scripts install what Debian packages.
    .target(name: "CNumerics"),
    .target(name: "CWorkerSpawn"),
    .systemLibrary(name: "CLibxsmm", providers: [.apt(["libxsmm-dev"])]),
    .systemLibrary(name: "COpenBLAS", providers: [.apt(["libopenblas-serial-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
    .target(
      name: "CGnuplotStream",
      linkerSettings: [
        .linkedLibrary("boost_iostreams"),
        .linkedLibrary("boost_filesystem"),
        .linkedLibrary("boost_system"),
      ]),

    .target(
      name: "OptimizerLab",
      dependencies: ["CNumerics", "CLibxsmm", "COpenBLAS"],
      swiftSettings: strict),
    .target(
      name: "ExperimentRunner",
      dependencies: [
        "OptimizerLab", "CNumerics", "CZlib", "CMessageDigest", "CGnuplotStream", "CWorkerSpawn",
      ],
      resources: [.embedInCode("Report/report.css"), .embedInCode("Report/report.js")],
      swiftSettings: strict),
    .executableTarget(
      name: "optlab",
      dependencies: [
        "ExperimentRunner", "OptimizerLab",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .target(
      name: "TestSupport",
      dependencies: ["OptimizerLab", "ExperimentRunner"],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    // Whether the tests are built with one.
    .target(name: "CSanitizer", path: "Tests/CSanitizer"),
    // In place of malloc and its kin, in the tests alone.
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .testTarget(
      name: "OptimizerLabTests",
      dependencies: ["OptimizerLab", "TestSupport", "CAllocationCount", "CSanitizer"],
      exclude: ["Random/torch-draws.json"],
      swiftSettings: strict),
    .testTarget(
      name: "ExperimentRunnerTests",
      dependencies: ["ExperimentRunner", "OptimizerLab", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: ["optlab", "ExperimentRunner", "OptimizerLab", "TestSupport", "CSanitizer"],
      swiftSettings: strict),
  ],
  cxxLanguageStandard: .cxx17
)
