import OptimizerLab
import Testing

@Suite("The drawn digits")
struct DigitsTests {
  /// FNV-1a, to pin many bytes with one number.
  private func checksum(_ bytes: [UInt8]) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  @Test("are the same bytes on every machine")
  func pinned() {
    let (pixels, labels) = Digits.draw(count: 500, seed: 0)
    #expect(labels.prefix(12) == [8, 8, 1, 7, 7, 6, 3, 9, 4, 3, 4, 4])
    #expect(checksum(labels) == 14_345_294_631_213_742_476)
    #expect(checksum(pixels) == 1_980_591_275_607_204_433)
  }

  @Test("do not depend on how many are drawn", arguments: [0, 1, 2, 57])
  func prefix(count: Int) {
    let (pixels, labels) = Digits.draw(count: count, seed: 3)
    let more = Digits.draw(count: 64, seed: 3)
    #expect(labels == [UInt8](more.labels.prefix(count)))
    #expect(pixels == [UInt8](more.pixels.prefix(count * Digits.side * Digits.side)))
    #expect(pixels.count == count * 784)
  }

  @Test("depend on the seed")
  func seeds() {
    #expect(Digits.draw(count: 5, seed: 1).pixels != Digits.draw(count: 5, seed: 2).pixels)
  }

  @Test("are all ten, about equally often")
  func labels() {
    let labels = Digits.draw(count: 2000, seed: 4).labels
    for digit in 0..<10 {
      let share = labels.count { $0 == digit }
      #expect(150...250 ~= share, "digit \(digit)")
    }
  }

  @Test("have as much ink as MNIST's, in the middle, and none on the border")
  func ink() {
    let (pixels, labels) = Digits.draw(count: 1000, seed: 5)
    let side = Digits.side
    let mean = pixels.reduce(0) { $0 + Double($1) } / 255 / Double(pixels.count)
    // MNIST's mean is 0.1307.
    #expect(0.12...0.15 ~= mean)
    for image in labels.indices {
      for offset in 0..<side {
        let first = image * side * side
        let border = [
          first + offset, first + (side - 1) * side + offset,
          first + offset * side, first + offset * side + side - 1,
        ]
        #expect(border.allSatisfy { pixels[$0] == 0 }, "picture \(image)")
      }
    }
  }

  @Test("can be told apart by the mean picture of each")
  func distinct() {
    let pixelCount = Digits.side * Digits.side
    let (pixels, labels) = Digits.draw(count: 2000, seed: 6)
    var sums = Array(repeating: [Double](repeating: 0, count: pixelCount), count: 10)
    for (image, label) in labels.enumerated() {
      for pixel in 0..<pixelCount {
        sums[Int(label)][pixel] += Double(pixels[image * pixelCount + pixel])
      }
    }
    let means = sums.indices.map { digit in
      let count = labels.count { Int($0) == digit }
      return sums[digit].map { $0 / Double(count) }
    }
    let (others, truth) = Digits.draw(count: 300, seed: 7)
    let right = truth.indices.count { image in
      let picture = others[(image * pixelCount)..<((image + 1) * pixelCount)]
      let distances = means.map { mean in
        zip(mean, picture).reduce(0) { $0 + ($1.0 - Double($1.1)) * ($1.0 - Double($1.1)) }
      }
      return distances.indices.min { distances[$0] < distances[$1] } == Int(truth[image])
    }
    // MNIST's own share, by the same rule, is 82 of 100.
    #expect(right > 240)
  }
}
