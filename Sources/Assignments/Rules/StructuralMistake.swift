internal import ExperimentRunner

/// What is often wrong with a rule's program, whatever its equations are.
package enum StructuralMistake: String, Sendable, CaseIterable {
  case sharedState = "shared-state"
  case lostState = "lost-state"
  case alias
  case coupledParameters = "coupled-parameters"
  case noneInPlace = "none-in-place"
  case none
  case shape
  case dtype
  case gradientChanged = "gradient-changed"
  case unknownSetting = "unknown-setting"

  /// What whoever made it is told.
  package var hint: String {
    switch self {
    case .sharedState:
      "Two networks are trained in turn, each with a state of its own. Where does your rule keep what it remembers?"
    case .lostState:
      "What is in `state` is there again when a run goes on in a new process. What do you keep elsewhere?"
    case .alias:
      "The next gradient may come in the same array. What becomes of an array that you keep without a copy?"
    case .coupledParameters:
      "Put the parameters in another order, and your steps change. What does one parameter's step take from its neighbours?"
    case .noneInPlace: "theta has changed, but the caller sees only what the function returns."
    case .none: "What does a Python function return that has no `return`?"
    case .shape: "Print theta.shape and the shape of what you return. Which operation changes it?"
    case .dtype:
      "What type has an array from np.zeros(n), and what becomes of float32 when it meets that?"
    case .gradientChanged:
      "The caller still needs its gradient. Which of your lines writes into g?"
    case .unknownSetting:
      "The settings come by their names. Compare those in the sentence with your function's."
    }
  }

  /// The one that a program's failure is.
  init?(_ failure: ProgramFailure) {
    switch failure {
    case .wrongLength: self = .shape
    case .mistake(let sentence):
      if sentence.contains("theta was changed in place") {
        self = .noneInPlace
      } else if sentence.hasPrefix("returned None") {
        self = .none
      } else if sentence.hasPrefix("returned an array of shape") {
        self = .shape
      } else if sentence.contains(" does not take ") || sentence.contains(" needs a value of ") {
        self = .unknownSetting
      } else {
        return nil
      }
    default: return nil
    }
  }
}
