internal import Glibc

extension MersenneTwister {
  /// `torch.randn(count)` in float32, as PyTorch gives it on x86-64.
  ///
  /// Below 16 values, PyTorch draws pairs one by one in double precision and keeps the second half
  /// of a pair for the next small draw. From 16 on it fills the whole tensor with uniform values
  /// and transforms blocks of sixteen, with polynomials of its own in place of the C library.
  public mutating func normals(_ count: Int) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    fillNormal(&values)
    return values
  }

  /// The same over the memory of `values`.
  public mutating func fillNormal(_ values: inout [Float]) {
    guard values.count >= 16 else {
      for i in values.indices { values[i] = Float(scalarNormal()) }
      return
    }
    for i in values.indices { values[i] = unitFloat() }
    let rest = values.count % 16
    transformBlocks(&values, from: 0, to: values.count - rest)
    if rest > 0 {
      // The last sixteen are drawn anew and overwrite values that were done already.
      let start = values.count - 16
      for i in start..<values.count { values[i] = unitFloat() }
      transformBlocks(&values, from: start, to: values.count)
    }
  }

  /// `torch.randn(count, dtype=torch.float64)`.
  public mutating func doubleNormals(_ count: Int) -> [Double] {
    var values = [Double](repeating: 0, count: count)
    guard count >= 16 else {
      for i in values.indices { values[i] = scalarNormal() }
      return values
    }
    for i in values.indices { values[i] = unitDouble() }
    var starts = Array(stride(from: 0, to: count - count % 16, by: 16))
    if count % 16 != 0 { starts.append(count - 16) }
    for (index, start) in starts.enumerated() {
      if index == starts.count - 1, count % 16 != 0 {
        for i in start..<count { values[i] = unitDouble() }
      }
      for j in start..<start + 8 {
        let radius = (-2 * log(1 - values[j])).squareRoot()
        let theta = 2 * Double.pi * values[j + 8]
        values[j] = radius * cos(theta)
        values[j + 8] = radius * sin(theta)
      }
    }
    return values
  }

  /// One normal value in double precision (Box and Muller, 1958).
  private mutating func scalarNormal() -> Double {
    if let cached = cachedNormal {
      cachedNormal = nil
      return cached
    }
    let u1 = unitDouble()
    let u2 = unitDouble()
    let radius = (-2 * log1p(-u2)).squareRoot()
    let theta = 2 * Double.pi * u1
    cachedNormal = radius * sin(theta)
    return radius * cos(theta)
  }
}

/// Turns uniform values into normal ones, in blocks of sixteen: the first eight give the radii,
/// the last eight the angles.
private func transformBlocks(_ values: inout [Float], from start: Int, to end: Int) {
  var all = values.mutableSpan
  var block = start
  while block < end {
    var v = all._mutatingExtracting(block..<block + 16)
    for j in 0..<8 {
      let radius = Float.root(-2 * cephesLog(1 - v[j]))
      let theta = Float(6.2831855) * v[j + 8]
      let (sine, cosine) = cephesSineCosine(theta)
      v[j] = radius * cosine
      v[j + 8] = radius * sine
    }
    block += 16
  }
}

// The single-precision logarithm, sine and cosine of the Cephes library (S. L. Moshier), each line
// one rounding, with fused multiply-adds where PyTorch's vector code has them. They are here for
// their very bits, not for their speed: `randn` of PyTorch on x86-64 is made of them.

/// The logarithm for 2⁻²⁴ ≤ x ≤ 1.
private func cephesLog(_ x: Float) -> Float {
  let bits = x.bitPattern
  let half = Float(bitPattern: (bits & 0x007f_ffff) | 0x3f00_0000)
  let low = half < 0.707_106_77
  let e = Float(Int32(truncatingIfNeeded: bits >> 23) &- 126 &- (low ? 1 : 0))
  let m = low ? (half - 1) + half : half - 1
  let z = m * m
  var y: Float = 7.037_683_629_2e-2
  y = Float(-1.151_461_031_0e-1).addingProduct(y, m)
  y = Float(1.167_699_874_0e-1).addingProduct(y, m)
  y = Float(-1.242_014_084_6e-1).addingProduct(y, m)
  y = Float(1.424_932_278_7e-1).addingProduct(y, m)
  y = Float(-1.666_805_766_5e-1).addingProduct(y, m)
  y = Float(2.000_071_476_5e-1).addingProduct(y, m)
  y = Float(-2.499_999_399_3e-1).addingProduct(y, m)
  y = Float(3.333_333_117_4e-1).addingProduct(y, m)
  y *= m
  y = (e * -2.121_944_40e-4).addingProduct(y, z)
  y = y.addingProduct(-z, 0.5)
  return (m + y).addingProduct(e, 0.693_359_375)
}

/// Sine and cosine for x ≥ 0.
private func cephesSineCosine(_ x: Float) -> (sine: Float, cosine: Float) {
  let octant = (Int32(truncatingIfNeeded: Int(x * 1.273_239_544_735_16)) &+ 1) & ~1
  let y = Float(octant)
  var r = x.addingProduct(y, -0.785_156_25)
  r = r.addingProduct(y, -2.418_756_484_985_351_562_5e-4)
  r = r.addingProduct(y, -3.774_894_977_445_941_08e-8)
  let z = r * r
  var c: Float = 2.443_315_711_809_948e-5
  c = Float(-1.388_731_625_493_765e-3).addingProduct(c, z)
  c = Float(4.166_664_568_298_827e-2).addingProduct(c, z)
  c *= z
  c = (-(z * 0.5)).addingProduct(c, z) + 1
  var s: Float = -1.951_529_589_1e-4
  s = Float(8.332_160_873_6e-3).addingProduct(s, z)
  s = Float(-1.666_665_461_1e-1).addingProduct(s, z)
  s *= z
  s = r.addingProduct(s, r)
  let swapped = octant & 2 != 0
  let sine = swapped ? c : s
  let cosine = swapped ? s : c
  return (
    octant & 4 != 0 ? -sine : sine,
    (octant &- 2) & 4 == 0 ? -cosine : cosine
  )
}
