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

  /// Says that what is at a place is allowed, but is seldom meant.
  public mutating func warn(_ message: @autoclosure () -> String, at place: SpecPath) {
    guard purpose == .reading else { return }
    diagnostics.warn(message(), at: SpecPath(path.steps + place.steps), node.nearest(to: place))
  }

  /// Reports, or warns of, what stands at some bytes of a text.
  /// - Parameter bytes: of the text as it is read, which may be written with escapes.
  package mutating func tell(
    _ message: String, at place: SpecPath, bytes: Range<Int>? = nil, isWarning: Bool
  ) {
    guard purpose == .reading, isWarning || !diagnostics.isFull else { return }
    let found = node.nearest(to: place)
    var part = found
    if let bytes, let range = found.range(ofBytes: bytes, in: diagnostics.source) {
      part.range = range
    }
    let path = SpecPath(path.steps + place.steps)
    if isWarning {
      diagnostics.warn(message, at: path, part)
    } else {
      diagnostics.report(message, at: path, part)
    }
  }

  /// The same of an element of a list, or, where an object stands in its place, of a key of that.
  package mutating func tell(
    _ message: String, at place: SpecPath, orKey key: String, isWarning: Bool
  ) {
    guard purpose == .reading, isWarning || !diagnostics.isFull else { return }
    let first = SpecPath(Array(place.steps.prefix(1)))
    guard let member = node.member(at: first.appending(.key(key))) else {
      return tell(message, at: place, isWarning: isWarning)
    }
    var named = member.node
    named.range = member.keyRange
    let path = SpecPath(path.steps + first.steps + [.key(key)])
    if isWarning {
      diagnostics.warn(message, at: path, named)
    } else {
      diagnostics.report(message, at: path, named)
    }
  }

  /// Tells what names from elsewhere mean here, for who writes them: `learning_rate` is `lr`.
  public mutating func otherNames(_ names: [String], of field: String) {
    guard purpose == .reading else { return }
    for name in names { meanings[name] = Meaning(words: quoted(field), field: field) }
  }

  /// Tells where to look for what is no field of this object: `momentum` is a kind of its own.
  public mutating func elsewhere(_ name: String, _ words: String) {
    guard purpose == .reading else { return }
    meanings[name] = Meaning(words: words, field: nil)
  }

  /// `; did you mean "lr"? `, or `. ` where nothing is known and no name comes near.
  private func hint(for name: String) -> String {
    if let meaning = meanings[name], meaning.field.map(asked.contains) ?? true {
      return "; did you mean \(meaning.words)? "
    }
    return suggestion(for: name, among: asked)
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
        "unknown field\(hint(for: member.key))Allowed here: \(allowed)",
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
