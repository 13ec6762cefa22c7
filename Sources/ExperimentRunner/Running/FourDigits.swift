/// Numbers for the eye: about four digits, no more than are needed to compare.
package enum FourDigits {
  package static func text(_ value: Double) -> String {
    guard value.isFinite else { return "\(value)" }
    let size = value.magnitude
    if value == 0 { return "0" }
    if size >= 1e6 || size < 1e-3 { return scientific(value) }
    // One decimal more for each digit less before the first that counts.
    let decimals = [1000, 100, 10, 1, 0.1, 0.01].firstIndex { size >= $0 } ?? 6
    return fixed(value, decimals)
  }

  private static func scientific(_ value: Double) -> String {
    var exponent = 0
    var mantissa = value.magnitude
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    // What would be rounded to 10.00 is 1.00 of the next power.
    if mantissa >= 9.995 {
      mantissa /= 10
      exponent += 1
    }
    return "\(value < 0 ? "-" : "")\(fixed(mantissa, 2))e\(exponent)"
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let rounded = Int((value.magnitude * scale).rounded())
    let sign = value < 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(rounded)" }
    let fraction = String(rounded % Int(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return "\(sign)\(rounded / Int(scale)).\(zeros)\(fraction)"
  }
}
