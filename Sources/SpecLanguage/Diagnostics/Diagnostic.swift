/// One mistake in a spec: what is wrong, and where. Or a warning: what is allowed, but is seldom meant.
public struct Diagnostic: Error, Equatable, Sendable {
  /// The value's place in the spec: `problems[0].model[2].units`; empty for the spec as a whole.
  public var path: String
  /// The bytes of the file that are wrong; `nil` where they are not in the file.
  public var offset: Range<Int>?
  /// What was found and what would be right.
  public var message: String
  /// Where the value came from, if not from the file: `--set optimizers.0.lr=x`.
  public var origin: String?
  /// Whether the spec may be used all the same.
  public var isWarning: Bool

  public init(
    path: String, offset: Range<Int>?, message: String, origin: String? = nil,
    isWarning: Bool = false
  ) {
    self.path = path
    self.offset = offset
    self.message = message
    self.origin = origin
    self.isWarning = isWarning
  }

  /// A warning about a value of a spec, or, where it leaves that out, about what is nearest to it.
  public init(warning message: String, at path: SpecPath, in source: SpecSource) {
    let tree = JSONParser.parseRecovering(source.bytes, limit: source.limit).0
    self.init(
      path: path.description, offset: tree?.nearest(to: path).range, message: message,
      isWarning: true)
  }

  public init(_ error: JSONSyntaxError) {
    self.init(path: "", offset: error.offset..<(error.offset + 1), message: error.message)
  }
}

extension [Diagnostic] {
  /// In the order of the file; what is not in the file comes last.
  public func inFileOrder() -> Self {
    enumerated().sorted { a, b in
      let (first, second) = (a.element.offset?.lowerBound, b.element.offset?.lowerBound)
      guard first != second else { return a.offset < b.offset }
      return (first ?? .max) < (second ?? .max)
    }.map(\.element)
  }
}
