/// What `gnuplot --version` tells of itself, between warnings that it may give before.
package struct GnuplotVersion: Sendable, Equatable {
  /// `gnuplot 5.4 patchlevel 4`
  package let line: String
  /// `5.4`
  package let text: String
  private let numbers: [Int]

  /// - Parameter said: all that it printed.
  /// - Returns: `nil` where no line of it is a version.
  package init?(in said: String) {
    for line in said.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      guard words.count > 1, words[0] == "gnuplot" else { continue }
      let numbers = words[1].split(separator: ".").map { Int($0) }
      guard !numbers.isEmpty, !numbers.contains(nil) else { continue }
      self.line = String(line)
      text = String(words[1])
      self.numbers = numbers.compactMap(\.self)
      return
    }
    return nil
  }

  /// Whether the figures' scripts run with it.
  package var canDraw: Bool { !numbers.lexicographicallyPrecedes([5, 4]) }
}
