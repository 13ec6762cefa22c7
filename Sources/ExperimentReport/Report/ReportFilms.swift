internal import ExperimentRunner
internal import FoundationEssentials

/// The films of a report: folded, so that nothing moves which nobody wants to see.
struct ReportFilms {
  private let presentation: Presentation
  /// What they may take of the page, in bytes.
  private var room: Int

  init(_ presentation: Presentation, room: Int) {
    self.presentation = presentation
    self.room = room
  }

  /// What the page has of a figure's film; nothing where it has none.
  mutating func film(of figure: FigureScript) -> HTML {
    guard let film = presentation.films.first(where: { $0.name == "\(figure.name)_animation" })
    else { return .nothing }
    let file = "\(film.name).\(FigureFormat.gif.rawValue)"
    guard presentation.folder.isDrawn(film, as: .gif),
      let bytes = try? InputBytes.read("\(presentation.folder.path)/\(file)"),
      let size = Self.size(bytes)
    else {
      return Self.note("\(film.name).gp", "makes a film of it.")
    }
    let data = Data(bytes).base64EncodedString()
    guard data.utf8.count <= room else {
      return Self.note(file, "is a film of it, too large for this page.")
    }
    room -= data.utf8.count
    return .element(
      "details", ["class": "film"],
      .element("summary", .text("\(figure.title) as a film")),
      .element(
        "img",
        [
          "alt": "\(figure.title) as a film; the figure's caption says what is to be seen",
          "width": "\(size.width)", "height": "\(size.height)", "loading": "lazy",
          "src": "data:image/gif;base64,\(data)",
        ]))
  }

  private static func note(_ file: String, _ text: String) -> HTML {
    .element(
      "p", ["class": "quiet"], .element("a", ["href": file], .text(file)), .text(" \(text)"))
  }

  /// In pixels, as the head of a GIF file has it; `nil` for what is none.
  private static func size(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
    guard bytes.count > 10, bytes.starts(with: "GIF8".utf8) else { return nil }
    return (Int(bytes[6]) | Int(bytes[7]) << 8, Int(bytes[8]) | Int(bytes[9]) << 8)
  }
}
