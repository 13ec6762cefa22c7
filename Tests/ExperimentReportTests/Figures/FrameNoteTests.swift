import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A frame that does not hold all")
struct FrameNoteTests {
  /// A GAN of Adams, whose losses stay at 1, and of SGDs.
  private func context(
    median: Double, high: Double, seeds: Int, adams: [String] = ["Adam"], others: [String] = ["SGD"]
  ) -> RunOverview {
    var context = SmallContext.context
    context.problems = [SmallContext.gan]
    context.optimizers =
      adams.map { RunOverview.Optimizer(name: $0, kind: "adam") }
      + others.map { RunOverview.Optimizer(name: $0, kind: "sgd") }
    context.seedCount = seeds
    (context.layerSummary, context.layerSeedRows) = ([], [])
    (context.trials, context.rateRows) = ([], [])
    context.summary = context.optimizers.indices.flatMap { optimizer in
      ["discriminator", "generator"].flatMap { network in
        (1...9).map { step in
          let isCalm = optimizer < adams.count || step < 5
          let (middle, top) = isCalm ? (0.1 * Double(step), 1) : (median, high)
          let low = middle / 2
          var row = SummaryRow(
            problem: 0, optimizer: optimizer, network: network, networkPlace: 0, step: step,
            epoch: nil, examples: nil, gradientEvaluations: step, seconds: 0, seeds: seeds,
            diverged: 0,
            values: [.loss: Spread(median: middle, low: low, high: top)])
          row.quantiles[.loss] = Quantiles(
            all: [low, middle, middle, top], outer: [low, top])
          return row
        }
      }
    }
    context.seedRows = context.summary.map { row in
      SeedRow(
        row: row, seed: 0, isOfPowers: false, place: row.step,
        values: row.values.mapValues(\.high))
    }
    if seeds > Summary.dotLimit { context.recorded = (context.summary, []) }
    return context
  }

  @Test(
    "names whose curves, and whose dots or bands leave it",
    arguments: [
      (1.0, 1.0, 3, nil),
      (1.0, 1.1, 3, nil),
      (1.0, 60.0, 3, "dots leave the frame: SGD"),
      (1.0, 60.0, 11, "the band leaves the frame: SGD"),
      (900.0, 1000.0, 3, "leaves the frame: SGD"),
    ] as [(Double, Double, Int, String?)],
    ["convergence", "gan_scores"])
  func notes(_ row: (median: Double, high: Double, seeds: Int, note: String?), figure: String)
    throws
  {
    let context = context(median: row.median, high: row.high, seeds: row.seeds)
    let script = try #require(FigureCatalog.scripts(named: [figure], for: context).first).text
    let notes = script.split(separator: "\n")
      .filter { $0.contains("set label") && $0.contains("the frame") }
    #expect(notes.isEmpty == (row.note == nil), "\(notes)")
    if let note = row.note {
      #expect(notes.allSatisfy { $0.contains("set label '\(note)' ") }, "\(notes)")
    }
  }

  /// The notes of a script, line by line.
  private func lines(of script: String) -> [String] {
    script.split(separator: "\n").compactMap { line in
      String(line).firstMatch(
        of: /^set label (?:shown\()?'(.*?)'.* left noenhanced textcolor rgb grey/
      )
      .map { String($0.1) }
    }
  }

  @Test("says it whole, on as many lines as that takes", arguments: ["convergence", "gan_scores"])
  func many(figure: String) throws {
    let wild = (0..<6).map { "an optimizer of a long name \($0)" }
    let context = context(
      median: 900, high: 1000, seeds: 3, adams: ["Adam", "Adam 2", "Adam 3"], others: wild)
    let script = try #require(FigureCatalog.scripts(named: [figure], for: context).first).text
    let notes = lines(of: script)
    let whole = notes.joined(separator: " ")
    #expect(notes.count > 1 && whole.hasPrefix("leaves the frame: "), "\(notes)")
    // Each name is shortened to its two ends.
    for place in 0..<5 { #expect(whole.contains("g name \(place)"), "\(whole)") }
    #expect(whole.contains(" and 1 more"), "\(whole)")
  }

  @Test(
    "has no line that leaves the page, whatever the letters are", arguments: [900, 480],
    ["convergence", "gan_scores"])
  func wide(width: Int, figure: String) throws {
    // Of the common letters W is the widest: 0.99 of the size of the letters, in DejaVu Sans.
    let wild = (0..<6).map { String(repeating: "W", count: 40 + $0) }
    var context = context(
      median: 900, high: 1000, seeds: 3, adams: ["Adam", "Adam 2", "Adam 3"], others: wild)
    context.pageWidth = Double(width)
    context.problems[0].name = String(repeating: "W", count: 200)
    let script = try #require(FigureCatalog.scripts(named: [figure], for: context).first).text
    let notes = lines(of: script)
    #expect(notes.joined(separator: " ").contains("leaves the frame: WWW"), "\(notes)")
    func room(_ size: Double) -> Int { Int((Double(width) - 14) / (0.99 * size)) }
    for note in notes {
      #expect(note.count { $0 == "W" } <= room(12), "\(note)")
    }
    // The problem's name stands above them, in larger letters, and the caption below.
    let headings = script.matches(of: /set label (?:shown\()?'([^']*…[^']*)'.* font heading_font/)
    #expect(!headings.isEmpty)
    for heading in headings {
      let count = heading.1.count { $0 == "W" }
      #expect(count <= room(13) && count > room(13) / 2, "\(heading.1)")
    }
  }
}
