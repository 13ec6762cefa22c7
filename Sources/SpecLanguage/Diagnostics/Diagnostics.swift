/// What was found wrong so far with the values of a spec.
public struct Diagnostics: Sendable {
  /// The file the values are from.
  public let source: SpecSource
  public private(set) var all: [Diagnostic] = []
  /// What is allowed, but is seldom meant.
  public private(set) var warnings: [Diagnostic] = []

  public init(source: SpecSource) {
    self.source = source
  }

  /// More than this many help nobody, and a hostile file can have a million.
  static let limit = 200

  /// Whether nothing more is taken.
  var isFull: Bool { all.count >= Self.limit }

  /// Reports what is wrong with a whole value.
  public mutating func report(
    _ message: @autoclosure () -> String, at path: SpecPath, _ node: JSONNode
  ) {
    report(message(), at: path, range: node.range, origin: node.origin)
  }

  /// Says of a value that it is allowed, but is seldom meant. More than the limit are not kept.
  mutating func warn(_ message: @autoclosure () -> String, at path: SpecPath, _ node: JSONNode) {
    guard warnings.count < Self.limit else { return }
    warnings.append(
      Diagnostic(
        path: path.description, offset: node.range, message: message(), origin: node.origin,
        isWarning: true))
  }

  /// Reports a mistake that is not a whole value: a key, or what is missing in an object.
  mutating func report(
    _ message: @autoclosure () -> String, at path: SpecPath, range: Range<Int>?, origin: String?
  ) {
    guard !isFull else { return }
    let isLast = all.count == Self.limit - 1
    all.append(
      Diagnostic(
        path: path.description, offset: range,
        message: isLast ? "and more; only \(Self.limit) mistakes are shown" : message(),
        origin: origin))
  }

  /// Reports each key that comes a second time.
  ///
  /// - Returns: the members whose key has not been there before.
  mutating func membersWithoutDuplicates(
    of members: [JSONNode.Member], at path: SpecPath
  ) -> [JSONNode.Member] {
    // Bytes, as String's equality takes two spellings of "é" for one key.
    var firsts: [[UInt8]: Range<Int>?] = [:]
    var result: [JSONNode.Member] = []
    for member in members {
      let key = Array(member.key.utf8)
      guard let first = firsts[key] else {
        firsts.updateValue(member.keyRange, forKey: key)
        result.append(member)
        continue
      }
      let place = place(of: first)
      report(
        "given twice; the first is \(place)", at: path.appending(.key(member.key)),
        range: member.keyRange, origin: member.origin)
    }
    return result
  }

  private func place(of range: Range<Int>?) -> String {
    range.map { "on line \(source.line(at: $0.lowerBound))" } ?? "not in the file"
  }
}
