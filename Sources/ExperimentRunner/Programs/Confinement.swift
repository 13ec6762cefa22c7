internal import FoundationEssentials

/// What a program of somebody else's is kept from.
package struct Confinement: Sendable, Equatable {
  /// Whose program it is: one that is graded is kept in a folder of its own, from which it sees little.
  package var isSubmission: Bool
  /// Which user it runs as, where the lab is run by the superuser; `nil` for the lab's own.
  package var user: String?
  /// What is tried beside the limits; each holds where the system has it.
  package var layers = Layers.all

  /// For a run of the user's own spec: a session and a group of its own, so that it can be ended with
  /// what it started; the environment is the lab's, the folder the spec's.
  package static let own = Confinement(isSubmission: false)

  /// For grading: all limits, an empty environment, a temporary folder as its home and its current one,
  /// with a copy of what was handed in, and all layers.
  package static let submission = Confinement(isSubmission: true)

  /// For grading, as another user of the system.
  package static func submission(user: String?) -> Confinement {
    Confinement(isSubmission: true, user: user)
  }

  /// The variable of the environment by which a grading tells its workers that the programs of trials are
  /// not the user's own: who they run as, or nothing.
  package static let variable = "OPTLAB_GRADES"

  /// For the programs that are optimizers of trials.
  package static var ofTrials: Confinement {
    guard let user = ProcessInfo.processInfo.environment[variable] else { return .own }
    return .submission(user: user.isEmpty ? nil : user)
  }

  package struct Layers: OptionSet, Sendable {
    package var rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// The superuser's rights are taken away.
    package static let capabilities = Layers(rawValue: 1)
    /// Nothing is read but the interpreter and the copy, nothing written but the copy.
    package static let landlock = Layers(rawValue: 2)
    /// No sockets, no sessions, nobody else's memory.
    package static let filter = Layers(rawValue: 4)
    package static let all: Layers = [.capabilities, .landlock, .filter]
  }
}
