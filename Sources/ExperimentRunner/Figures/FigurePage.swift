/// A figure as it grows from top to bottom: a title, a legend, then rows of panels under headings.
struct FigurePage {
  /// The figure's name.
  var name: String
  var title: String
  /// What the title leaves open, in small grey letters.
  var subtitle: String
  var legend: Legend?
  var context: FigureContext
  /// The files read, and the columns they must have.
  var data: [(file: DataFile, columns: [String])]
  /// Commands before the first panel.
  var preparation: String?
  var width = 900.0

  private(set) var height = 0.0
  private var headings: [(y: Double, text: String, isNote: Bool)] = []
  private var panels: [(place: Place, draw: (Frame) -> String)] = []

  /// Where something stands on the page, while the page's height is not known yet.
  private struct Place {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  /// Left and right of everything on the page.
  private static let left = 74.0
  private static let right = 18.0

  init(
    name: String, title: String, subtitle: String, legend: Legend? = nil, context: FigureContext,
    data: [(file: DataFile, columns: [String])] = [], width: Double = 900
  ) {
    self.name = name
    self.title = title
    self.subtitle = subtitle
    self.legend = legend
    self.context = context
    self.data = data
    self.width = width
    height = 56 + (legend?.height(within: width - 28) ?? 0)
  }

  /// Text across the page, above the rows that follow, and what the reader must know of them.
  mutating func addHeading(_ text: String, note: String? = nil) {
    headings.append((height + 22, text, false))
    height += 32
    if let note {
      headings.append((height + 8, note, true))
      height += 18
    }
  }

  /// A row of panels of one size. `columns` is how many would fill it; `gap` lies between them.
  mutating func addRow(
    _ row: [Panel], columns: Int, panelHeight: Double = 200, gap: Double = 62,
    left: Double = FigurePage.left
  ) {
    let top = height + (row.contains { $0.title != nil } ? 26 : 12)
    let room = width - left - Self.right - gap * Double(columns - 1)
    for (index, panel) in row.enumerated() {
      let panelWidth = room / Double(columns)
      let x = left + Double(index) * (panelWidth + gap)
      add(x: x, y: top, width: panelWidth, height: panelHeight, panel.script)
    }
    height = top + panelHeight + (row.contains { !$0.x.label.isEmpty } ? 52 : 24)
  }

  /// Anything drawn into a rectangle; the page does not grow by it.
  mutating func add(
    x: Double, y: Double, width: Double, height: Double, _ draw: @escaping (Frame) -> String
  ) {
    panels.append((Place(x: x, y: y, width: width, height: height), draw))
  }

  mutating func addSpace(_ pixels: Double) { height += pixels }

  /// The script, from the block of what one may want to change to the last panel.
  var script: String {
    var parts = [ScriptHead(page: self).text]
    parts.append("# Title, legend and headings.\n" + header)
    for (index, panel) in panels.enumerated() {
      parts.append("# Panel \(index + 1).\n" + panel.draw(frame(panel.place)))
    }
    parts.append("unset multiplot\nunset output\n")
    return parts.joined(separator: "\n\n")
  }

  private var header: String {
    let whole = Place(x: 0, y: 0, width: width, height: height)
    var lines = frame(whole).margins + ["unset border", "unset tics"]
    lines.append(label(title, y: 18, style: "font title_font"))
    lines.append(label(subtitle, y: 37, style: "textcolor rgb grey"))
    if let legend {
      let place = Place(x: 14, y: 50, width: width - 28, height: legend.height(within: width - 28))
      lines.append(legend.script(in: frame(place)))
    }
    for heading in headings {
      let style = heading.isNote ? "textcolor rgb grey" : "font heading_font"
      lines.append(label(heading.text, y: heading.y, style: style))
    }
    lines += ["plot [0:1] [0:1] NaN notitle", "unset label", "unset arrow"]
    lines += ["set border 3 linecolor rgb grey", "set tics textcolor rgb 'black'"]
    return lines.joined(separator: "\n")
  }

  private func label(_ text: String, y: Double, style: String) -> String {
    let text = FigureText.shortened(text, to: Int(width / 6.6))
    let x = FigureNumber.part(14 / width)
    let y = FigureNumber.part(1 - y / height)
    return "set label \(FigureText.source(text)) at screen \(x), \(y) left noenhanced \(style)"
  }

  private func frame(_ place: Place) -> Frame {
    Frame(
      x: place.x, y: place.y, width: place.width, height: place.height, pageWidth: width,
      pageHeight: height)
  }
}
