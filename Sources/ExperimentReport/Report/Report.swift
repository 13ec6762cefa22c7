internal import ExperimentAnalysis
package import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// `report.html`: all that a reader of the folder wants to see first, in one file that needs no
/// other and no network.
package struct Report {
  let presentation: Presentation
  /// Why figures are missing, if some are.
  let drawing: GnuplotError?
  /// What `manifest.json` says.
  let manifest: JSONNode?

  package init(_ presentation: Presentation, manifest: JSONNode?, drawing: GnuplotError?) {
    self.presentation = presentation
    self.manifest = manifest
    self.drawing = drawing
  }

  package static let fileName = "report.html"

  package func write() throws(OutputError) {
    try OutputFile.write(text, to: "\(folder.path)/\(Self.fileName)")
  }

  var folder: OutputFolder { presentation.folder }
  var figures: [FigureScript] { presentation.figures }
  var experiment: Experiment { folder.experiment }

  /// The whole page.
  package var text: String {
    var colors = PictureColors()
    let figures = figureSections(&colors)
    let body =
      HTML.element("a", ["class": "skip", "href": "#main"], .text("To the content"))
      + head
      + .element(
        "main", ["id": "main"], results, hypotheses, figures, specification, again, origin)
      + .element(
        "footer",
        .text(
          "Written by optlab \(said("version") ?? Version.number). Every number is in the CSV "
            + "files beside this page; it needs no network and sends nothing."))
    return ReportPage(
      title: "\(experiment.name) · optlab", description: experiment.description, body: body,
      data: data, colors: colors
    ).text
  }

  // MARK: Head

  private var head: HTML {
    let expected = folder.hypotheses.all.isEmpty ? [] : [("hypotheses", "What was expected")]
    let sections =
      [("results", "Results")] + expected + [
        ("figures", "Figures"), ("spec", "The experiment"), ("again", "Run it again"),
        ("origin", "How it was made"),
      ]
    let links = sections.map { id, title in
      HTML.element("li", .element("a", ["href": "#\(id)"], .text(title)))
    }
    return .element(
      "header",
      .element("h1", .name(experiment.name)),
      experiment.description.isEmpty
        ? .nothing
        : .element("p", ["class": "question", "dir": "auto"], .text(experiment.description)),
      .element("p", ["class": "facts"], .text(size)),
      folder.stamp.map { .element("p", ["class": "stamp"], .text($0)) } ?? .nothing,
      mishap,
      .element("nav", ["aria-label": "Contents"], .element("ul", links)))
  }

  /// "2 problems × 4 optimizers × 3 seeds = 24 trials: 24 finished".
  private var size: String {
    let parts = [
      Self.count(experiment.problems.count, "problem"),
      Self.count(experiment.optimizers.count, "optimizer"),
      seeds,
    ]
    let states = TrialResult.Status.allCases.compactMap { status in
      let count = folder.trials.count { state(of: $0) == status.rawValue }
      return count > 0 ? "\(count) \(status.rawValue)" : nil
    }
    let waiting = folder.trials.count { folder.results[$0.index] == nil }
    return "\(parts.joined(separator: " × ")) = \(Self.count(folder.trials.count, "trial")): "
      + (states + (waiting > 0 ? ["\(waiting) not begun"] : [])).joined(separator: ", ")
  }

  /// "3 seeds", with tuning "(12 configurations × 2 seeds + 3 seeds)".
  private var seeds: String {
    let own = Self.count(experiment.seeds.count, "seed")
    guard let tuning = experiment.tuning else { return own }
    return "(\(Self.count(tuning.budget, "configuration")) × "
      + "\(Self.count(tuning.seeds.count, "seed")) + \(own))"
  }

  static func count(_ number: Int, _ thing: String) -> String {
    "\(number) \(thing)\(number == 1 ? "" : "s")"
  }

  func state(of trial: Trial) -> String {
    folder.results[trial.index]?.status.rawValue ?? "not begun"
  }

  /// What a reader must know before anything else.
  private var mishap: HTML {
    let states = folder.trials.map(state)
    let sentence: String? =
      if !states.contains("finished"), !states.contains("diverged") {
        "No trial has finished, so there is nothing to compare yet. The same command goes on where "
          + "this run stopped."
      } else if states.allSatisfy({ $0 == "diverged" }) {
        "Every trial diverged: no optimizer has a final loss. Smaller learning rates may help."
      } else if folder.stamp != nil || !folder.isComplete {
        "Not every trial has finished: what follows is of those that have. The same command goes on "
          + "where this run stopped."
      } else if experiment.seeds.count == 1,
        experiment.problems.contains(where: { $0.task.traits.isRandom })
      {
        "There is one seed only: what is luck and what is the optimizer's doing cannot be told "
          + "apart, and the figures have no bands."
      } else {
        nil
      }
    return sentence.map { .element("p", ["class": "warning"], .text($0)) } ?? .nothing
  }

  // MARK: What the page's script reads

  private var data: JSONNode {
    .object([
      .init("optimizers", .array(experiment.optimizers.map { .string(CSVTable.plain($0.name)) })),
      .init(
        "figures",
        .object(
          figures.map { .init("figure-\($0.name)", .array($0.layout.panels.map(Self.panel))) })),
    ])
  }

  private static func panel(_ panel: FigureLayout.Panel) -> JSONNode {
    func scale(_ scale: FigureLayout.Scale) -> JSONNode {
      .object(
        [
          .init("label", .string(scale.label)), .init("low", .number(scale.low)),
          .init("high", .number(scale.high)), .init("log", .bool(scale.isLogarithmic)),
        ] + (scale.start.map { [.init("start", .number($0))] } ?? []))
    }
    let title = [panel.heading, panel.title].filter { !$0.isEmpty }.joined(separator: ", ")
    return .object([
      .init("x", .number(panel.x)), .init("y", .number(panel.y)),
      .init("width", .number(panel.width)), .init("height", .number(panel.height)),
      .init("title", .string(title)), .init("horizontal", scale(panel.horizontal)),
      .init("vertical", scale(panel.vertical)),
    ])
  }

  // MARK: The manifest

  /// A text or number of the manifest.
  func said(_ keys: String...) -> String? {
    var node = manifest
    for key in keys { node = node?[key] }
    return switch node?.value {
    case .string(let text), .number(let text): text
    default: nil
    }
  }
}
