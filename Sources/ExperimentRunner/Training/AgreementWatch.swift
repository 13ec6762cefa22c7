internal import OptimizerLab

/// Trains the lab's own rule beside an external one, and its twin from a start that is moved by next to
/// nothing: step by step, off the clock.
struct AgreementWatch<Number: Scalar> {
  private var own: any Training<Number>
  private var twin: any Training<Number>
  private(set) var agreement = Agreement(isSingle: Number.self == Float.self)

  /// - Parameter make: makes the trial with the lab's own rule.
  init(_ make: () -> any Training<Number>) {
    own = make()
    twin = make()
    var state = twin.state
    let shift = Number(Agreement.shift(isSingle: Number.self == Float.self))
    for i in state.learners.indices {
      var all = state.learners[i].parameters.mutableSpan
      for place in all.indices { all[place] += shift }
    }
    _ = twin.restore(state)
  }

  /// Takes the step that the external rule has just taken.
  /// - Parameter learners: of the external rule's trial.
  mutating func step(_ learners: [Learner<Number>], step: Int, isRecorded: Bool) {
    own.step(keepsGradient: false)
    twin.step(keepsGradient: false)
    let (mine, others) = (own.learners, twin.learners)
    var (distance, moved) = (0.0, 0.0)
    for i in mine.indices {
      let parameters = mine[i].optimization.parameters
      distance = Self.further(
        distance, farness(learners[i].optimization.parameters, from: parameters))
      moved = Self.further(moved, farness(others[i].optimization.parameters, from: parameters))
    }
    agreement.note(step: step, distance: distance, twin: moved, isRecorded: isRecorded)
  }

  /// Goes on from what was noted up to a step: the same steps are taken again, for they need no program.
  mutating func resume(_ known: Agreement?, at step: Int) {
    for _ in 0..<step {
      own.step(keepsGradient: false)
      twin.step(keepsGradient: false)
    }
    if let known { agreement = known }
  }

  private static func further(_ a: Double, _ b: Double) -> Double {
    a.isNaN || b.isNaN ? .nan : max(a, b)
  }
}

/// The largest difference of two numbers at the same place, over the largest of the second ones where that
/// is above 1; NaN where some difference is no number.
@specialized(where S == Float)
@specialized(where S == Double)
private func farness<S: Scalar>(_ first: Numbers<S>, from second: Numbers<S>) -> Double {
  let (a, b) = (first.span, second.span)
  precondition(a.count == b.count)
  var (difference, size, sum) = (S(0), S(1), S(0))
  for i in b.indices {
    let own = (a[i] - b[i]).magnitude
    difference = own > difference ? own : difference
    size = b[i].magnitude > size ? b[i].magnitude : size
    // A maximum passes over NaN, and a sum does not.
    sum += own
  }
  return sum.isNaN ? .nan : Double(difference) / Double(size)
}
