import Foundation
internal import OptimizerLab

/// Numbers that PyTorch gave, in `Tests/Parity`, which its `make.py` makes.
public enum ParityFixture {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Parity")

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
