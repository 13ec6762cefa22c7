/// The shape of an example in words, for what is said of layers that do not fit.
public enum ShapeText {
  /// `a list of 784 values`, `6 maps of 28 × 28`.
  public static func of(_ shape: [Int]) -> String {
    guard shape.count == 3 else {
      let count = shape.reduce(1, *)
      return "a list of \(count) value\(count == 1 ? "" : "s")"
    }
    return "\(shape[0]) map\(shape[0] == 1 ? "" : "s") of \(shape[1]) × \(shape[2])"
  }

  /// What is wrong where a list is needed and maps come.
  static func listNeeded(_ kind: String, _ shape: [Int]) -> String? {
    shape.count == 1
      ? nil
      : "\(kind) takes a list of values, but an example comes here as \(of(shape)): put flatten before it"
  }

  /// What is wrong where maps are needed and a list comes.
  static func mapsNeeded(_ kind: String, _ shape: [Int]) -> String? {
    shape.count == 3
      ? nil
      : "\(kind) takes pictures or maps, but an example comes here as \(of(shape))"
  }
}
