import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A damaged file of weights")
struct SafetensorsMutationTests {
  private static let pieces = [
    "-1", "1e3", "9223372036854775807", "18446744073709551616", "null", "\"F16\"", "[", "]", "{",
    "\"", ",", "\"a\":", "[4294967296,4294967296]", "\\u0000", "0",
  ].map { Array($0.utf8) }

  private func mutated(_ bytes: [UInt8], with generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...3, using: &generator) where bytes.count > 8 {
      // Half of them in the header's length and the header.
      let end = Bool.random(using: &generator) ? min(bytes.count, 200) : bytes.count
      let place = Int.random(in: 0..<end, using: &generator)
      switch Int.random(in: 0..<5, using: &generator) {
      case 0: bytes.removeLast(bytes.count - place)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(.random(in: 0...255, using: &generator), at: place)
      case 3:
        let piece = Self.pieces.randomElement(using: &generator) ?? []
        bytes.replaceSubrange(place..<min(place + piece.count, bytes.count), with: piece)
      default: bytes[place] = .random(in: 0...255, using: &generator)
      }
    }
    return bytes
  }

  @Test("is read or refused in one sentence, and what is read is whole", arguments: 0..<2)
  func mutations(seed: UInt64) {
    var file = SafetensorsFile()
    file.metadata = [("format", "pt")]
    file.add("0.weight", [1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
    file.add("0.bias", [-1, 0.5] as [Double], shape: [2])
    file.add("seen", [1, 2, 3] as [UInt8], shape: [3])
    let good = file.encoded
    var generator = SeededGenerator(seed: seed)
    var (refused, other) = (0, 0)
    for round in 0..<2000 {
      let bytes = mutated(good, with: &generator)
      do throws(SafetensorsError) {
        let read = try SafetensorsFile(decoding: bytes)
        for entry in read.entries {
          let size = entry.type == .float64 ? 8 : entry.type == .float32 ? 4 : 1
          #expect(entry.bytes.count == entry.shape.reduce(size, *), "round \(round)")
        }
        if read != file { other += 1 }
        // What is read says the same again.
        let again = try? SafetensorsFile(decoding: read.encoded)
        #expect(again == read, "round \(round)")
      } catch {
        refused += 1
        // What lies beyond is escaped where it is printed.
        let isPrintable = error.description.unicodeScalars.allSatisfy { $0.value >= 0x20 }
        #expect(isPrintable, "round \(round): \(error.description.debugDescription)")
      }
    }
    #expect(refused > 1000)
    #expect(other > 30)
  }
}
