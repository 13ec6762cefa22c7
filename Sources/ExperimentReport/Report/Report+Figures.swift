internal import ExperimentAnalysis
internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab

// The figures: picture, legend, caption, and the values as tables.
extension Report {
  func figureSections(_ colors: inout PictureColors) -> HTML {
    let pictures = readPictures(&colors)
    var sections: [HTML] = []
    var films = ReportFilms(presentation, room: Self.room - Self.size(pictures))
    for (figure, picture) in zip(figures, pictures) {
      sections.append(section(figure, picture, film: films.film(of: figure)))
    }
    return .element(
      "section", ["id": "figures"],
      .element("h2", .text("Figures")),
      drawing.map { .element("p", ["class": "warning"], .text("\(Self.missingFigures)\($0).")) }
        ?? .nothing,
      figures.isEmpty ? .element("p", .text("The spec asks for no figure.")) : .nothing,
      figures.isEmpty || optimizersShown(pictures).isEmpty
        ? .nothing
        : .element(
          "p", ["class": "quiet help"],
          .text(
            "The buttons of a legend switch an optimizer's curves off and on, in all figures; with "
              + "Shift held, the others'. Values are read off under the pointer, or with the arrow "
              + "keys once a picture has the focus.")),
      sections.joined())
  }

  private func optimizersShown(_ pictures: [InlinePicture?]) -> Set<Int> {
    pictures.reduce(into: []) { $0.formUnion($1?.optimizers ?? []) }
  }

  // MARK: Pictures

  /// What the page may take, in bytes; the rest of it is small beside the pictures.
  private static let room = 4_200_000
  /// How far lines may be from where gnuplot drew them, in pixels: a fifth of a line's width, and
  /// more where that does not do.
  private static let tolerances = [0.1, 0.3, 0.7, 1.5]

  /// The pictures as they can stand in the page, all of them within `room`; `nil` for one that is
  /// not there.
  private func readPictures(_ colors: inout PictureColors) -> [InlinePicture?] {
    let files = figures.map { figure in
      (figure, folder.isDrawn(figure) ? Self.read("\(folder.path)/\(figure.name).svg") : nil)
    }
    var pictures: [InlinePicture?] = []
    for tolerance in Self.tolerances {
      var known = colors
      pictures = files.map { figure, svg in
        svg.flatMap {
          InlinePicture(
            $0, name: figure.name, label: "caption-\(figure.name)", layout: figure.layout,
            tolerance: tolerance, colors: &known)
        }
      }
      colors = known
      if Self.size(pictures) <= Self.room { return pictures }
    }
    // The largest are left out, and the page says where they are.
    while Self.size(pictures) > Self.room,
      let largest = pictures.indices.max(by: {
        Self.size([pictures[$0]]) < Self.size([pictures[$1]])
      })
    {
      pictures[largest] = nil
    }
    return pictures
  }

