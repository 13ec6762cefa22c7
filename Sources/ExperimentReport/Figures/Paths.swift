package import ExperimentAnalysis
internal import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// The way of every optimizer over a surface of two parameters, on its contour lines.
package enum Paths: Figure {
  package static let name = "paths"
  package static let title = "Paths"
  package static let summary = "the optimizers' paths over a surface's contour lines, first seed"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.surface != nil }

  package static func caption(_ context: RunOverview) -> String {
    context.caption(
      [
        contourSentence(context),
        context.optimizers.count > 1
          ? "Below is each optimizer's walk alone, which others may hide above." : "",
        context.firstSeedSentence, context.prominenceSentence,
      ],
      applies: applies
    ) { problem in
      [marks(context, problem), ending(context, problem)]
        + context.divergenceNotes(
          of: LossComparison(context, problem: problem), ofCurves: false)
        + [thinning(context, problem)]
    }
  }

  private static func contourSentence(_ context: RunOverview) -> String {
    let surfaces = context.shown().compactMap(\.element.surface)
    let ofMinima =
      "at equal factors above the minimum, three in each power of ten; the powers themselves are darker, "
      + "with their value at some places"
    let ofSaddles = "at equal differences; those of every other are darker, with their value"
    let hasBoth = surfaces.contains(where: \.isSaddle) && !surfaces.allSatisfy(\.isSaddle)
    return hasBoth
      ? "Contour lines stand \(ofMinima); of a saddle they stand \(ofSaddles)."
      : "Contour lines stand \(surfaces.contains(where: \.isSaddle) ? ofSaddles : ofMinima)."
  }

  /// "Marks stand at steps 10, 100 and 1000."
  private static func marks(_ context: RunOverview, _ problem: Int) -> String {
    let steps = context.runs.filter { $0.problem == problem }.compactMap(\.result?.path).flatMap {
      path in (0..<path.count).compactMap { path[$0, .step] }.map { Int($0) }
    }
    let marked = Set(steps.filter { $0 > 1 && Thinning.isMarked($0) }).sorted()
    guard !marked.isEmpty else { return "" }
    return
      "Marks stand at step\(marked.count > 1 ? "s" : "") \(Wording.list(marked.map(String.init)))."
  }

  private static func thinning(_ context: RunOverview, _ problem: Int) -> String {
    let isLong = context.runs.contains {
      $0.problem == problem && ($0.result?.path.count ?? 0) > Thinning.walkLimit
    }
    return isLong && context.recorded != nil
      ? "Thinned out for drawing: of the walk about a thousand points; paths.csv has every recorded "
        + "step." : ""
  }

  /// "Adam ends 0.0031 from a minimum, 1.2e-6 above its value; SGD 0.9, 0.12 above."
  private static func ending(_ context: RunOverview, _ problem: Int) -> String {
    guard let surface = context.problems[problem].surface else { return "" }
    let ends = context.optimizers.indices.compactMap { optimizer -> (Int, Double, Double)? in
      guard let run = context.runs(problem: problem, optimizer: optimizer).first,
        run.result?.status == .finished, let path = run.result?.path, path.count > 0,
        let x = path[path.count - 1, .x], let y = path[path.count - 1, .y],
        let value = path[path.count - 1, .value]
      else { return nil }
      let distance = surface.minima.map { hypot(x - $0.x, y - $0.y) }.min()
      return (optimizer, distance ?? 0, value - surface.minimumValue)
    }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    guard !ends.isEmpty else { return "" }
    let items = ends.enumerated().map { index, end in
      let (optimizer, distance, height) = end
      return "\(context.name(optimizer)) \(index == 0 ? "ends " : "")"
        + place(distance, height, on: surface, isFirst: index == 0)
    }
    return Wording.list(items) + "."
  }

  /// "0.0031 from the nearest minimum (1.2e-6 above it)", or, after the first, "0.9 (0.12)".
  private static func place(
    _ distance: Double, _ height: Double, on surface: RunOverview.Surface, isFirst: Bool
  ) -> String {
    let (far, high) = (NumberText.typeset(distance), NumberText.typeset(max(height, 0)))
    if surface.isSaddle { return isFirst ? "\(far) from the equilibrium" : far }
    guard !surface.minima.isEmpty else { return isFirst ? "\(high) above the minimum" : high }
    let which = surface.hasOtherMinima ? "lowest" : "nearest"
    return isFirst ? "\(far) from the \(which) minimum (\(high) above it)" : "\(far) (\(high))"
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    page(context, frames: nil).script
  }

  package static func animation(_ context: RunOverview) -> FigureScript? {
    page(context, frames: filmFrames).script
  }

  private static func page(_ context: RunOverview, frames: Int?) -> FigurePage {
    var legend = Legend.optimizers(context)
    let surfaces = context.shown { $0.surface != nil }.map(\.offset)
    let hasSaddle = surfaces.contains { context.problems[$0].surface?.isSaddle ?? false }
    legend.entries += [
      .init(text: "start", point: "linestyle 101"),
      .init(text: hasSaddle ? "minimum or equilibrium" : "minimum", point: "linestyle 102"),
    ]
    var page = FigurePage(
      self, legend: legend, context: context,
      data: [
        (.paths, ["problem_index", "optimizer_index", "seed", "step", "x", "y"])
      ], width: frames != nil && surfaces.count == 1 ? 620 : nil, frames: frames)
    page.preparation = preparation
    var panels: [Panel] = []
    for index in surfaces {
      guard let surface = context.problems[index].surface else { continue }
      let own = PathPanels(surface: surface, problem: index, context: context)
      let commands = [rows(of: index, trials(of: index, context)), own.contours]
      var panel = frames.map { own.film(frames: $0) } ?? own.all
      if frames == nil {
        panel.setup = commands + panel.setup
      } else {
        page.preparation = ([page.preparation ?? ""] + commands).joined(separator: "\n")
      }
      panels.append(panel)
    }
    for start in stride(from: 0, to: panels.count, by: 2) {
      let row = Array(panels[start..<min(start + 2, panels.count)])
      let columns = min(panels.count, 2)
      if frames == nil {
        page.addRow(row, columns: columns, panelHeight: columns == 1 ? 480 : 340)
      } else {
        // The terminals of films stand an axis' name further off its numbers.
        page.addRow(
          row, columns: columns, panelHeight: columns == 1 ? 400 : 340, gap: 82, left: 92)
      }
    }
    if frames == nil, context.optimizers.count > 1 {
      for index in surfaces {
        guard let surface = context.problems[index].surface else { continue }
        if surfaces.count > 1 { page.addHeading(context.problems[index].name) }
        let own = PathPanels(surface: surface, problem: index, context: context)
        page.addPanels(own.each, columns: 4, panelHeight: own.height)
      }
    }
    return page
  }

  private static let preparation = """
    # Marks of the start and the minima, and the first seed.
    set style line 101 linecolor rgb 'black' pointtype 6 pointsize 1 linewidth 1.5
    set style line 102 linecolor rgb 'black' pointtype 3 pointsize 1 linewidth 1.5
    stats paths every ::0::0 using (seed = strcol('seed'), 0) nooutput
    # Steps that have a mark, and heights of contour lines that are powers of ten.
    marked(step) = step > 1 && is_whole(log10(step))
    is_whole(x) = abs(x - floor(x + 0.5)) < 1e-6
    """

  private static let filmFrames = 40

  /// Which rows are drawn: the first seed's; with several learning rates, of one trial each.
  private static func trials(of problem: Int, _ context: RunOverview) -> String {
    guard context.problems[problem].isSwept else { return "strcol('seed') eq seed" }
    let own = context.comparedTrials(problem: problem)
    let first = context.optimizers.indices.compactMap { optimizer in
      own.first { context.trials[$0].optimizer == optimizer }
    }
    return "(" + first.map { "column('trial') == \($0)" }.joined(separator: " || ") + ")"
  }

  /// Commands that copy those paths to a block, optimizer, place and step, and find the last step and
  /// how far recorded ones are apart; see `CurveSet.setup`.
  private static func rows(of problem: Int, _ trials: String) -> String {
    """
    $rows_\(problem) << end
    0 NaN NaN 0
    end
    eval read_csv
    set table $rows_\(problem) append
    plot paths using (column('optimizer_index') + 1):(column('x')):(column('y')):(column('step')) \\
      with table if (of(\(problem)) && \(trials))
    unset table
    eval read_block
    last_\(problem) = 0
    stats $rows_\(problem) using (last_\(problem) = $4 > last_\(problem) ? $4 : last_\(problem), \\
      0) nooutput
    """
  }
}
