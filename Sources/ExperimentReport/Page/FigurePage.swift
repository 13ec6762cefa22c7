internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// A figure as it grows from top to bottom: a title, a legend, then rows of panels under headings.
struct FigurePage {
  /// The figure's name.
  var name: String
  var title: String
  private let isOfPixels: Bool
  /// What there is to say of it, and what of that stands below it and in the script's head.
  private let wholeCaption: String
  let caption: String
  var legend: Legend?
  var context: RunOverview
  /// The files read, and the columns they must have; what shows the seeds is added with the panels.
  var data: [(file: DataFile, columns: [String])]
  /// What else one may want to change, at the top of the script.
  var choices: [Choice] = []
  /// Commands before the first panel.
  var preparation: String?
  /// How often the panels are drawn, one after the other, in a picture that moves; `frame` counts.
  var frames: Int?
  var width: Double

  private(set) var height = 0.0
  /// Whether some panel's bands leave its frame.
  private(set) var cutsBands = false
  private var headings: [(y: Double, text: String, style: LabelStyle)] = []
  private var expressions: [(y: Double, source: String)] = []
  private var panels: [(place: Place, draw: (Frame) -> String)] = []
  private var layoutPanels: [FigureLayout.Panel] = []
  private var values: [FigureValues] = []
  private var valued: Set<CurveSet.Key> = []

  /// A variable of the script, for whoever reads it.
  struct Choice {
    var name: String
    var value: String
    var meaning: String
    /// Whether a file for drawing holds what this value shows, and no more.
    var isOfDrawn = false
  }

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
  private static let narrowest = 260.0
  /// A page of a paper is a little narrower than `RunOverview.paperWidth`, and still has whole rows.
  private static let ofWholeRows = 0.9 * RunOverview.paperWidth

  init(
    _ figure: any Figure.Type, legend: Legend? = nil, context: RunOverview,
    data: [(file: DataFile, columns: [String])] = [], width: Double? = nil, frames: Int? = nil
  ) {
    let width = width ?? context.pageWidth
    let page = context.page.flatMap { $0.count > 1 ? $0 : nil }
    name =
      FigureScript.name(of: figure.name, page: page?.number ?? 1)
      + (frames == nil ? "" : "_animation")
    self.frames = frames
    title = figure.title + (page.map { ", page \($0.number) of \($0.count)" } ?? "")
    isOfPixels = figure.isOfPixels
    wholeCaption = figure.caption(context)
    caption = ShortCaption.of(wholeCaption)
    self.legend = legend
    self.context = context
    self.data = data
    self.width = width
    height = Self.legendTop + 6 + (legend?.height(within: width - 28) ?? 0)
  }

  /// The same, with what the script finds out below it.
  /// - Parameter expression: gives a text, in gnuplot's language.
  mutating func addHeading(_ text: String, expression: String) {
    addHeading(text)
    expressions.append((height + 8, expression))
    height += 18
  }

  /// Text across the page, above the rows that follow, and what the reader must know of them.
  mutating func addHeading(_ text: String, note: String? = nil) {
    headings.append((height + 22, text, .heading))
    height += 32
    // Whole, however many curves it names.
    for line in note.map({ FigureText.lines(of: $0, fits: hasRoom(for: .note)) }) ?? [] {
      headings.append((height + 8, line, .note))
      height += 18
    }
  }

  /// Whether a row may be divided, for the page is narrower than paper.
  var breaksRows: Bool { context.pageWidth < Self.ofWholeRows }

  /// A row of panels of one size. `columns` is how many would fill it; `gap` lies between them.
  mutating func addRow(
    _ row: [Panel], columns: Int, panelHeight: Double = 200, gap: Double = 62,
    left: Double = FigurePage.left
  ) {
    // On a page narrower than paper, as a terminal or a paper's column is, a row is broken.
    let fitting = max(Int((width - left - Self.right + gap) / (Self.narrowest + gap)), 1)
    if breaksRows, columns > fitting {
      for start in stride(from: 0, to: row.count, by: fitting) {
        var part = Array(row[start..<min(start + fitting, row.count)])
        // What its left neighbour said for it, it now says itself.
        if part[0].y.hidesNumbers {
          (part[0].y.hidesNumbers, part[0].y.label) = (false, row[0].y.label)
        }
        addRow(part, columns: fitting, panelHeight: panelHeight, gap: gap, left: left)
      }
      return
    }
    let top = height + (row.contains { $0.title != nil } ? 26 : 12)
    let room = width - left - Self.right - gap * Double(columns - 1)
    for (index, panel) in row.enumerated() {
      let panelWidth = room / Double(columns)
      let panel = panel.placed(width: panelWidth, in: context)
      cutsBands = cutsBands || panel.hasCutBands
      for need in panel.curves.flatMap(\.seedColumns) { require(need) }
      let x = left + Double(index) * (panelWidth + gap)
      add(x: x, y: top, width: panelWidth, height: panelHeight, panel.script)
      describe(panel, Place(x: x, y: top, width: panelWidth, height: panelHeight))
    }
    height = top + panelHeight + (row.contains { !$0.x.label.isEmpty } ? 52 : 24)
  }

