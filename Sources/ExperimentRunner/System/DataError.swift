/// A data file that cannot be used, and why.
///
/// Holds facts only; `description` makes one sentence of them.
package struct DataError: Error, Equatable, Sendable {
  /// The file, or the folder where a data set was looked for, as the caller named it.
  package let path: String
  package let problem: DataProblem

  package init(_ path: String, _ problem: DataProblem) {
    self.path = path
    self.problem = problem
  }

  /// Nothing is at the path, as opposed to something that is no good.
  package var isMissingFile: Bool {
    switch problem {
    case .missing, .misspelt, .missingDataset, .noSuchExperiment: true
    default: false
    }
  }

  /// The system refused to open or to read what is there.
  package var isReadFailure: Bool {
    if case .unreadable = problem { true } else { false }
  }
}
