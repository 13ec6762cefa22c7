internal import ExperimentRunner

/// Ranges, names and lists as captions say them.
package enum Wording {
  /// `390–431`, or `390` where both ends are the same.
  package static func range(_ values: [Double]) -> String {
    guard let low = values.min(), let high = values.max() else { return "–" }
    let (first, last) = (NumberText.typeset(low), NumberText.typeset(high))
    return first == last ? first : "\(first)–\(last)"
  }

  package static func range(_ values: [Int]) -> String {
    guard let low = values.min(), let high = values.max() else { return "–" }
    return low == high ? "\(low)" : "\(low)–\(high)"
  }

  /// A count, whole, or a median of counts, which may end in a half: `10550`, `10550.5`.
  package static func count(_ value: Double) -> String {
    // Beyond that Double has no whole numbers that are its own.
    guard value.magnitude < 0x1p53 else { return NumberText.typeset(value) }
    return value == value.rounded() ? String(Int(value)) : "\(value)"
  }

  /// `7.8 ms` of 0.0078 seconds, `12.5 s` of more than one.
  package static func duration(_ seconds: Double) -> String {
    seconds < 1
      ? "\(NumberText.typeset(seconds * 1000)) ms" : "\(NumberText.typeset(seconds)) s"
  }

  /// The same of counts: `990–1431`.
  package static func range(ofCounts values: [Double]) -> String {
    guard let low = values.min(), let high = values.max() else { return "–" }
    return low == high ? count(low) : "\(count(low))–\(count(high))"
  }

  /// `a, b and c`; of more than `limit`, the first and how many are left.
  package static func list(_ items: [String], limit: Int = 8) -> String {
    if items.count > limit {
      return items.prefix(limit).joined(separator: ", ") + " and \(items.count - limit) more"
    }
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `a, b, c`, of more than `limit` the first and the last, and how many are between.
  package static func inTurn(_ items: [String], limit: Int) -> String {
    guard items.count > limit, let last = items.last else { return items.joined(separator: ", ") }
    return items.prefix(limit - 1).joined(separator: ", ")
      + ", \(items.count - limit) more, \(last)"
  }

  /// `93.75 %`, of a part of 1.
  package static func percent(_ part: Double) -> String {
    "\(count((part * 1e4).rounded() / 100)) %"
  }

  /// `three`; in digits beyond ten.
  package static func inWords(_ count: Int) -> String {
    let words = [
      "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ]
    return words.indices.contains(count) ? words[count] : "\(count)"
  }

  /// `1 seed`, `5 seeds`.
  package static func count(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  /// A name from the spec, as long as a sentence bears it; between quotation marks where its own
  /// commas would be taken for the sentence's.
  package static func name(_ name: String) -> String {
    let name = PlainText.shortened(name, to: 40)
    return name.contains { ",;".contains($0) } ? "“\(name)”" : name
  }
}
