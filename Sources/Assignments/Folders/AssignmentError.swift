package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// An assignment, or what a command was given of one, that cannot be used, in sentences.
package struct AssignmentError: Error, Equatable, CustomStringConvertible {
  package enum Reason: Sendable { case badData, noInput, usage, exists }

  package var description: String
  package var reason: Reason

  package init(_ description: String, _ reason: Reason = .badData) {
    self.description = description
    self.reason = reason
  }

  package init(_ error: DataError) {
    self.init(error.description, error.isMissingFile ? .noInput : .badData)
  }
}

/// All that is wrong with an assignment's file and what it names, each with its place, ready to be printed.
package struct AssignmentMistakes: Error, Equatable, CustomStringConvertible {
  /// With line feeds at their ends.
  package var description: String

  package init(_ description: String) { self.description = description }
}
