extension MersenneTwister {
  /// One value of `torch.rand` in float32: 24 bits, in [0, 1).
  public mutating func unitFloat() -> Float {
    Float(word() & 0xff_ffff) * 0x1p-24
  }

  /// One value of `torch.rand` in float64: 53 bits, in [0, 1).
  public mutating func unitDouble() -> Double {
    Double(doubleWord() & (1 << 53 - 1)) * 0x1p-53
  }

  /// Overwrites `values` as `Tensor.uniform_(low, high)` does in float32.
  ///
  /// Low and high are rounded to Float; a value is low + unit · (high − low) with one rounding,
  /// and one that comes out as `high` becomes `low`.
  public mutating func fillUniform(_ values: inout [Float], from low: Double, to high: Double) {
    let low = Float(low)
    let high = Float(high)
    let width = high - low
    for i in values.indices {
      let value = low.addingProduct(unitFloat(), width)
      values[i] = value == high ? low : value
    }
  }

  /// The same in float64.
  public mutating func fillUniform(_ values: inout [Double], from low: Double, to high: Double) {
    let width = high - low
    for i in values.indices {
      let value = low.addingProduct(unitDouble(), width)
      values[i] = value == high ? low : value
    }
  }
}
