/// What came of reading a spec: the value, what it says with every default filled in, and every
/// mistake in it.
public struct Reading<Value: Configurable> {
  /// What could be read; where there are mistakes, defaults stand in their place.
  public var value: Value
  /// Every mistake, in the order of the file. Without one, `value` may be used.
  public var diagnostics: [Diagnostic]

  /// The spec that says what `value` is and leaves nothing to defaults.
  public var resolved: JSONNode { Fields.writing(value) }

  /// Reads a file, changed by `edits`.
  public init(_ source: SpecSource, edits: [SpecEdit] = []) {
    do throws(JSONSyntaxError) {
      var root = try JSONParser.parse(source.bytes)
      var mistakes: [Diagnostic] = []
      for edit in edits {
        do throws(Diagnostic) {
          try edit.apply(to: &root)
        } catch {
          mistakes.append(error)
        }
      }
      self.init(root, in: source)
      diagnostics += mistakes
    } catch {
      self.init(value: Value(), diagnostics: [Diagnostic(error)])
    }
  }

  /// Reads a tree; `source` is the file that its ranges speak of.
  public init(_ root: JSONNode, in source: SpecSource) {
    var problems = Problems(source: source)
    let value = FieldType<Value>.object.read(root, at: [], &problems)
    self.init(value: value ?? Value(), diagnostics: problems.diagnostics.inFileOrder())
  }

  private init(value: Value, diagnostics: [Diagnostic]) {
    self.value = value
    self.diagnostics = diagnostics
  }
}
