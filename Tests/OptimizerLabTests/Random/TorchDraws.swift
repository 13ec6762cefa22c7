import Foundation
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// What PyTorch drew from many seeds, in many sizes; `scripts/torch-draws.py` made the file beside
/// this one.
///
/// Arrays are given by the first sixteen digits of SHA-256 over their bytes, the least significant
/// first.
enum TorchDraws {
  static let root: LooseJSON = {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("torch-draws.json")
    let data = (try? Data(contentsOf: file)) ?? Data()
    return LooseJSON(node: (try? JSONParser.parse(Array(data))) ?? .null)
  }()

  static let sizes = root["sizes"].numbers.map { Int($0) }
  static let seeds = root["draws"].elements.compactMap { UInt64($0["seed"].text) }

  /// One seed and one size.
  struct Case: Sendable, CustomTestStringConvertible {
    var seed: UInt64
    var size: Int
    fileprivate var row: Int
    fileprivate var column: Int

    var testDescription: String { "seed \(seed), size \(size)" }

    var generator: MersenneTwister { MersenneTwister(seed: seed) }

    /// What PyTorch gave for that draw.
    func pin(_ draw: String) -> LooseJSON {
      root["draws"].elements[row][draw].elements[column]
    }
  }

  static let cases: [Case] = seeds.enumerated().flatMap { row, seed in
    sizes.enumerated().map { Case(seed: seed, size: $1, row: row, column: $0) }
  }

  /// What is not a matter of sizes: an entry of a draw's list, and its seed.
  struct Entry: Sendable, CustomTestStringConvertible {
    var seed: UInt64
    var pin: LooseJSON

    var testDescription: String { "seed \(seed), \(JSONText.compact(pin.node))" }
  }

  static func entries(_ draw: String) -> [Entry] {
    zip(seeds, root["draws"].elements).flatMap { seed, draws in
      draws[draw].elements.map { Entry(seed: seed, pin: $0) }
    }
  }
}

extension MersenneTwister {
  /// The 24 bits of the next `torch.rand`, which tell where the generator stands.
  mutating func following() -> Double { Double(unitFloat() * 0x1p24) }
}
