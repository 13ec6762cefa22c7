internal import ExperimentAnalysis
internal import OptimizerLab

/// A figure on as many pages as keep its pictures legible: of many problems each page has some.
///
/// How it is divided depends on pages of paper's width alone, so that a page has the same name whatever
/// width it is drawn in.
struct FigurePages {
  let scripts: [FigureScript]

  /// How far down, in pixels, the panels of a page may go: with a caption of the greatest length a picture
  /// of twice as many pixels is no higher than 4000.
  private static let lowest = 1830.0

  init(of figure: any Figure.Type, _ context: RunOverview) {
    let isStandard = context.paper == nil && context.pageWidth == RunOverview.paperWidth
    var standard = context
    (standard.paper, standard.pageWidth) = (nil, RunOverview.paperWidth)
    let own = context.problems.indices.filter { figure.applies(to: context.problems[$0]) }
    guard own.count > 1 || isStandard else {
      scripts = [figure.script(context)]
      return
    }
    let (pages, all) = Self.divided(own, standard) { figure.script($0) }
    scripts =
      isStandard
      ? all
      : pages.map { page in
        var context = context
        context.page = page
        return figure.script(context)
      }
  }

  /// The films of a figure, likewise: none where it has none.
  static func films(of figure: any Figure.Type, _ context: RunOverview) -> [FigureScript] {
    guard figure.animation(context) != nil else { return [] }
    let own = context.problems.indices.filter { figure.applies(to: context.problems[$0]) }
    return divided(own, context) { figure.animation($0) ?? figure.script($0) }.scripts
  }

  /// The fewest pages that are low enough, with about as many problems each.
  private static func divided(
    _ problems: [Int], _ context: RunOverview, _ script: (RunOverview) -> FigureScript
  ) -> (pages: [RunOverview.Page?], scripts: [FigureScript]) {
    let whole = script(context)
    let height = whole.layout.bottom - whole.layout.top
    var count = Int((height / (lowest - whole.layout.top)).rounded(.up))
    while count > 1, whole.layout.bottom > lowest, problems.count > 1 {
      count = min(count, problems.count)
      let pages = self.pages(problems, count)
      let scripts = pages.map { page in
        var context = context
        context.page = page
        return script(context)
      }
      let isDivided = scripts.contains { $0.layout.bottom < whole.layout.bottom }
      // Some figures show all problems in one panel.
      guard isDivided else { break }
      if count == problems.count || scripts.allSatisfy({ $0.layout.bottom <= lowest }) {
        return (pages, scripts)
      }
      count += 1
    }
    return ([nil], [whole])
  }

  private static func pages(_ problems: [Int], _ count: Int) -> [RunOverview.Page] {
    (0..<count).map { page in
      let places = (page * problems.count / count)..<((page + 1) * problems.count / count)
      return RunOverview.Page(
        number: page + 1, count: count, problems: Set(places.map { problems[$0] }))
    }
  }
}
