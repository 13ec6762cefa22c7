extension Diagnostic {
  /// The mistake as a user sees it, without a line feed at its end:
  ///
  /// ```
  /// spec.json:14:27: error: optimizers[2].momentun: unknown field; did you mean "momentum"? …
  ///    14 |     { "kind": "momentum", "momentun": 0.9 }
  ///       |                           ^^^^^^^^^^
  /// ```
  ///
  /// What comes from a `--set` begins with that, and has no line to show.
  public func rendered(in source: SpecSource) -> String {
    let word = isWarning ? "warning" : "error"
    let problem = TerminalText.escaped(path.isEmpty ? message : "\(path): \(message)")
    if let origin {
      return "\(TerminalText.escaped(origin)): \(word): \(problem)"
    }
    let file = TerminalText.escaped(source.name)
    guard let offset else { return "\(file): \(word): \(problem)" }
    let line = source.line(at: offset.lowerBound)
    let column = source.column(at: offset.lowerBound)
    return "\(file):\(line):\(column): \(word): \(problem)\n"
      + EchoedLine(marking: offset, in: source).text
  }
}

extension [Diagnostic] {
  /// Every mistake as a user sees it, each with a line feed at its end.
  public func rendered(in source: SpecSource) -> String {
    map { $0.rendered(in: source) + "\n" }.joined()
  }
}
