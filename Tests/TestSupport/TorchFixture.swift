import Foundation

/// Numbers that PyTorch gave, kept in the repository with the program that made them,
/// `Tests/Parity/torch-fixtures.py`.
package enum TorchFixture {
  package static func read(_ name: String) throws -> LooseJSON {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Parity/torch-\(name).json")
    return try LooseJSON(parsing: Array(try Data(contentsOf: url)))
  }
}
