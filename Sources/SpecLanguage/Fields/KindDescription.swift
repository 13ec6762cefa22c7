/// What a spec's author has to know about one kind of object.
public struct KindDescription: Sendable {
  public var name: String
  public var help: String
  /// The fields of this kind beyond those that all kinds have.
  public var fields: [FieldDescription]
  /// Pairs of fields of which there has to be one, and not both.
  public var alternatives: [[String]] = []
}