  private static func read(_ path: String) -> String? {
    (try? InputBytes.read(path)).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func size(_ pictures: [InlinePicture?]) -> Int {
    pictures.reduce(0) { $0 + ($1?.markup.source.utf8.count ?? 0) }
  }

  // MARK: One figure

  private func section(
    _ figure: FigureScript, _ picture: InlinePicture?, film: HTML
  ) -> HTML {
    .element(
      "section", ["class": "figure", "id": "figure-\(figure.name)", "aria-label": figure.title],
      .element("h3", ["id": "title-\(figure.name)"], .text(figure.title)),
      picture.map { legend(figure, $0) } ?? .nothing,
      picture.map { frame(figure, $0) } ?? missing(figure),
      caption(figure),
      film,
      values(figure),
      .element(
        "p", ["class": "quiet"], .text("Drawn by "),
        .element("a", ["href": "\(figure.name).gp"], .text("\(figure.name).gp")),
        .text(", which can be edited and run again.")))
  }

  private func frame(_ figure: FigureScript, _ picture: InlinePicture) -> HTML {
    .element(
      "div",
      [
        "class": "picture", "tabindex": "0", "role": "group",
        "aria-label": "\(figure.title): the picture; with curves, arrow keys read their values",
      ], picture.markup)
      + .element("p", ["class": "spoken", "role": "status"])
  }

  private func missing(_ figure: FigureScript) -> HTML {
    let reason =
      !presentation.hasRows(figure)
      ? "There is nothing to be drawn: \(presentation.emptiness)."
      : folder.isDrawn(figure)
        ? "The picture is too large for this page: it is \(figure.name).svg beside it."
        : "The picture is missing: gnuplot did not draw it. The caption and the values are complete."
    return .element("p", ["class": "warning"], .text(reason))
  }

  private func legend(_ figure: FigureScript, _ picture: InlinePicture) -> HTML {
    let entries = zip(figure.layout.samples, picture.samples).compactMap { entry, sample -> HTML? in
      guard let optimizer = entry.optimizer else {
        return .element("span", ["class": "entry"], sample, .text(entry.text))
      }
      guard picture.optimizers.contains(optimizer) else { return nil }
      // Without the page's script it can switch nothing.
      return .element(
        "button",
        [
          "type": "button", "disabled": "disabled", "aria-pressed": "true",
          "data-optimizer": "\(optimizer)",
        ], sample, .name(experiment.optimizers[optimizer].name))
    }
    let isSwitch = figure.layout.samples.contains { $0.optimizer != nil }
    let all = HTML.element(
      "button", ["type": "button", "data-all": "all", "hidden": "hidden"], .text("Show all"))
    return entries.isEmpty
      ? .nothing
      : .element(
        "div", ["class": "legend", "role": "group", "aria-label": "\(figure.title): legend"],
        entries.joined() + (isSwitch ? all : .nothing))
  }

  private func caption(_ figure: FigureScript) -> HTML {
    let short = HTML.element(
      "div", ["class": "caption", "id": "caption-\(figure.name)"],
      Self.paragraphs(
        figure.caption == figure.wholeCaption
          ? figure.caption : ShortCaption.withoutPointer(figure.caption)))
    guard figure.caption != figure.wholeCaption else { return short }
    return short
      + .element(
        "details",
        .element("summary", .text("All there is to say of \(figure.title.lowercased())")),
        .element("div", ["class": "caption"], Self.paragraphs(figure.wholeCaption)))
  }

  private static func paragraphs(_ text: String) -> [HTML] {
    text.split(separator: "\n").map {
      .element("p", ["dir": "auto"], .text(String($0)))
    }
  }

  // MARK: Values

  private func values(_ figure: FigureScript) -> HTML {
    guard !figure.values.isEmpty else { return .nothing }
    return .element(
      "details",
      .element("summary", .text("Values of \(figure.title.lowercased())")),
      figure.values.map { table($0, of: figure.title) }.joined())
  }

  private func table(_ values: FigureValues, of figure: String) -> HTML {
    let moments = ["start", "¼", "½", "¾", "end"]
    let head =
      ["optimizer", "steps"] + moments + ["lowest", "highest"]
    let rows = values.rows.map { row in
      HTML.element(
        "tr",
        [
          .element("th", ["scope": "row"], .name(experiment.optimizers[row.optimizer].name)),
          Self.cell("\(row.moments.last?.step ?? 0)"),
        ] + row.moments.map { Self.cell(Self.words($0.value) + count($0)) } + [
          Self.cell(extreme(row.lowest)), Self.cell(extreme(row.highest)),
        ])
    }
    return .element(
      "div", ["class": "scroll", "role": "group", "aria-label": "\(figure): \(values.title)"],
      .element(
        "table",
        .element("caption", .text(values.title)),
        .element(
          "thead",
          .element(
            "tr",
            head.enumerated().map { index, title in
              .element(
                "th", ["scope": "col", "class": index == 0 ? "" : "number"], .text(title))
            })),
        .element("tbody", rows)))
  }

  private static func cell(_ text: String) -> HTML {
    .element("td", ["class": "number"], .text(text))
  }

  private func extreme(_ moment: FigureValues.Moment?) -> String {
    guard let moment, let value = moment.value else { return "–" }
    return "\(NumberText.typeset(value.median)) at step \(moment.step)\(count(moment))"
  }

  /// Of how many seeds a value is, where others had diverged by then or are not done.
  private func count(_ moment: FigureValues.Moment) -> String {
    let seeds = experiment.seeds.count
    return moment.seeds < seeds && moment.value != nil ? ", \(moment.seeds) of \(seeds) seeds" : ""
  }

  /// The median, and the range where it says more.
  static func words(_ spread: Spread?) -> String {
    guard let spread else { return "–" }
    let median = NumberText.typeset(spread.median)
    return spread.low == spread.high
      ? median : "\(median) (\(Wording.range([spread.low, spread.high])))"
  }
}

extension OutputFolder {
  /// Whether a figure's picture is of this script and not of an older one.
  func isDrawn(_ figure: FigureScript, as format: FigureFormat = .svg) -> Bool {
    func time(_ ending: String) -> Date? {
      let path = "\(path)/\(figure.name).\(ending)"
      return try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    guard let picture = time(format.rawValue), let script = time("gp") else { return false }
    return picture >= script
  }
}
