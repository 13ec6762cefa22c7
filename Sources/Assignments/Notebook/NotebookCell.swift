internal import SpecLanguage

/// A cell of a notebook, without outputs.
enum NotebookCell {
  case markdown(String)
  case code(String)
  /// One that a program which has everything already leaves out (nbclient does).
  case installing(String)

  /// - Parameter id: of letters, digits and dashes, and of no other cell of the notebook.
  func node(id: String) -> JSONNode {
    switch self {
    case .markdown(let text):
      .object([
        .init("cell_type", .string("markdown")), .init("id", .string(id)),
        .init("metadata", .object([])), .init("source", Self.lines(text)),
      ])
    case .code(let text): Self.code(text, id: id, metadata: [])
    case .installing(let text):
      Self.code(
        text, id: id, metadata: [.init("tags", .array([.string("skip-execution")]))])
    }
  }

  private static func code(_ text: String, id: String, metadata: [JSONNode.Member]) -> JSONNode {
    .object([
      .init("cell_type", .string("code")), .init("execution_count", .null),
      .init("id", .string(id)), .init("metadata", .object(metadata)), .init("outputs", .array([])),
      .init("source", lines(text)),
    ])
  }

  /// As notebooks keep text: a list of lines, each with its end, but for the last. By bytes: what looks
  /// like two letters may be one character.
  private static func lines(_ text: String) -> JSONNode {
    let bytes = Array(text.utf8)
    let end = bytes.lastIndex { $0 != UInt8(ascii: "\n") }.map { $0 + 1 } ?? 0
    let parts = bytes[..<end].split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return .array(
      parts.enumerated().map { place, part in
        .string(
          String(decoding: part, as: UTF8.self) + (place < parts.count - 1 ? "\n" : ""))
      })
  }

  /// A page in Markdown, a cell a section; what fences hold begins none.
  /// - Parameter title: left out where the page begins with it.
  static func sections(of page: String, without title: String) -> [NotebookCell] {
    var sections: [[Substring]] = [[]]
    var isFenced = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") { isFenced.toggle() }
      if !isFenced, line.hasPrefix("## ") { sections.append([]) }
      sections[sections.count - 1].append(line)
    }
    if sections[0].first == "# \(title)" { sections[0].removeFirst() }
    return sections.map { $0.joined(separator: "\n") }
      .filter { !$0.allSatisfy(\.isWhitespace) }.map { .markdown($0) }
  }
}
