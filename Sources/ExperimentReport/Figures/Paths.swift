internal import ExperimentRunner
internal import Foundation
internal import OptimizerLab

/// The way of every optimizer over a surface of two parameters, on its contour lines.
package enum Paths: Figure {
  package static let name = "paths"
  package static let title = "Paths"
  package static let summary = "the optimizers' paths over a surface's contour lines, first seed"

  package static func applies(to problem: RunOverview.Problem) -> Bool { problem.surface != nil }

  package static func caption(_ context: RunOverview) -> String {
    context.caption(
      ["Contour lines stand at equal factors above the minimum.", context.firstSeedSentence],
      applies: applies
    ) { problem in
      [ending(context, problem)]
        + context.divergenceNotes(
          of: LossComparison(context, problem: problem), ofCurves: false)
        + [thinning(context, problem)]
    }
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
      let distance = surface.minima.map { hypot(x - $0.x, y - $0.y) }.min() ?? .infinity
      return (optimizer, distance, value - surface.minimumValue)
    }.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    guard !ends.isEmpty else { return "" }
    let items = ends.enumerated().map { index, end in
      let (optimizer, distance, height) = end
      return
        "\(context.name(optimizer)) \(index == 0 ? "ends " : "")\(NumberText.typeset(distance))"
        + (index == 0 ? " from the nearest minimum" : "")
        + " (\(NumberText.typeset(max(height, 0)))\(index == 0 ? " above it" : ""))"
    }
    return Wording.list(items) + "."
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    page(context, frames: nil).script
  }

  package static func animation(_ context: RunOverview) -> FigureScript? {
    page(context, frames: filmFrames).script
  }

  private static func page(_ context: RunOverview, frames: Int?) -> FigurePage {
    var legend = Legend.optimizers(context)
    legend.entries += [
      .init(text: "start", point: "linestyle 101"), .init(text: "minimum", point: "linestyle 102"),
    ]
    let surfaces = context.problems.indices.filter { context.problems[$0].surface != nil }
    var page = FigurePage(
      self, legend: legend, context: context,
      data: [
        (.paths, ["problem_index", "optimizer_index", "seed", "step", "x", "y"])
      ], width: frames != nil && surfaces.count == 1 ? 620 : nil, frames: frames)
    page.preparation = preparation
    var panels: [Panel] = []
    for index in surfaces {
      guard let surface = context.problems[index].surface else { continue }
      let commands = [
        rows(of: index, trials(of: index, context)), contours(surface, of: index),
      ]
      var panel = panel(surface, of: index, in: context, isFilm: frames != nil)
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
    return page
  }

  private static let preparation = """
    # Marks of the start and the minima, and the first seed.
    set style line 101 linecolor rgb 'black' pointtype 6 pointsize 1 linewidth 1.5
    set style line 102 linecolor rgb 'black' pointtype 3 pointsize 1 linewidth 1.5
    stats paths every ::0::0 using (seed = strcol('seed'), 0) nooutput
    """

  private static func panel(
    _ surface: RunOverview.Surface, of problem: Int, in context: RunOverview, isFilm: Bool
  ) -> Panel {
    let marks = [(surface.start, 101)] + surface.minima.map { ($0, 102) }
    let title = FigureText.source(PlainText.shortened(context.problems[problem].name, to: 50))
    // A film is slow where walks are fast, at the beginning.
    let now = [
      "now = last_\(problem) * (frame / \(filmFrames).) ** 2",
      "set title \(title) . sprintf(', step %d', now) noenhanced",
    ]
    return Panel(
      title: PlainText.shortened(context.problems[problem].name, to: 50),
      x: Axis(label: "x", range: surface.x), y: Axis(label: "y", range: surface.y),
      setup: (isFilm ? now : [])
        + [
          "plot $contours_\(problem) using 1:2 with lines linecolor rgb '#c8c8c8' linewidth 0.8 notitle",
          "unset border", "unset tics", "set xlabel ''", "set ylabel ''", "set title ''",
        ]
        + marks.map { point, style in
          "set label '' at \(FigureNumber.exact(point.x)), \(FigureNumber.exact(point.y)) "
            + "point linestyle \(style) front"
        },
      plots: isFilm
        ? [
          "for [i = 1:|color|] $rows_\(problem) using ($1 == i && $4 <= now ? $2 : NaN):3 "
            + "with lines linestyle i notitle",
          "for [i = 1:|color|] $rows_\(problem) using ($1 == i && $4 <= now && $4 > now - gap_\(problem) ? "
            + "$2 : NaN):3 with points linestyle i pointsize 1.2 notitle",
        ]
        : [
          "for [i = 1:|color|] $rows_\(problem) using ($1 == i ? $2 : NaN):3 "
            + "with linespoints linestyle i pointnumber marks title whose(i) noenhanced"
        ],
      cleanup: [
        "unset label", "set border 3 linecolor rgb grey", "set tics textcolor rgb 'black'",
      ])
  }

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
    gap_\(problem) = 1e9
    stats $rows_\(problem) using (last_\(problem) = $4 > last_\(problem) ? $4 : last_\(problem), \\
      gap_\(problem) = $4 > 0 && $4 < gap_\(problem) ? $4 : gap_\(problem), 0) nooutput
    """
  }

  /// Commands that make the contour lines: twelve, down from the highest value, a third of a power
  /// of ten apart. They are drawn with the axes; the paths then go over them, without.
  private static func contours(_ surface: RunOverview.Surface, of problem: Int) -> String {
    let minimum = FigureNumber.exact(surface.minimumValue)
    func ends(_ range: ClosedRange<Double>) -> String {
      "[\(FigureNumber.exact(range.lowerBound)):\(FigureNumber.exact(range.upperBound))]"
    }
    return """
      height_above(x, y) = log10(\(surface.expression) - (\(minimum)) + 1e-12)
      set samples 201
      set isosamples 201
      set table $grid
      splot \(ends(surface.x)) \(ends(surface.y)) height_above(x, y)
      unset table
      stats [*:*] [*:*] $grid using 3 nooutput
      set contour base
      set cntrparam levels incremental STATS_max - 4, 1./3, STATS_max
      unset surface
      set table $contours_\(problem)
      splot \(ends(surface.x)) \(ends(surface.y)) height_above(x, y)
      unset table
      unset contour
      set surface
      """
  }
}
