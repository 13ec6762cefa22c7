import Foundation
import TestSupport
import Testing

/// What the program leaves of the small experiment, made once for all tests that ask what is there or
/// what becomes of it.
enum SmallRun {
  static let question = "Does it work?"

  /// With all tables and figures, in `out`; the spec is `small.json`.
  static let shared = make([])

  /// With event files for TensorBoard, and without figures.
  static let withEvents = make(["--tensorboard", "--set", "figures=[]"])

  /// A folder with the run that a test may change.
  static func copy() throws -> TestFolder { try TestFolder(copying: shared.get()) }

  private static func make(_ options: [String]) -> Result<TestFolder, any Error> {
    TestFolder.lasting { scratch in
      try scratch.write(
        smallSpec.replacing(
          "\"seeds\"", with: "\"description\": \"\(question)\",\n  \"seeds\"", maxReplacements: 1),
        to: "small.json")
      let run = try Program.run(
        ["run", "small.json", "--out", "out", "--quiet"] + options, in: scratch.folder)
      try #require(run.code == 0, "\(run.errors)")
    }
  }
}
