/// How long something takes, in no more than two units.
package enum DurationText {
  /// `12 s`, `3 min 20 s`, `2 h 5 min`, `4 d 3 h`; a second is the least.
  package static func text(_ seconds: Double) -> String {
    // Longer than a million years is for ever, and more than an integer holds.
    guard seconds < 3e13 else { return "for ever" }
    let whole = max(Int(seconds.rounded(.up)), 0)
    let units = [(86_400, "d"), (3600, "h"), (60, "min"), (1, "s")]
    let first = units.firstIndex { whole >= $0.0 } ?? 3
    var rest = whole
    var words: [String] = []
    for (size, name) in units[first..<min(first + 2, 4)] {
      if rest >= size || size == 1 && words.isEmpty { words.append("\(rest / size) \(name)") }
      rest %= size
    }
    return words.joined(separator: " ")
  }
}
