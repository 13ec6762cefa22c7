import Foundation
import FoundationXML

/// An SVG file as an XML parser reads it: `nil` for what is not well-formed.
struct SVGPicture {
  /// How often each element occurs.
  private(set) var elements: [String: Int] = [:]
  /// All that is to be read in it.
  private(set) var text = ""

  /// The outlines of lines and areas.
  var paths: Int { elements["path", default: 0] }
  /// The marks on lines.
  var marks: Int { elements["use", default: 0] }

  init?(_ data: Data) {
    let reader = Reader()
    let parser = XMLParser(data: data)
    parser.delegate = reader
    guard parser.parse(), reader.root == "svg" else { return nil }
    (elements, text) = (reader.elements, reader.text)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var root: String?
    var elements: [String: Int] = [:]
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      root = root ?? name
      elements[name, default: 0] += 1
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }
}
