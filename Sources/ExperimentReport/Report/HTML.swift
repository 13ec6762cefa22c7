internal import OptimizerLab

/// A piece of a web page. Text from outside becomes part of it through `text` and through
/// attributes alone, and these escape it: what is a name stays a name.
package struct HTML: Sendable, Equatable {
  /// The source, which is well-formed XML too.
  package private(set) var source: String

  private init(source: String) { self.source = source }

  package static let nothing = HTML(source: "")

  /// Text from anywhere.
  package static func text(_ text: String) -> HTML { HTML(source: escaped(text)) }

  /// A name from outside, kept from turning the direction of what stands beside it.
  package static func name(_ text: String) -> HTML { element("bdi", .text(text)) }

  /// Source that the program made itself.
  package static func trusted(_ source: String) -> HTML { HTML(source: source) }

  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: HTML...
  ) -> HTML {
    element(name, attributes, content)
  }

  package static func element(_ name: String, _ content: HTML...) -> HTML {
    element(name, [:], content)
  }

  package static func element(_ name: String, _ content: [HTML]) -> HTML {
    element(name, [:], content)
  }

  package static func element(
    _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ content: [HTML]
  ) -> HTML {
    let start = "<\(name)" + attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
    // Elements without an end in HTML; all others need one, be they empty.
    if ["meta", "img", "br"].contains(name) { return HTML(source: start + "/>") }
    return HTML(source: start + ">" + content.map(\.source).joined() + "</\(name)>")
  }

  package static func + (first: HTML, second: HTML) -> HTML {
    HTML(source: first.source + second.source)
  }

  /// Nothing in the result begins an element, ends an attribute or is a character that a page may
  /// not hold.
  package static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case "\r", "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}": result += " "
      case _ where scalar.value & 0xfffe == 0xfffe || (0xfdd0...0xfdef).contains(scalar.value):
        result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func escapedJSON(_ json: String) -> String {
    json.replacing("&", with: "\\u0026").replacing("<", with: "\\u003c")
      .replacing(">", with: "\\u003e")
  }

  /// JSON that can stand in a script element: nothing in it could end that, or be XML.
  package static func data(_ json: String, id: String) -> HTML {
    trusted("<script type=\"application/json\" id=\"\(id)\">")
      + trusted(escapedJSON(json)) + trusted("</script>")
  }
}

extension [HTML] {
  package func joined(_ separator: HTML = .nothing) -> HTML {
    guard let first else { return .nothing }
    return dropFirst().reduce(first) { $0 + separator + $1 }
  }
}
