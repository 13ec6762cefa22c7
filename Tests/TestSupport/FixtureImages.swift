import OptimizerLab

/// The synthetic images of the GAN's fixture, from integers alone: 300 soft rings of 28 × 28 pixels.
package enum FixtureImages {
  package static let bytes: [UInt8] = (0..<300).flatMap { i in
    let (cy, cx, q) = (9 + 5 * i % 11, 9 + 7 * i % 11, 12 + 3 * i % 30)
    return (0..<784).map { place in
      let (r, c) = (place / 28, place % 28)
      let distance = (r - cy) * (r - cy) + (c - cx) * (c - cx)
      var v = 255 - abs(distance - q) * 255 / (q + 8)
      if v > 0 { v += Int(mix(UInt32(784 * i + place)) % 17) - 8 }
      return UInt8(min(max(v, 0), 255))
    }
  }

  private static func mix(_ x: UInt32) -> UInt32 {
    var x = x &* 2_654_435_761
    x ^= x >> 15
    x = x &* 2_246_822_519
    return x ^ (x >> 13)
  }
}
