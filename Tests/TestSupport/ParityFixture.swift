import Foundation
internal import OptimizerLab

/// Numbers that PyTorch gave, kept beside the repository. Tests that need them say so and are
/// skipped where they are missing.
public enum ParityFixture {
  /// The folder `../shared/parity` beside the repository.
  private static var folder: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("shared/parity")
  }

  public static var isThere: Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("gan.json").path)
  }

  public static let absence = "PyTorch's numbers (../shared/parity) are not beside the repository"

  public static func read(_ name: String) throws -> LooseJSON {
    let data = try Data(contentsOf: folder.appendingPathComponent("\(name).json"))
    return try LooseJSON(parsing: Array(data))
  }
}

/// The largest difference of two lists, relative to the second's values or to `floor`.
public func largestError(_ a: [Double], _ b: [Double], floor: Double) -> Double {
  guard a.count == b.count else { return .infinity }
  return zip(a, b).map { a, b in
    a.isFinite && b.isFinite ? abs(a - b) / max(abs(b), floor) : (a == b ? 0 : .infinity)
  }.max() ?? 0
}
