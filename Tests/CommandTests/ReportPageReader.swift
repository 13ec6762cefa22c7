import Foundation
import FoundationXML

/// `report.html` as a strict parser reads it: the program writes it to be well-formed XML but for its
/// style and its script.
struct ReportPageReader {
  struct Element: Equatable {
    var name: String
    var attributes: [String: String]
  }

  private(set) var elements: [Element] = []
  /// What is to be read in elements of a name, in their order.
  private(set) var texts: [String: [String]] = [:]
  /// All that is to be read.
  private(set) var text = ""
  /// What stands in the page's only style and in its only running script.
  let style: String
  let script: String

  /// `nil` for what is not well-formed.
  init?(_ page: String) {
    guard let style = Self.inner(page, "<style>", "</style>"),
      let script = Self.inner(page, "<script>", "</script>")
    else { return nil }
    (self.style, self.script) = (style, script)
    let rest = page.replacing(style, with: "").replacing(script, with: "")
    let reader = Reader()
    let parser = XMLParser(data: Data(rest.utf8))
    parser.delegate = reader
    guard parser.parse() else { return nil }
    (elements, texts, text) = (reader.elements, reader.texts, reader.text)
  }

  /// What stands between the only opening and the only closing.
  private static func inner(_ page: String, _ opening: String, _ closing: String) -> String? {
    let parts = page.components(separatedBy: opening)
    guard parts.count == 2 else { return nil }
    return parts[1].components(separatedBy: closing).first
  }

  func all(_ name: String) -> [Element] { elements.filter { $0.name == name } }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [Element] = []
    var texts: [String: [String]] = [:]
    var text = ""
    private var open: [(name: String, text: String)] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements.append(Element(name: name, attributes: attributes))
      open.append((name, ""))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      text += string
      for place in open.indices { open[place].text += string }
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      guard let last = open.popLast() else { return }
      texts[last.name, default: []].append(last.text)
    }
  }
}
