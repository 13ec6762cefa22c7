import ExperimentRunner
import Foundation
import Testing

/// A Python with packages from PyPI, in a virtual environment of the tests' own.
///
/// It is made once, in `.build/python/NAME`, which git ignores, and again when the packages change.
struct Python {
  /// What was wrong when the environment was made.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let executable: URL

  /// PyTorch, and the reader of its weights: some hundred megabytes, so only where it is asked for.
  static let torch = Result {
    try Python("torch", ["torch==2.13.0", "safetensors==0.8.0", "numpy"])
  }
  static let wantsTorch = isOn("OPTLAB_TORCH")
  static let torchIsNotAskedFor: Comment =
    "nothing is compared with PyTorch itself unless OPTLAB_TORCH=1 (it takes some minutes)"

  static let tensorBoard = Result { try Python("tensorboard", ["tensorboard==2.21.0"]) }
  static let wantsTensorBoard = isOn("OPTLAB_TENSORBOARD")
  static let tensorBoardIsNotAskedFor: Comment =
    "TensorBoard itself is not asked unless OPTLAB_TENSORBOARD=1"

  /// Whether there is a Python for scripts that need nothing but its own library.
  static let isThere = ProgramSearch.find("python3") != nil

  private static func isOn(_ variable: String) -> Bool {
    ProcessInfo.processInfo.environment[variable] == "1"
  }

  private init(_ name: String, _ packages: [String]) throws {
    let folder = Program.repository.appendingPathComponent(".build/python/\(name)")
    executable = folder.appendingPathComponent("bin/python")
    let stamp = folder.appendingPathComponent("optlab-packages")
    let wanted = packages.joined(separator: "\n")
    if (try? String(contentsOf: stamp, encoding: .utf8)) == wanted { return }
    let steps = [
      ["/usr/bin/env", "python3", "-m", "venv", "--clear", folder.path],
      [executable.path, "-m", "pip", "install", "--quiet"] + packages,
    ]
    for words in steps {
      let outcome = try Program.run(
        Array(words.dropFirst()), program: URL(fileURLWithPath: words[0]))
      guard outcome.code == 0 else {
        throw Failure(
          description: "`\(words.joined(separator: " "))` failed:\n\(outcome.errors)")
      }
    }
    try Data(wanted.utf8).write(to: stamp)
  }

  /// Runs a script, which is to succeed.
  /// - Returns: what it printed.
  @discardableResult
  func run(_ arguments: [String], in folder: URL) throws -> String {
    let outcome = try Program.run(arguments, in: folder, program: executable)
    guard outcome.code == 0 else {
      throw Failure(description: "\(arguments.joined(separator: " ")):\n\(outcome.errors)")
    }
    return outcome.output
  }
}
