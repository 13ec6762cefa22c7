internal import ExperimentRunner
internal import KnownMistakes
internal import SpecLanguage

/// What is said of a rule that is not the one that was asked for.
struct RuleSentences {
  let rule: String
  let subject: String
  let level: HintLevel

  /// Where it parts from the right path.
  func parting(_ verdict: RuleVerdict, _ parting: RulePath.Difference) -> String {
    guard verdict.moves else {
      return "theta never moves: \(subject) returns it as it came."
    }
    let place = "at step \(parting.step), in theta[\(parting.parameter)]"
    let numbers = Self.numbers(expected: verdict.expected, actual: verdict.actual)
    if parting.step == 1 { return "This is not \(rule): \(place), \(numbers)." }
    return "Right up to step \(parting.step - 1); then it parts from \(rule) \(place): \(numbers)."
  }

  /// What is added where no mistake has this path.
  func unknown(_ verdict: RuleVerdict, among count: Int) -> String {
    guard verdict.moves, level != .where else { return "" }
    return
      " None of the \(count) known mistakes has this path alone: it is two at once, or one that is not known here."
  }

  func accepted(_ form: RuleForm, points: Double) -> String {
    "Every step is that of \(form.name), which gives \(Self.number(points)) points here."
  }

  /// What can be said of a path that no known mistake has.
  func hint(_ verdict: RuleVerdict) -> String? {
    guard verdict.moves else {
      return "What does the function return, and has it changed by then?"
    }
    guard let place = verdict.firstNotFinite else {
      return verdict.isFirstStepRight
        ? "The first step is right. What is different at the next: what you kept, t, or the rate?"
        : "Compute the first step of theta[\(verdict.parting?.parameter ?? 0)] by hand: nothing is remembered yet, and t is 1."
    }
    return place.step == 1
      ? "At the first step everything that is remembered is 0, and t is 1. What is divided by 0 there?"
      : "The first number that is none is theta[\(place.parameter)] after step \(place.step). Which root or quotient makes it?"
  }

  func memory(_ part: RuleTrial.Part, _ outcome: RuleTrial.Outcome) -> String {
    let lead =
      switch part {
      case .apart: "Beside other networks that take their steps in between"
      case .resumed: "Saved after step 7 and going on in a new process"
      case .sameBuffers: "Handed its gradients in the same array at every step"
      case .permuted: "With the parameters in another order"
      }
    switch outcome {
    case .same: return "\(lead), the path is the same."
    case .differs(let difference):
      return
        "\(lead), the path is another one from step \(difference.step) on, in theta[\(difference.parameter)]."
    case .failed(let failure): return "\(lead): \(failure.told(of: subject))"
    }
  }

  private static func numbers(expected: Double?, actual: Double?) -> String {
    let (wanted, came) = (number(expected), number(actual))
    // Paths may part in a digit that is not shown.
    guard wanted == came, let expected, let actual else {
      return "\(wanted) was expected, \(came) came"
    }
    return "\(expected) was expected, \(actual) came"
  }

  /// Six digits, which is more than anybody compares by eye.
  static func number(_ value: Double?) -> String {
    guard let value else { return "nothing" }
    guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "∞" : "−∞" }
    return JSONNode.shortestText(of: NumberText.rounded(value, digits: 6))
  }
}
