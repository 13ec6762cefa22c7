extension StringProtocol {
  /// Without the characters at both ends that are to be cut, which are white space where nothing is said.
  package func trimmed(_ isCut: (Character) -> Bool = \.isWhitespace) -> String {
    let rest = drop(while: isCut)
    guard let last = rest.lastIndex(where: { !isCut($0) }) else { return "" }
    return String(rest[...last])
  }
}
