internal import OptimizerLab

/// A picture of gnuplot's made fit to stand inside a web page.
///
/// Of its elements and attributes those pass that can do nothing but draw. What is different then:
/// title, legend and caption are left out, for the page has its own; colours are names that the page
/// gives values to; lines have only as many points as can be seen; the curves of an optimizer are
/// groups that say whose they are.
package struct InlinePicture {
  /// The `svg` element.
  package private(set) var markup: HTML = .nothing
  /// The optimizers that have a curve in it.
  package private(set) var optimizers: Set<Int> = []
  /// For each entry of the legend, a small picture of its line and mark.
  package private(set) var samples: [HTML] = []

  private let layout: FigureLayout
  /// What the names of its symbols begin with, which are to be unique in the page.
  private let name: String
  private let tolerance: Double
  private var colors: PictureColors
  private var reader: SVGReader
  private var output: [UInt8] = []
  /// For each open group, where it begins in the output and where its content does.
  private var groups: [(start: Int, content: Int)] = []
  private var lineWidth: Substring = "1"
  private var isInText = false
  private var isInDefinitions = false
  private var isBeforePlots = true
  /// Whether the legend explains the colours of pixels, which no style sheet changes.
  private let isOfPixels: Bool
  private var keepsColors = false
  private var marks: [(x: Double, y: Double, source: String)] = []

  /// - Parameters:
  ///   - svg: the file.
  ///   - name: the figure's; the element `title-NAME` gives the picture its name.
  ///   - label: the identifier of the element that describes the picture.
  ///   - tolerance: how far a line may be from where gnuplot drew it, in pixels.
  /// - Returns: `nil` for what is no picture.
  package init?(
    _ svg: String, name: String, label: String, layout: FigureLayout, tolerance: Double,
    colors: inout PictureColors
  ) {
    self.name = name
    self.layout = layout
    self.tolerance = tolerance
    self.colors = colors
    reader = SVGReader(svg)
    isOfPixels = svg.contains("<image")
    guard readAll() else { return nil }
    let (width, height) = (Self.number(layout.width), Self.number(layout.bottom - layout.top))
    markup = .element(
      "svg",
      [
        "class": "plot", "xmlns": "http://www.w3.org/2000/svg", "role": "img",
        "aria-labelledby": "title-\(name)", "aria-describedby": label, "width": width,
        "height": height,
        "viewBox": "0 \(Self.number(layout.top)) \(width) \(height)",
      ], .trusted(String(decoding: output, as: UTF8.self)))
    samples = layout.samples.map(sample)
    colors = self.colors
  }

  private static func number(_ value: Double) -> String { FigureNumber.short(value) }

  private mutating func readAll() -> Bool {
    var isSVG = false
    while let part = reader.next() {
      switch part {
      case .text(let text): if isInText { output += text.utf8 }
      case .tag(let tag) where tag.name == "svg":
        isSVG = true
        if tag.isEnd { return groups.isEmpty }
      case .tag(let tag): read(tag)
      }
    }
    return isSVG && groups.isEmpty
  }

  private mutating func read(_ tag: SVGReader.Tag) {
    switch tag.name {
    case "g": tag.isEnd ? closeGroup() : openGroup(tag)
    case "defs":
      isInDefinitions = !tag.isEnd
      output += (tag.isEnd ? "</defs>" : "<defs>").utf8
    case "text", "tspan":
      if !tag.isEnd { isInText = true }
      if tag.name == "text", tag.isEnd { isInText = false }
      output += (tag.isEnd ? "</\(tag.name)>" : start(of: tag)).utf8
      if tag.isEmpty { output += "</\(tag.name)>".utf8 }
    case "path", "polygon", "polyline", "use", "rect", "circle", "ellipse", "line", "image":
      if !tag.isEnd { draw(tag) }
    default: if !tag.isEnd, !tag.isEmpty { skip(to: tag.name) }
    }
  }

  private mutating func skip(to name: Substring) {
    var depth = 1
    while depth > 0, let part = reader.next() {
      guard case .tag(let tag) = part, tag.name == name, !tag.isEmpty else { continue }
      depth += tag.isEnd ? -1 : 1
    }
  }

  // MARK: Groups

  private mutating func openGroup(_ tag: SVGReader.Tag) {
    if tag["id"]?.hasPrefix("gnuplot_plot_") == true {
      isBeforePlots = false
      let start = curve()
      open(start)
    } else if let place = Self.translation(tag), !isShown(y: place.y) {
      skip(to: "g")
    } else {
      lineWidth = tag["stroke-width"] ?? lineWidth
      open(start(of: tag))
    }
  }

  private mutating func open(_ source: String) {
    let start = output.count
    output += source.utf8
    groups.append((start, output.count))
  }

  /// Groups without content go: gnuplot writes many.
  private mutating func closeGroup() {
    guard let group = groups.popLast() else { return }
    if output.count == group.content {
      output.removeLast(output.count - group.start)
    } else {
      output += "</g>".utf8
    }
  }

  /// The start of a curve's group. Scripts title a curve with its optimizer's number and name.
  private mutating func curve() -> String {
    guard case .tag(let tag) = reader.next(), tag.name == "title", !tag.isEnd,
      case .text(let title) = reader.next()
    else { return "<g>" }
    guard let number = Int(title.prefix { $0 != " " }), number > 0, title.contains(" ") else {
      return "<g>"
    }
    optimizers.insert(number - 1)
    return "<g class=\"curve\" data-optimizer=\"\(number - 1)\">"
  }

  // MARK: Shapes

  private mutating func draw(_ tag: SVGReader.Tag) {
    // The white page itself.
    if tag.name == "rect", tag["x"] == "0", tag["y"] == "0", groups.count <= 1 { return }
    if !isInDefinitions, let place = place(of: tag), !isShown(y: place.y) {
      if isBeforePlots, place.y < layout.top {
        keepsColors = isOfPixels
        defer { keepsColors = false }
        let source = "<g fill=\"none\" stroke-width=\"\(lineWidth)\">\(start(of: tag))</g>"
        marks.append((place.x, place.y, source))
      }
      return
    }
    let source = start(of: tag)
    // One that leads out of the page has lost its reference.
    if ["use", "image"].contains(tag.name), !source.contains(" href=") { return }
    output += source.utf8
  }

  private func isShown(y: Double) -> Bool { layout.top <= y && y <= layout.bottom }

  private func place(of tag: SVGReader.Tag) -> (x: Double, y: Double)? {
    if let place = Self.translation(tag) { return place }
    guard let data = tag["d"] ?? tag["points"] else { return nil }
    let head = Polyline(data.prefix(40)).points.first
    return head.map { ($0.x, $0.y) }
  }

  private static func translation(_ tag: SVGReader.Tag) -> (x: Double, y: Double)? {
    guard let transform = tag["transform"], transform.hasPrefix("translate(") else { return nil }
    return Polyline(transform.prefix { $0 != ")" }).points.first.map { ($0.x, $0.y) }
  }

  // MARK: Attributes

  private static let drawing: Set<Substring> = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap",
    "stroke-linejoin", "stroke-dasharray", "opacity", "color", "d", "points", "x", "y", "x1", "x2",
    "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "width", "height", "transform",
    "text-anchor", "font-size", "font-weight", "font-style", "preserveAspectRatio",
    "shape-rendering", "href", "xlink:href", "id",
  ]
  /// What would be so without being said.
  private static let defaults: Set<String> = [
    "stroke-linecap=butt", "stroke-linejoin=miter",
  ]

  private mutating func start(of tag: SVGReader.Tag) -> String {
    var source = "<\(tag.name)"
    for (name, value) in tag.attributes where Self.drawing.contains(name) {
      guard !Self.defaults.contains("\(name)=\(value)"), let value = self.value(value, of: name)
      else { continue }
      source +=
        " \(name == "xlink:href" ? "href" : name)=\"\(value.replacing("\"", with: "&quot;"))\""
    }
    let isShape = !["g", "text", "tspan"].contains(tag.name)
    return source + (isShape ? "/>" : ">")
  }

  /// `nil` for what must not be in the page.
  private mutating func value(_ value: Substring, of name: Substring) -> String? {
    switch name {
    case "fill", "stroke", "color":
      keepsColors ? String(value) : colors.reference(to: value)
    case "id": value.hasPrefix("gpPt") || value == "gpDot" ? "\(self.name)-\(value)" : nil
    case "href", "xlink:href":
      value.hasPrefix("#")
        ? "#\(self.name)-\(value.dropFirst())"
        : value.hasPrefix("data:image/") ? String(value) : nil
    case "d": lines(value)
    case "points": Polyline(value).simplified(tolerance: tolerance).text
    default: String(value)
    }
  }

  /// Straight lines simplified; anything else as it is.
  private func lines(_ data: Substring) -> String {
    let letters = data.utf8.filter { ($0 | 32) >= 97 && ($0 | 32) <= 122 }
    guard letters.allSatisfy({ $0 == UInt8(ascii: "M") || $0 == UInt8(ascii: "L") }) else {
      return String(data)
    }
    return data.split(separator: "M").compactMap { part -> String? in
      let line = Polyline(part).simplified(tolerance: tolerance)
      return line.points.count > 1 ? "M\(line.text)" : nil
    }.joined()
  }

  // MARK: Legend

  private func sample(_ sample: FigureLayout.Sample) -> HTML {
    let own = marks.filter {
      sample.x - 1 <= $0.x && $0.x <= sample.x + sample.width + 1
        && abs($0.y - sample.y - sample.height / 2) <= sample.height / 2
    }
    let box = [sample.x, sample.y, sample.width, sample.height].map(Self.number)
    return .element(
      "svg",
      [
        "class": isOfPixels ? "sample pixels" : "sample", "aria-hidden": "true", "width": box[2],
        "height": box[3],
        "viewBox": box.joined(separator: " "),
      ], .trusted(own.map(\.source).joined()))
  }
}
