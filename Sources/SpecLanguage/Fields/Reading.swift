/// What came of reading a spec: the value, what it says with every default filled in, and every
/// mistake in it.
public struct Reading<Value: Configurable> {
  /// What could be read; where there are mistakes, defaults stand in their place.
  public var value: Value
  /// Every mistake, in the order of the file. Without one, `value` may be used.
  public var diagnostics: [Diagnostic]
  /// What is allowed, but is seldom meant, in the order of the file.
  public var warnings: [Diagnostic]

  /// The spec that says what `value` is and leaves nothing to defaults.
  public var resolved: JSONNode { Fields.writing(value) }

  /// Reads a file, changed by `edits`.
  /// - Parameter start: what a field that the file does not give keeps.
  public init(_ source: SpecSource, edits: [SpecEdit] = [], from start: Value = Value()) {
    let (tree, slips) = JSONParser.parseRecovering(source.bytes, limit: source.limit)
    guard var root = tree else {
      self.init(value: start, diagnostics: slips.map { Diagnostic($0.error) }, warnings: [])
      return
    }
    var mistakes: [Diagnostic] = []
    for edit in edits {
      do throws(Diagnostic) {
        try edit.apply(to: &root)
      } catch {
        mistakes.append(error)
      }
    }
    self.init(root, in: source, from: start)
    // That a value is wrong which is none has been said.
    diagnostics.removeAll { found in
      found.offset != nil && slips.contains { $0.replaced == found.offset }
    }
    diagnostics = (slips.map { Diagnostic($0.error) } + diagnostics).inFileOrder() + mistakes
  }

  /// Reads a tree; `source` is the file that its ranges speak of.
  public init(_ root: JSONNode, in source: SpecSource, from start: Value = Value()) {
    var diagnostics = Diagnostics(source: source)
    let value = FieldType<Value>.object(from: start).read(root, at: [], &diagnostics)
    self.init(
      value: value ?? start, diagnostics: diagnostics.all.inFileOrder(),
      warnings: diagnostics.warnings.inFileOrder())
  }

  private init(value: Value, diagnostics: [Diagnostic], warnings: [Diagnostic]) {
    self.value = value
    self.diagnostics = diagnostics
    self.warnings = warnings
  }
}
