package import KnownMistakes

/// What a path says of the rule that took it.
package struct RuleVerdict: Sendable {
  package enum Kind: Sendable {
    case right
    /// The path of one known mistake.
    case mistake(RuleForm)
    /// Of none: two at once, or one that nobody has met.
    case unknown
  }

  package let kind: Kind
  /// Where it parts from the right one; `nil` where it does not.
  package let parting: RulePath.Difference?
  /// From the right path, over all steps.
  package let distance: Double
  package let isFirstStepRight: Bool
  package let moves: Bool
  /// The first number that is none.
  package let firstNotFinite: (step: Int, parameter: Int)?
  /// What stood at the parting, and what should have.
  package let actual: Double?
  package let expected: Double?

  /// Of the right path, and the same with its operations in another order.
  package static let tolerance = 1e-9
  /// Of a known mistake's path.
  package static let namingTolerance = 1e-6
  /// Numbers that a path needs to have for a name: where all turn to NaN at once, many mistakes look alike.
  private static let leastNumbers = RuleInputs.parameterCount

  package init(_ path: RulePath, of chosen: ChosenRule, on inputs: RuleInputs) {
    let right = inputs.path(chosen.right, settings: chosen.settings)
    distance = path.distance(to: right)
    parting = path.firstDifference(from: right, tolerance: Self.tolerance)
    isFirstStepRight = (parting?.step ?? 2) > 1
    moves = path.places.contains { $0 != inputs.start }
    firstNotFinite = path.firstNotFinite
    actual = parting.map { path.places[$0.step - 1][$0.parameter] }
    expected = parting.map { right.places[$0.step - 1][$0.parameter] }
    guard parting != nil else {
      kind = .right
      return
    }
    let nearest = chosen.mistakes.map { form in
      (form, path.distance(to: inputs.path(form, settings: chosen.settings)))
    }.min { $0.1 < $1.1 }
    if let (form, distance) = nearest, distance < Self.namingTolerance,
      path.finiteCount >= Self.leastNumbers
    {
      kind = .mistake(form)
    } else {
      kind = .unknown
    }
  }
}
