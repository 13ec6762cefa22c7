extension Fields {
  /// Reports a mistake that no single call can see, such as two fields that exclude each other.
  ///
  /// - Parameter place: the way from this object to what is wrong, `["lr", "gan"]`; where there is
  ///   nothing at it, the last value on the way is shown.
  public mutating func report(_ message: @autoclosure () -> String, at place: SpecPath = []) {
    // To look for the place takes time, and a hostile file has a million mistakes.
    guard purpose == .reading, !diagnostics.isFull else { return }
    diagnostics.report(message(), at: SpecPath(path.steps + place.steps), node.nearest(to: place))
  }

  /// As `report`, but it is the key that is wrong: the name of a problem that does not exist.
  public mutating func report(_ message: @autoclosure () -> String, atKey place: SpecPath) {
    guard purpose == .reading, !diagnostics.isFull else { return }
    guard let member = node.member(at: place) else { return report(message(), at: place) }
    diagnostics.report(
      message(), at: SpecPath(path.steps + place.steps), range: member.keyRange,
      origin: member.origin)
  }

  /// Reports two fields of which there has to be one where there are both, or none.
  public mutating func exactlyOne(of first: String, _ second: String) {
    if purpose == .describing { alternatives.append([first, second]) }
    switch (has(first), has(second)) {
    case (true, true): report("\(second) and \(first) exclude each other", at: [.key(second)])
    case (false, false): report("says neither \(first) nor \(second)")
    default: break
    }
  }

  mutating func reportMissing(_ name: String, expected expectation: String) {
    // The whole object would be many lines; its first byte, or the bare name, shows which it is.
    let range = isBareName ? node.range : node.range.map { $0.prefix(1) }
    diagnostics.report(
      "missing; expected \(expectation)", at: path.appending(.key(name)), range: range,
      origin: node.origin)
  }

  /// Leaves the object: reports what nobody asked for.
  ///
  /// - Returns: everything that is wrong so far, with this object and before it.
  consuming func finished() -> Diagnostics {
    if allowsUnknownFields { return diagnostics }
    let isSchemaAllowed = path.isRoot
    for member in members where !asked.contains(where: { $0.utf8.elementsEqual(member.key.utf8) }) {
      if isSchemaAllowed, member.key == "$schema" { continue }
      let allowed = asked.isEmpty ? "none" : asked.joined(separator: ", ")
      diagnostics.report(
        "unknown field\(suggestion(for: member.key, among: asked))Allowed here: \(allowed)",
        at: path.appending(.key(member.key)), range: member.keyRange, origin: member.origin)
    }
    return diagnostics
  }
}

extension Range<Int> {
  fileprivate func prefix(_ count: Int) -> Self {
    lowerBound..<Swift.min(lowerBound + count, upperBound)
  }
}
