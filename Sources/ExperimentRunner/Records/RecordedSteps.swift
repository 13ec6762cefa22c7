/// Which steps of a trial are recorded.
///
/// One rule in two forms. Every so many steps; or, where that would be more than are wanted, every step
/// at first, then, as training slows down, round numbers of steps apart: 1, 2, 5, 10, 20, 50 and so
/// forth, no farther than a tenth or so of the steps that are done by then; and from where the count
/// allows no less, evenly to the end. A curve then has its points where it bends, whether it is drawn
/// over the steps or over their logarithm; what is read off its end finds them equally far apart; and
/// trials of different lengths have the same steps in common. The first and the last step always count.
package struct RecordedSteps: Sendable, Equatable {
  /// Steps from one recorded step to the next, and from which step on.
  private struct Stretch: Sendable, Equatable {
    var start: Int
    var interval: Int
  }

  package let stepCount: Int
  /// By their starts, of which the first is 0. A start is a multiple of its interval.
  private let stretches: [Stretch]

  /// So many numbers of steps would be closest together where only so many are wanted.
  package static let near = 32

  /// - Parameters:
  ///   - stepCount: steps of the whole trial.
  ///   - every: steps from one recorded step to the next.
  ///   - points: how many there are to be at most; `nil` for any number.
  package init(stepCount: Int, every: Int, points: Int? = nil) {
    let even = RecordedSteps(stepCount: stepCount, stretches: [Stretch(start: 0, interval: every)])
    guard let points, even.count > points else {
      self = even
      return
    }
    var widest = RoundNumber()
    while widest.value <= stepCount {
      let own = RecordedSteps(
        stepCount: stepCount,
        stretches: Self.widening(to: widest, near: max(points / Self.near, 1)))
      if own.count <= points {
        self = own
        return
      }
      widest.grow()
    }
    // Too few for any beginning of its own.
    let parts = max(points - 1, 1)
    self.init(
      stepCount: stepCount,
      stretches: [Stretch(start: 0, interval: (stepCount + parts - 1) / parts)])
  }

  private init(stepCount: Int, stretches: [Stretch]) {
    self.stepCount = stepCount
    self.stretches = stretches.filter { $0.start == 0 || $0.start < stepCount }
  }

  /// - Parameter near: how many intervals of a kind the steps before it are worth at least.
  private static func widening(to widest: RoundNumber, near: Int) -> [Stretch] {
    var stretches = [Stretch(start: 0, interval: 1)]
    var next = RoundNumber()
    while next.value < widest.value {
      next.grow()
      stretches.append(Stretch(start: near * next.value, interval: next.value))
    }
    return stretches
  }

  /// Steps from each recorded step to the next, where that is always the same but for the last.
  package var interval: Int? { stretches.count == 1 ? stretches[0].interval : nil }

  package func contains(_ step: Int) -> Bool {
    step == stepCount || step >= 0 && step < stepCount && step % interval(at: step) == 0
  }

  /// How many there are, the first and the last among them.
  package var count: Int {
    var count = 1
    for (place, stretch) in stretches.enumerated() where stretch.start < stepCount {
      let end = place + 1 < stretches.count ? stretches[place + 1].start : stepCount
      count += (min(end, stepCount) - stretch.start + stretch.interval - 1) / stretch.interval
    }
    return count
  }

  /// From the first to the last.
  package var all: [Int] { Array(sequence(first: 0) { next(after: $0) }) }

  /// The first recorded step after that one; `nil` after the last.
  package func next(after step: Int) -> Int? {
    guard step < stepCount else { return nil }
    let place = place(of: step)
    let interval = stretches[place].interval
    let next = (step / interval + 1) * interval
    let end = place + 1 < stretches.count ? stretches[place + 1].start : stepCount
    return min(next, end)
  }

  /// So many of them at most, at least the first and the last: those nearest to where equal parts of the
  /// steps end.
  package func spread(over count: Int) -> [Int] {
    let parts = max(count - 1, 1)
    var chosen: [Int] = []
    for part in 0...parts {
      let (quotient, rest) = stepCount.quotientAndRemainder(dividingBy: parts)
      let step = nearest(to: quotient * part + rest * part / parts)
      if chosen.last != step { chosen.append(step) }
    }
    return chosen
  }

  private func nearest(to step: Int) -> Int {
    let interval = interval(at: step)
    let before = step / interval * interval
    guard !contains(step), let after = next(after: step) else { return step }
    return step - before < after - step ? before : after
  }

  private func interval(at step: Int) -> Int { stretches[place(of: step)].interval }

  /// Most steps are in the last stretch.
  private func place(of step: Int) -> Int {
    var place = stretches.count - 1
    while place > 0, stretches[place].start > step { place -= 1 }
    return place
  }
}

/// 1, 2, 5, 10, 20, 50 and so forth.
private struct RoundNumber {
  private(set) var value = 1
  private var digit = 1

  mutating func grow() {
    switch digit {
    case 1: (value, digit) = (value * 2, 2)
    case 2: (value, digit) = (value / 2 * 5, 5)
    default: (value, digit) = (value * 2, 1)
    }
  }
}
