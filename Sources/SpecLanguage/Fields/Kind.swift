/// One of the things that an object's field `kind` can name, and how to make and configure it.
public struct Kind<Value>: Sendable {
  public let name: String
  /// One sentence for lists and editors.
  public let help: String
  let make: @Sendable () -> Value
  let configure: @Sendable (inout Value, inout Fields) -> Void

  /// ```swift
  /// Kind<any Optimizer>("adam", "Adaptive moments.", make: { Adam() }) { $0.configure(&$1) }
  /// ```
  public init(
    _ name: String, _ help: String, make: @escaping @Sendable () -> Value,
    configure: @escaping @Sendable (inout Value, inout Fields) -> Void
  ) {
    self.name = name
    self.help = help
    self.make = make
    self.configure = configure
  }

  /// The fields of this kind alone, with their defaults: what `optlab list adam` prints.
  public var description: KindDescription {
    var fields = Fields(.describing)
    var value = make()
    configure(&value, &fields)
    return KindDescription(
      name: name, help: help, fields: fields.descriptions, alternatives: fields.alternatives)
  }
}
