package import ExperimentRunner
internal import SpecLanguage

/// Where one running trial stands, in one line of a terminal.
package struct ProgressLine: Sendable, Equatable {
  package var label: String
  package var step: Int
  package var stepCount: Int
  /// Those of the last update; not numbers before there was one.
  package var losses: [Double]
  package var seconds: Double

  package init(label: String, stepCount: Int, advance: TrialAdvance) {
    self.label = label
    self.stepCount = stepCount
    step = advance.step
    losses = advance.losses
    seconds = advance.seconds
  }

  /// The line, no wider than so many columns. What there is no room for goes in the order of what is
  /// missed least: the end of the name, the speed, the loss, how far it is; the time left stays.
  package func text(columns: Int) -> String {
    var parts = [
      "\(step)/\(stepCount)", lossText, speed.map { "\(NumberText.fourDigits($0)) steps/s" },
      secondsLeft.map { "\(DurationText.text($0)) left" },
    ]
    let wanted = min(TerminalText.columns(of: label), Self.leastName)
    for dropped in [2, 1, 0] {
      if wanted + Self.width(parts) <= columns { break }
      parts[dropped] = nil
    }
    let room = columns - Self.width(parts)
    return ([TerminalText.cut(label, toColumns: max(room, 1))] + parts.compactMap(\.self))
      .joined(separator: Self.gap)
  }

  /// Columns of a name that tell it from others.
  private static let leastName = 16
  private static let gap = "  "

  private static func width(_ parts: [String?]) -> Int {
    parts.compactMap(\.self).map { TerminalText.columns(of: $0) + gap.count }.reduce(0, +)
  }

  private var lossText: String? {
    guard step > 0, !losses.isEmpty else { return nil }
    return "loss " + losses.map { NumberText.fourDigits($0) }.joined(separator: " and ")
  }

  private var speed: Double? { step > 0 && seconds > 0 ? Double(step) / seconds : nil }

  private var secondsLeft: Double? { speed.map { Double(stepCount - step) / $0 } }
}
