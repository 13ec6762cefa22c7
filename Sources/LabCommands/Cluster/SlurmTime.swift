/// Times as Slurm writes them.
enum SlurmTime {
  /// Seconds of `30`, `30:15`, `2:30:15`, `1-12`, `1-12:30`, `1-12:30:15`: minutes, unless there are hours or
  /// days; `nil` for what is no time, infinity for none.
  static func seconds(_ text: String) -> Double? {
    if ["infinite", "UNLIMITED", "unlimited"].contains(text) { return .infinity }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let last = parts.last else { return nil }
    let words = last.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = words.compactMap { word in
      word.allSatisfy(\.isNumber) ? Double(word) : nil
    }
    guard numbers.count == words.count, (1...3).contains(numbers.count) else { return nil }
    guard parts.count == 2 else {
      let units = [[60.0], [60, 1], [3600, 60, 1]][numbers.count - 1]
      return zip(numbers, units).reduce(0) { $0 + $1.0 * $1.1 }
    }
    guard let days = Double(parts[0]) else { return nil }
    return zip(numbers, [3600.0, 60, 1]).reduce(days * 86_400) { $0 + $1.0 * $1.1 }
  }
}
