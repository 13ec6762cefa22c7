/// A change of one value of a spec, as `--set optimizers.0.lr=0.01` asks for it.
///
/// The place is what diagnostics print, with a plain number for an index where that is easier to
/// type: `optimizers.0.lr`, `optimizers[0].lr`, `optimizers[0].lr["my problem"]`. The value is JSON;
/// a bare word (`minibatch`, `data/iris.csv`) may go without quotes.
public struct SpecEdit: Equatable, Sendable {
  /// The change as it was asked for: `--set optimizers.0.lr=0.01`.
  public let origin: String
  /// Plain numbers are keys here; at a list they are indices.
  public let path: SpecPath
  private let valueText: String

  /// - Parameter text: `optimizers.0.lr=0.01`
  public init(_ text: String) throws(Diagnostic) {
    origin = "--set \(text)"
    var parser = SpecPathParser(text)
    do throws(SpecPathParser.Failure) {
      path = try parser.parsePath()
    } catch {
      throw Diagnostic(path: "", offset: nil, message: error.message, origin: origin)
    }
    valueText = parser.rest
    _ = try value()
  }

  public static func == (a: Self, b: Self) -> Bool {
    a.origin.utf8.elementsEqual(b.origin.utf8)
  }

  /// Changes the value at the path. A field that an object does not have is added, and so are the
  /// objects on the way to it: whether there may be such a field is for the reader to say.
  public func apply(to root: inout JSONNode) throws(Diagnostic) {
    try apply(path.steps[...], to: &root, at: [])
  }

  private func apply(
    _ steps: ArraySlice<SpecPath.Step>, to node: inout JSONNode, at place: SpecPath
  ) throws(Diagnostic) {
    guard let step = steps.first else {
      node = try value()
      return
    }
    let rest = steps.dropFirst()
    switch node.value {
    case .object(var members):
      let key = step.asKey
      let index = members.firstIndex { $0.key.utf8.elementsEqual(key.utf8) } ?? members.count
      if index == members.count {
        if rest.first?.asIndex != nil {
          let known = members.map(\.key)
          throw error(
            "there is no list \(quoted(key))\(suggestion(for: key, among: known))"
              + "Given here: \(known.prefix(20).map(clipped).joined(separator: ", "))", at: place)
        }
        members.append(.init(key, JSONNode(.object([]), origin: origin)))
      }
      try apply(rest, to: &members[index].node, at: place.appending(.key(key)))
      node.value = .object(members)
    case .array(var elements):
      guard let index = step.asIndex, elements.indices.contains(index) else {
        throw error(Self.complaint(about: step, count: elements.count), at: place)
      }
      try apply(rest, to: &elements[index], at: place.appending(.index(index)))
      node.value = .array(elements)
    default:
      throw error("is \(node.summary), which has nothing in it to change", at: place)
    }
  }

  private func error(_ message: String, at place: SpecPath) -> Diagnostic {
    Diagnostic(path: place.description, offset: nil, message: message, origin: origin)
  }

  private static func complaint(about step: SpecPath.Step, count: Int) -> String {
    let indices =
      switch count {
      case 0: "is an empty list"
      case 1: "is a list with the index 0 only"
      default: "is a list with the indices 0 ... \(count - 1)"
      }
    return "\(indices), found \(clipped(step.asKey))"
  }

  /// The value as a node that knows where it is from.
  private func value() throws(Diagnostic) -> JSONNode {
    do throws(JSONSyntaxError) {
      return try JSONParser.parse(Array(valueText.utf8)).moved(to: origin)
    } catch {
      if Self.isBareWord(valueText) {
        return JSONNode(.string(valueText), origin: origin)
      }
      throw Diagnostic(
        path: path.description, offset: nil,
        message: "the value is neither JSON (\(error.message)) nor a word of letters, digits "
          + "and _ - . /", origin: origin)
    }
  }

  private static func isBareWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
          UInt8(ascii: "."), UInt8(ascii: "/"):
          true
        default: false
        }
      }
  }
}

extension SpecPath.Step {
  /// The step into an object.
  fileprivate var asKey: String {
    switch self {
    case .key(let key): key
    case .index(let index): "\(index)"
    }
  }

  /// The step into a list, if it can be one.
  fileprivate var asIndex: Int? {
    switch self {
    case .key(let key): key.utf8.allSatisfy(JSONParser.isDigit) ? Int(key) : nil
    case .index(let index): index
    }
  }
}

extension JSONNode {
  /// The same node with another origin, and no place in a file.
  fileprivate func moved(to origin: String) -> JSONNode {
    let moved: Value =
      switch value {
      case .array(let elements): .array(elements.map { $0.moved(to: origin) })
      case .object(let members): .object(members.map { .init($0.key, $0.node.moved(to: origin)) })
      default: value
      }
    return JSONNode(moved, origin: origin)
  }
}
