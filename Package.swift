// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Numbers on cache lines give spans of memory of their own.
  .enableExperimentalFeature("Lifetimes"),
]

/// For what draws, prints and reads arguments, where gnuplot and the disk take the time, and for tests
/// that run the program, train through `TestSupport`, or read what was written: optimizing them takes
/// longer than it saves. Tests of optimizers and layers are optimized, for generics are specialized where
/// they are used. A release, which is copied to many, is made small instead (`scripts/release`).
let level = Context.environment["OPTLAB_SMALL"] == "1" ? "-Osize" : "-Onone"
let unoptimized = strict + [.unsafeFlags([level], .when(configuration: .release))]

let package = Package(
  name: "optlab",
  products: [
    .library(name: "OptimizerLab", targets: ["OptimizerLab"]),
    .library(name: "ExperimentRunner", targets: ["ExperimentRunner"]),
    .library(name: "ExperimentAnalysis", targets: ["ExperimentAnalysis"]),
    .library(name: "ExperimentReport", targets: ["ExperimentReport"]),
    .executable(name: "optlab", targets: ["optlab"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // One C header or one system library each; the scripts install what Debian packages.
    .target(name: "CNumerics"),
    .target(name: "CWorkerSpawn"),
    .target(name: "CConfinement"),
    .target(name: "CShipped"),
    .target(name: "CPortable"),
    .systemLibrary(name: "CLibxsmm", providers: [.apt(["libxsmm-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMessageDigest", providers: [.apt(["libmd-dev"])]),
    .target(
      name: "CGnuplotStream",
      linkerSettings: [
        .linkedLibrary("boost_iostreams"),
        .linkedLibrary("boost_filesystem"),
        .linkedLibrary("boost_system"),
      ]),

    // Each knows those above it and none below; docs/architecture.md says what is whose.
    .target(name: "SpecLanguage", swiftSettings: strict),
    .target(
      name: "OptimizerLab",
      dependencies: ["SpecLanguage", "CNumerics", "CLibxsmm"],
      swiftSettings: strict),
    .target(
      name: "ExperimentRunner",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "CNumerics", "CZlib", "CMessageDigest", "CWorkerSpawn",
        "CConfinement", "CShipped",
      ],
      swiftSettings: strict),
    .target(
      name: "ExperimentAnalysis",
      dependencies: ["SpecLanguage", "OptimizerLab", "ExperimentRunner"],
      swiftSettings: strict),
    .target(
      name: "ExperimentReport",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis", "CZlib",
      ],
      resources: [
        .embedInCode("Report/report.css"), .embedInCode("Report/report.js"),
        .embedInCode("Report/page.js"),
      ],
      swiftSettings: unoptimized),
    // A folder of the commands, apart from them because what is timed is optimized.
    .target(
      name: "LabBenchmarks",
      dependencies: ["SpecLanguage", "OptimizerLab", "CNumerics"],
      path: "Sources/LabCommands/Benchmarks",
      swiftSettings: strict),
    .target(
      name: "LabCommands",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis",
        "ExperimentReport", "CGnuplotStream",
        "CMessageDigest", "CShipped",
      ],
      exclude: ["Benchmarks"],
      resources: [.embedInCode("Selftest/algoperf_v05_times.csv")],
      swiftSettings: unoptimized),
    // Wrong rules by the hundred, each walked for every submission, and in the optimizers' own tests.
    .target(
      name: "KnownMistakes",
      dependencies: ["OptimizerLab"],
      path: "Sources/Assignments/Mistakes",
      swiftSettings: strict),
    .target(
      name: "Assignments",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis",
        "ExperimentReport", "LabCommands", "KnownMistakes",
      ],
      exclude: ["Clients/examples", "Mistakes"],
      resources: [
        .embedInCode("Clients/optlab.py"), .embedInCode("Clients/optlab.swift"),
        .embedInCode("Clients/optlab.h"),
        .embedInCode("Pages/grades.css"), .embedInCode("Pages/grades.js"),
      ],
      swiftSettings: unoptimized),
    .executableTarget(
      name: "optlab",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis",
        "ExperimentReport", "LabBenchmarks", "LabCommands", "Assignments", "CPortable",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: unoptimized),

    .target(
      name: "TestSupport",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis",
        "ExperimentReport", "CZlib",
      ],
      path: "Tests/TestSupport",
      swiftSettings: strict),
    // Whether the tests are built with one.
    .target(name: "CSanitizer", path: "Tests/CSanitizer"),
    // In place of malloc and its kin, in the tests alone.
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .testTarget(
      name: "SpecLanguageTests",
      dependencies: ["SpecLanguage", "TestSupport"],
      swiftSettings: unoptimized),
    .testTarget(
      name: "OptimizerLabTests",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "KnownMistakes", "TestSupport", "CAllocationCount",
        "CSanitizer",
      ],
      exclude: ["Random/torch-draws.json"],
      swiftSettings: strict),
    .testTarget(
      name: "ExperimentRunnerTests",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "TestSupport", "CSanitizer",
      ],
      swiftSettings: unoptimized),
    .testTarget(
      name: "ExperimentAnalysisTests",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis", "TestSupport",
      ],
      swiftSettings: unoptimized),
    .testTarget(
      name: "ExperimentReportTests",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis",
        "ExperimentReport", "TestSupport",
      ],
      swiftSettings: unoptimized),
    .testTarget(
      name: "LabCommandsTests",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis",
        "ExperimentReport", "LabCommands",
        "TestSupport",
      ],
      swiftSettings: unoptimized),
    .testTarget(
      name: "AssignmentsTests",
      dependencies: [
        "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis",
        "ExperimentReport", "LabCommands", "Assignments", "KnownMistakes", "TestSupport",
      ],
      swiftSettings: unoptimized),
    .testTarget(
      name: "CommandTests",
      dependencies: [
        "optlab", "SpecLanguage", "OptimizerLab", "ExperimentRunner", "ExperimentAnalysis",
        "ExperimentReport",
        "LabCommands", "Assignments", "TestSupport", "CSanitizer",
      ],
      swiftSettings: unoptimized),
  ],
  cxxLanguageStandard: .cxx17
)
