internal import Foundation
internal import OptimizerLab

/// Numbers, names and lists as captions say them.
package enum Wording {
  /// Three significant digits, as few characters as say them: `0.05`, `412`, `1.2e-7`.
  package static func number(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return JSONNode.shortestText(of: abs(value)) }
    return text(rounded(value, digits: 3, .toNearestOrAwayFromZero))
  }

  /// The number with so many significant digits.
  package static func rounded(
    _ value: Double, digits: Int, _ rule: FloatingPointRoundingRule
  ) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let power = digits - 1 - Int(floor(log10(abs(value))))
    let scale = pow(10, Double(abs(power)))
    // What is a number of so many digits already must not be moved by its last bit.
    let scaled = power >= 0 ? value * scale : value / scale
    let whole =
      abs(scaled - scaled.rounded()) < 1e-9 * abs(scaled) ? scaled.rounded() : scaled.rounded(rule)
    return power >= 0 ? whole / scale : whole * scale
  }

  private static func text(_ value: Double) -> String {
    let size = abs(value)
    if size >= 1e-3, size < 1e6 {
      let text = String(format: "%.6f", value)
      return String(text.reversed().drop { $0 == "0" }.reversed()).trimmingSuffix(".")
    }
    let parts = String(format: "%.2e", value).split(separator: "e")
    let mantissa = String(parts[0].reversed().drop { $0 == "0" }.reversed()).trimmingSuffix(".")
    return "\(mantissa)e\(Int(parts[1]) ?? 0)"
  }

  /// `390–431`, or `390` where both ends are the same.
  package static func range(_ values: [Double]) -> String {
    guard let low = values.min(), let high = values.max() else { return "–" }
    let (first, last) = (number(low), number(high))
    return first == last ? first : "\(first)–\(last)"
  }

  package static func range(_ values: [Int]) -> String {
    guard let low = values.min(), let high = values.max() else { return "–" }
    return low == high ? "\(low)" : "\(low)–\(high)"
  }

  /// `a, b and c`; of more than `limit`, the first and how many are left.
  package static func list(_ items: [String], limit: Int = 8) -> String {
    if items.count > limit {
      return items.prefix(limit).joined(separator: ", ") + " and \(items.count - limit) more"
    }
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `1 seed`, `5 seeds`.
  package static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A name from the spec, as long as a sentence bears it; between quotation marks where its own
  /// commas would be taken for the sentence's.
  package static func name(_ name: String) -> String {
    let name = FigureText.shortened(name, to: 40)
    return name.contains { ",;".contains($0) } ? "“\(name)”" : name
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