  /// Notes that the script reads those columns.
  private mutating func require(_ need: (file: DataFile, columns: [String])) {
    guard let place = data.firstIndex(where: { $0.file == need.file }) else {
      data.append(need)
      return
    }
    data[place].columns += need.columns.filter { !data[place].columns.contains($0) }
  }

  /// Anything drawn into a rectangle; the page does not grow by it.
  mutating func add(
    x: Double, y: Double, width: Double, height: Double, _ draw: @escaping (Frame) -> String
  ) {
    panels.append((Place(x: x, y: y, width: width, height: height), draw))
  }

  mutating func addSpace(_ pixels: Double) { height += pixels }

  /// The script, from the block of what one may want to change to the last panel.
  var script: FigureScript {
    FigureScript(
      name: name, title: title, caption: caption, wholeCaption: wholeCaption, text: text,
      layout: layout, values: values,
      hasData: data.allSatisfy { context.hasRows($0.file) }, isOfPixels: isOfPixels,
      tables: data.map(\.file.rawValue))
  }

  private var text: String {
    var parts = [ScriptHead(page: self).text]
    if let frames {
      // What is in braces may hold no comment.
      let draws = panels.map { $0.draw(frame($0.place)) }
      parts.append(
        """
        # Every frame; a terminal that cannot move shows the last.
        do for [frame = (moves ? 1 : \(frames)):\(frames)] {
        set multiplot
        \(([header] + draws).joined(separator: "\n"))
        unset multiplot
        }
        unset output

        """)
      return parts.joined(separator: "\n\n")
    }
    parts.append("set multiplot\n\n# Caption, title, legend and headings.\n" + header)
    for (index, panel) in panels.enumerated() {
      parts.append("# Panel \(index + 1).\n" + panel.draw(frame(panel.place)))
    }
    parts.append("unset multiplot\nunset output\n")
    return parts.joined(separator: "\n\n")
  }

  private var header: String {
    let whole = Place(x: 0, y: 0, width: width, height: height)
    var lines =
      (frames == nil ? captionLabels : []) + frame(whole).margins + ["unset border", "unset tics"]
    let heading = "\(context.experiment): \(title)" + (context.stamp.map { " (\($0))" } ?? "")
    lines.append(label(heading, y: 18, style: .title))
    if let legend {
      lines.append(legend.script(in: legendFrame(legend)))
    }
    for heading in headings {
      lines.append(label(heading.text, y: heading.y, style: heading.style))
    }
    lines += expressions.map { note in
      "set label \(note.source) at screen \(FigureNumber.part(14 / width)), "
        + "down(\(FigureNumber.short(note.y))) left noenhanced textcolor rgb grey"
    }
    lines += ["plot [0:1] [0:1] NaN notitle", "unset label", "unset arrow"]
    lines += ["set border 3 linecolor rgb grey", "set tics textcolor rgb 'black'"]
    return lines.joined(separator: "\n")
  }

  private static let legendTop = 32.0

  private func legendFrame(_ legend: Legend) -> Frame {
    let room = width - 28
    return frame(
      Place(x: 14, y: Self.legendTop, width: room, height: legend.height(within: room)))
  }

  /// Notes where a panel stands and what its curves are made of; curves that several panels show
  /// along different axes once.
  private mutating func describe(_ panel: Panel, _ place: Place) {
    let heading = headings.last { $0.style == .heading }?.text ?? ""
    guard panel.hasOwnAxes else { return }
    layoutPanels.append(
      FigureLayout.Panel(
        x: place.x, y: place.y, width: place.width, height: place.height,
        title: panel.title ?? "", heading: heading, horizontal: .init(panel.x),
        vertical: .init(panel.y)))
    for curves in panel.curves where valued.insert(curves.key).inserted {
      let title = [heading, panel.title ?? ""].filter { !$0.isEmpty }.joined(separator: " · ")
      let own = curves.values(in: context, title: title)
      if !own.rows.isEmpty { values.append(own) }
    }
  }

  private var layout: FigureLayout {
    FigureLayout(
      width: width, top: Self.legendTop + (legend?.height(within: width - 28) ?? 0),
      bottom: height, panels: layoutPanels,
      samples: legend.map { $0.samples(in: legendFrame($0)) } ?? [])
  }

  private func frame(_ place: Place) -> Frame {
    Frame(
      x: place.x, y: place.y, width: place.width, height: place.height, pageWidth: width)
  }
}
