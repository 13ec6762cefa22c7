import OptimizerLab

extension Float {
  /// The distance from `exact` in units of a Float's last place there. The largest Float's place
  /// serves beyond it, and infinity counts as the next Float after it.
  ///
  /// Inlined: it is asked of every Float that there is, some hundreds of millions.
  @inlinable
  package func error(from exact: Double) -> Double {
    if exact.isNaN || isNaN { return exact.isNaN && isNaN ? 0 : .infinity }
    let bounded = min(max(exact, -0x1p128), 0x1p128)
    let own = isInfinite ? (self > 0 ? 0x1p128 : -0x1p128) : Double(self)
    let largest = Double(Float.greatestFiniteMagnitude)
    let place = Double(Float(min(bounded.magnitude, largest)).ulp)
    return (own - bounded).magnitude / place
  }
}

extension Double {
  /// How many Doubles apart the two are.
  package func places(from other: Double) -> UInt64 {
    func ordered(_ x: Double) -> Int64 {
      let bits = Int64(bitPattern: x.bitPattern)
      return bits < 0 ? Int64.min &- bits : bits
    }
    return (ordered(self) &- ordered(other)).magnitude
  }
}
