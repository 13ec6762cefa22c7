import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A figure of many problems") struct FigurePagesTests {
  private func context(problems: Int) -> RunOverview {
    let runs = (0..<problems).flatMap { problem in
      (0..<3).map { MadeRun.run($0, problem: problem, [(0, 1), (9, 0.1 * Double($0 + 1))]) }
    }
    return MadeRun.context(
      runs, seeds: 1, problems: (0..<problems).map { MadeRun.sine(name: "problem \($0)") })
  }

  private static let figures = ["convergence", "gradients", "dead_units", "improvement"]

  @Test("is divided into pages, each with its part, none higher than 2000", arguments: figures)
  func pages(name: String) throws {
    var context = context(problems: 40)
    if name == "improvement" { context.seedCount = 2 }
    let pages = FigureCatalog.scripts(named: [name], for: context)
    try #require(pages.count > 1)
    #expect(pages.map(\.name) == [name] + (2...pages.count).map { "\(name)_\($0)" })
    var headings: [String] = []
    for (place, page) in pages.enumerated() {
      let height = try #require(
        page.text.firstMatch(of: /height = (?:caption \? (\d+) : \d+|(\d+))/))
      #expect(try #require(Int(height.1 ?? height.2 ?? "")) <= 2000)
      #expect(page.title.hasSuffix(", page \(place + 1) of \(pages.count)"))
      #expect(page.caption.count <= 900)
      for problem in 0..<40 where page.text.contains("'problem \(problem)'") {
        headings.append("problem \(problem)")
      }
    }
    #expect(headings == (0..<40).map { "problem \($0)" })
  }

  @Test("has a film of as many pages as are low enough", arguments: ["paths", "pictures"])
  func films(name: String) throws {
    var context = SmallContext.context
    let figure = try #require(FigureCatalog.figure(named: name))
    let one = try #require(context.problems.first { figure.applies(to: $0) })
    context.problems = (0..<40).map { place in
      var problem = one
      problem.name = "problem \(place)"
      return problem
    }
    let films = FigureCatalog.animations(named: [name], for: context)
    try #require(films.count > 1)
    #expect(
      films.map(\.name)
        == ["\(name)_animation"] + (2...films.count).map { "\(name)_\($0)_animation" })
    for film in films {
      let height = try #require(film.text.firstMatch(of: /height = (?:caption \? \d+ : )?(\d+)/))
      #expect(try #require(Int(height.1)) <= 2000)
    }
    let named = films.flatMap { film in
      context.problems.indices.filter { film.text.contains("'problem \($0)'") }
    }
    #expect(named == Array(0..<40))
  }

  @Test(
    "says along each axis of its small panels what fits there, and once what is the same for a row")
  func labels() throws {
    var context = context(problems: 12)
    let network = try #require(context.problems.first?.networks.first?.name)
    // The second optimizer takes two gradients a step, so that there are two axes.
    context.summary = (0..<12).flatMap { problem in
      (0..<3).flatMap { optimizer in
        (1...9).map { step in
          SummaryRow(
            problem: problem, optimizer: optimizer, network: network, networkPlace: 0, step: step,
            epoch: nil, examples: nil, gradientEvaluations: step * (optimizer == 1 ? 2 : 1),
            seconds: 0, seeds: 1, diverged: 0,
            values: [.evalLoss: Spread(median: 1 / Double(step), low: 0.1, high: 1)])
        }
      }
    }
    let script = try #require(FigureCatalog.scripts(named: ["convergence"], for: context).first)
    #expect(script.layout.panels.count % 2 == 0)
    let labels = script.text.matches(of: /set xlabel "(.*?)" noenhanced/).map { String($0.1) }
    #expect(labels.contains(#"gradient evaluations,\none per example"#), "\(Set(labels))")
    // About six pixels a letter.
    let narrowest = try #require(script.layout.panels.map(\.width).min())
    for line in labels.flatMap({ $0.split(separator: #"\n"#) }) {
      #expect(6 * Double(line.count) < narrowest + 34, "\(line)")
    }
    let rows = Dictionary(grouping: script.layout.panels, by: \.y)
    for row in rows.values {
      let said = row.sorted { $0.x < $1.x }.map(\.vertical.label)
      #expect(said.first?.isEmpty == false && said.dropFirst().allSatisfy(\.isEmpty), "\(said)")
    }
  }

  @Test(
    "numbers no power of ten beside the place of 0 where its panels are small",
    arguments: [(12, 100), (1, 10)])
  func powers(_ row: (problems: Int, first: Double)) throws {
    var context = context(problems: row.problems)
    let network = try #require(context.problems.first?.networks.first?.name)
    // From 10 gradients to 3600: of equal factors, and a fifteenth of the width from 0 to 10.
    context.summary = (0..<row.problems).flatMap { problem in
      (0..<2).flatMap { optimizer in
        (1...9).map { step in
          SummaryRow(
            problem: problem, optimizer: optimizer, network: network, networkPlace: 0, step: step,
            epoch: nil, examples: nil,
            gradientEvaluations: step * (optimizer == 1 ? 400 : 10), seconds: 0, seeds: 1,
            diverged: 0, values: [.evalLoss: Spread(median: 1 / Double(step), low: 0.1, high: 1)])
        }
      }
    }
    let script = try #require(FigureCatalog.scripts(named: ["convergence"], for: context).first)
    let firsts = script.text.matches(of: /set xtics nomirror ([0-9.]+), 10\nset xtics add/)
      .compactMap { Double($0.1) }
    #expect(!firsts.isEmpty && firsts.allSatisfy { $0 == row.first }, "\(firsts)")
  }

  @Test("has the same pages whatever its width")
  func widths() {
    var context = context(problems: 40)
    let names = FigureCatalog.scripts(named: ["convergence"], for: context).map(\.name)
    context.pageWidth = 500
    #expect(FigureCatalog.scripts(named: ["convergence"], for: context).map(\.name) == names)
    context.paper = 85
    #expect(FigureCatalog.scripts(named: ["convergence"], for: context).map(\.name) == names)
  }

  @Test("is on one page where it fits")
  func few() {
    let pages = FigureCatalog.scripts(named: ["convergence"], for: context(problems: 5))
    #expect(pages.map(\.name) == ["convergence"] && pages[0].title == "Convergence")
  }

  @Test("has a caption of 900 letters at most, with the first sentences of each problem")
  func caption() {
    let context = context(problems: 9)
    let script = Convergence.script(context)
    #expect(script.wholeCaption == Convergence.caption(context))
    #expect(script.wholeCaption.count > 900 && script.caption.count <= 900)
    #expect(script.caption.hasPrefix("There is one seed"))
    #expect(script.caption.hasSuffix("\nThe rest is in report.html."))
    // Whole sentences of the whole caption, in its order.
    var rest = script.wholeCaption[...]
    for paragraph in script.caption.split(separator: "\n").dropLast() {
      let place = rest.firstRange(of: paragraph)
      #expect(place != nil, "\(paragraph)")
      if let place { rest = rest[place.upperBound...] }
    }
    let short = Convergence.script(self.context(problems: 1))
    #expect(short.caption == short.wholeCaption)
  }
}
