extension TrialFile {
  /// Whether a trial has a result, as far as the name of its file tells: for who asks of thousands.
  package func isThere(_ id: TrialIdentity) -> Bool { OutputFile.exists(path(of: id)) }
}
