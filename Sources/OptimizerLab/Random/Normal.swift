internal import CNumerics
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

  /// Overwrites `values` as `Tensor.normal_(mean, std)` does in float32: small draws are moved and
  /// stretched in double precision, larger ones with one rounding to float32.
  public mutating func fillNormal(_ values: inout [Float], mean: Double, deviation: Double) {
    guard values.count >= 16 else {
      for i in values.indices { values[i] = Float(scalarNormal() * deviation + mean) }
      return
    }
    fillNormal(&values)
    let (mean, deviation) = (Float(mean), Float(deviation))
    for i in values.indices { values[i] = mean.addingProduct(values[i], deviation) }
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
    let radius = (-2 * Double.log1p(-u2)).squareRoot()
    let theta = 2 * Double.pi * u1
    cachedNormal = radius * sin(theta)
    return radius * cos(theta)
  }
}

/// Turns uniform values into normal ones, in blocks of sixteen: the first eight give the radii,
/// the last eight the angles.
private func transformBlocks(_ values: inout [Float], from start: Int, to end: Int) {
  let half = MemoryLayout<Lanes>.size
  var all = values.mutableSpan
  // As bytes, eight numbers are moved at once: one by one it takes four times as long.
  // unsafe: any bytes are numbers.
  var bytes = unsafe all.mutableBytes
  for block in stride(from: start, to: end, by: 16) {
    let place = block * MemoryLayout<Float>.size
    // unsafe: likewise, and the bounds are checked.
    let first = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: Lanes.self)
    let last = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place + half, as: Lanes.self)
    let radius = numerics_square_root_f32x8(-2 * cephesLog(1 - first))
    let (sine, cosine) = cephesSineCosine(6.2831855 * last)
    bytes.storeBytes(of: radius * cosine, toByteOffset: place, as: Lanes.self)
    bytes.storeBytes(of: radius * sine, toByteOffset: place + half, as: Lanes.self)
  }
}

// The single-precision logarithm, sine and cosine of the Cephes library (S. L. Moshier), each line
// one rounding, with fused multiply-adds where PyTorch's vector code has them. They are here for
// their very bits: `randn` of PyTorch on x86-64 is made of them, eight at a time.

private typealias Lanes = SIMD8<Float>

/// The numbers as they lie in memory.
@inline(__always)
private func bits(_ x: Lanes) -> SIMD8<UInt32> { unsafe unsafeBitCast(x, to: SIMD8<UInt32>.self) }

/// a·b + c, rounded once.
@inline(__always)
private func fused(_ a: Lanes, _ b: Lanes, _ c: Float) -> Lanes {
  numerics_fused_f32x8(a, b, Lanes(repeating: c))
}

/// The logarithm for 2⁻²⁴ ≤ x ≤ 1.
@inline(__always)
private func cephesLog(_ x: Lanes) -> Lanes {
  let mantissa = (bits(x) & 0x007f_ffff) | 0x3f00_0000
  let half = unsafe unsafeBitCast(mantissa, to: Lanes.self)
  let low = half .< 0.707_106_77
  let exponent = SIMD8<Int32>(truncatingIfNeeded: bits(x) &>> 23) &- 126
  let e = Lanes(exponent.replacing(with: exponent &- 1, where: low))
  let m = (half - 1).replacing(with: (half - 1) + half, where: low)
  let z = m * m
  var y = Lanes(repeating: 7.037_683_629_2e-2)
  y = fused(y, m, -1.151_461_031_0e-1)
  y = fused(y, m, 1.167_699_874_0e-1)
  y = fused(y, m, -1.242_014_084_6e-1)
  y = fused(y, m, 1.424_932_278_7e-1)
  y = fused(y, m, -1.666_805_766_5e-1)
  y = fused(y, m, 2.000_071_476_5e-1)
  y = fused(y, m, -2.499_999_399_3e-1)
  y = fused(y, m, 3.333_333_117_4e-1)
  y *= m
  y = numerics_fused_f32x8(y, z, e * -2.121_944_40e-4)
  y = numerics_fused_f32x8(-z, Lanes(repeating: 0.5), y)
  return numerics_fused_f32x8(e, Lanes(repeating: 0.693_359_375), m + y)
}

/// Sine and cosine for x ≥ 0.
@inline(__always)
private func cephesSineCosine(_ x: Lanes) -> (sine: Lanes, cosine: Lanes) {
  let octant = (numerics_truncated_f32x8(x * 1.273_239_544_735_16) &+ 1) & ~1
  let y = Lanes(octant)
  var r = numerics_fused_f32x8(y, Lanes(repeating: -0.785_156_25), x)
  r = numerics_fused_f32x8(y, Lanes(repeating: -2.418_756_484_985_351_562_5e-4), r)
  r = numerics_fused_f32x8(y, Lanes(repeating: -3.774_894_977_445_941_08e-8), r)
  let z = r * r
  var c = Lanes(repeating: 2.443_315_711_809_948e-5)
  c = fused(c, z, -1.388_731_625_493_765e-3)
  c = fused(c, z, 4.166_664_568_298_827e-2)
  c *= z
  c = numerics_fused_f32x8(c, z, -(z * 0.5)) + 1
  var s = Lanes(repeating: -1.951_529_589_1e-4)
  s = fused(s, z, 8.332_160_873_6e-3)
  s = fused(s, z, -1.666_665_461_1e-1)
  s *= z
  s = numerics_fused_f32x8(s, r, r)
  // On bits: comparisons of integer vectors are made one lane after another.
  let o = unsafe unsafeBitCast(octant, to: SIMD8<UInt32>.self)
  let exchange = (bits(s) ^ bits(c)) & (0 &- ((o &>> 1) & 1))
  let sine = bits(s) ^ exchange ^ ((o & 4) &<< 29)
  let cosine = bits(c) ^ exchange ^ ((~(o &- 2) & 4) &<< 29)
  return unsafe (unsafeBitCast(sine, to: Lanes.self), unsafeBitCast(cosine, to: Lanes.self))
}
