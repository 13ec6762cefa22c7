/// A piece of JSON that remembers where it stood.
///
/// Numbers stay text and doubled keys stay doubled: what to make of them is decided by who reads
/// the node, where a mistake can be reported with its place.
public struct JSONNode: Sendable {
  public enum Value: Sendable {
    case null
    case bool(Bool)
    /// The number as it is written, in JSON's grammar.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([Member])
  }

  /// A key and its value, in the order of the file.
  public struct Member: Sendable {
    public var key: String
    /// Where the key stands, quotes included.
    public var keyRange: Range<Int>?
    public var node: JSONNode

    /// What made the member, where its key is not in the file.
    var origin: String? { keyRange == nil ? node.origin : nil }

    public init(_ key: String, keyRange: Range<Int>? = nil, _ node: JSONNode) {
      self.key = key
      self.keyRange = keyRange
      self.node = node
    }
  }

  public var value: Value
  /// Offsets in the file's bytes; `nil` for what does not come from the file.
  public var range: Range<Int>?
  /// What made the node, where it was not the file: `--set optimizers.0.lr=x`.
  public var origin: String?

  public init(_ value: Value, range: Range<Int>? = nil, origin: String? = nil) {
    self.value = value
    self.range = range
    self.origin = origin
  }
}
