package import ExperimentRunner

/// Somewhere a rule can be started, as often as it takes.
package protocol RuleSource: Sendable {
  /// What sentences call it: `adam.py`.
  var subject: String { get }

  /// Starts it with nothing remembered.
  func start(_ start: RuleStart) throws(RuleFailure) -> any RuleUnderTest
}

/// What a rule is told before its first step.
package struct RuleStart: Sendable {
  /// Where each network starts.
  package var players: [[Double]]
  /// Whether it computes in float32.
  package var isSingle: Bool
  package var settings: [(name: String, value: Double)]
  package var steps: Int
}

/// A rule at work, wherever that is.
package protocol RuleUnderTest: AnyObject {
  /// What was noted of its manners so far: `gradient_changed`, `dtype_changed`.
  var notes: [String] { get }

  /// What it is kept by: `rlimit`, `landlock 7`; nothing where it is no program.
  var protection: [String] { get }

  /// Moves a network by a step.
  /// - Parameters:
  ///   - parameters: where it stands.
  ///   - sameBuffers: whether the rule is handed the arrays of its last step, with new numbers in them.
  ///   - gradientAt: the gradient at a point; what does not ask is given that where the network stands.
  /// - Returns: where it stands then.
  func step(
    player: Int, parameters: [Double], learningRate: Double, sameBuffers: Bool,
    gradientAt: ([Double]) -> [Double]
  ) throws(RuleFailure) -> [Double]

  /// All that it remembers.
  func save() throws(RuleFailure) -> [UInt8]
  /// Takes over what another session of the same source remembered.
  func load(_ state: [UInt8]) throws(RuleFailure)
  /// Of no more use then.
  func end()
}

/// Why a rule did not take a step.
package struct RuleFailure: Error, Sendable, Equatable {
  /// Without its subject: `took longer than 2 s for one step`.
  package var sentence: String
  package var isTimeout = false
  package var mistake: StructuralMistake?
  /// The step that it was asked for; `nil` before the first.
  package var step: Int?

  package init(_ sentence: String, isTimeout: Bool = false, mistake: StructuralMistake? = nil) {
    self.sentence = sentence
    self.isTimeout = isTimeout
    self.mistake = mistake
  }

  package init(_ failure: ProgramFailure) {
    switch failure {
    case .exception(let text): self.init("raised \(text)")
    case .tookTooLong: self.init(failure.sentence, isTimeout: true)
    default: self.init(failure.sentence, mistake: StructuralMistake(failure))
    }
  }

  /// `At step 3, adam.py took longer than 2 s for one step.`
  func told(of subject: String) -> String {
    // What is wrong with a function's settings is said of the function, by its name.
    let whose = mistake == .unknownSetting && !sentence.hasPrefix("has ") ? "\(subject):" : subject
    let told = (step.map { "At step \($0), " } ?? "") + "\(whose) \(sentence)"
    return sentence.hasSuffix("?") ? told : "\(told)."
  }
}
