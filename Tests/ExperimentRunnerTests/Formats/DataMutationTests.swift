import ExperimentRunner
import TestSupport
import Testing

@Suite("A damaged data file")
struct DataMutationTests {
  let scratch: DataScratch

  init() throws {
    scratch = try DataScratch()
  }

  /// One to four bytes changed, left out, put in or cut off.
  private func mutated(_ bytes: [UInt8], with generator: inout SeededGenerator) -> [UInt8] {
    var bytes = bytes
    let special: [UInt8] = [0, 0xFF, 0x1F, 0x8B] + Array("\",\n\r.e- ".utf8)
    for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &generator)
      let byte =
        Bool.random(using: &generator)
        ? special.randomElement(using: &generator)! : UInt8.random(in: 0...255, using: &generator)
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: bytes.removeLast(bytes.count - place)
      case 1: bytes.remove(at: place)
      case 2: bytes.insert(byte, at: place)
      case 3: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      default: bytes[place] = byte
      }
    }
    return bytes
  }

  /// Reads 2000 mutants: each is read or refused in one printable sentence, and both happen.
  private func checkMutants(
    of bytes: [UInt8], seed: UInt64, read: (String) throws(DataError) -> Void
  ) throws {
    var generator = SeededGenerator(seed: seed)
    var refusals = 0
    for round in 0..<2000 {
      let path = try scratch.write(mutated(bytes, with: &generator), to: "mutant")
      do throws(DataError) {
        try read(path)
      } catch {
        refusals += 1
        let isPrintable = error.description.unicodeScalars.allSatisfy {
          $0.properties.generalCategory != .control
        }
        #expect(isPrintable, "round \(round) of seed \(seed)")
        #expect(!error.isMissingFile && !error.isReadFailure, "round \(round) of seed \(seed)")
      }
    }
    #expect(refusals > 1000)
  }

  @Test("of images never stops the program")
  func images() throws {
    let plain = idxBytes([5, 4, 3])
    for (seed, bytes) in try [plain, scratch.gzip(plain)].enumerated() {
      try checkMutants(of: bytes, seed: UInt64(seed)) { path throws(DataError) in
        _ = try IDXFile.read(at: path, dimensionCount: 3)
      }
    }
  }

  @Test("of numbers never stops the program")
  func tables() throws {
    let text = "x,note,y\r\n1.5,\"a \"\"b\"\", c\nd\",2e3\r\n-3,é,.25\r\n"
    let plain = Array(text.utf8)
    for (seed, bytes) in try [plain, scratch.gzip(plain)].enumerated() {
      try checkMutants(of: bytes, seed: UInt64(seed)) { path throws(DataError) in
        let table = try scratch.table(path, features: ["x"], target: "y")
        let inputs = table.features.floats
        #expect(inputs.count == table.rowCount && inputs.allSatisfy(\.isFinite))
      }
    }
  }
}
