internal import ExperimentAnalysis
internal import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// The panels of one surface: all walks in one, then each alone, for one that lies on another's way
/// hides it.
struct PathPanels {
  let surface: RunOverview.Surface
  let problem: Int
  let context: RunOverview

  /// Commands that make the contour lines: ten, down from the highest value, a third of a power of ten
  /// apart; of a saddle, which has no lowest place, at equal differences. They are drawn with the axes;
  /// the paths then go over them, without.
  var contours: String {
    let minimum = FigureNumber.exact(surface.minimumValue)
    let height =
      surface.isSaddle ? surface.expression : "log10(\(surface.expression) - (\(minimum)) + 1e-12)"
    let levels =
      surface.isSaddle
      ? "step_\(problem) = ticks(STATS_max - STATS_min) / 2\n"
        + "set cntrparam levels incremental ceil(STATS_min / step_\(problem)) * step_\(problem), "
        + "step_\(problem), STATS_max"
      : "set cntrparam levels incremental ceil(3 * (STATS_max - 3)) / 3., 1./3, STATS_max"
    func ends(_ range: ClosedRange<Double>) -> String {
      "[\(FigureNumber.exact(range.lowerBound)):\(FigureNumber.exact(range.upperBound))]"
    }
    return """
      height_above(x, y) = \(height)
      set samples 201
      set isosamples 201
      set table $grid
      splot \(ends(surface.x)) \(ends(surface.y)) height_above(x, y)
      unset table
      stats [*:*] [*:*] $grid using 3 nooutput
      set contour base
      \(levels)
      unset surface
      set table $contours_\(problem)
      splot \(ends(surface.x)) \(ends(surface.y)) height_above(x, y)
      unset table
      unset contour
      set surface
      """
  }

  /// Of small panels, in pixels: as high as both axes have one scale, within reason.
  var height: Double {
    let (x, y) = (surface.x, surface.y)
    let ratio = (y.upperBound - y.lowerBound) / (x.upperBound - x.lowerBound)
    return min(max(Self.width * ratio, 110), 220)
  }

  /// About how wide one of four panels is.
  private static let width = 183.0

  var all: Panel {
    var panel = panel(
      title: title, plots: context.drawingOrder(Array(context.optimizers.indices)).flatMap(walk))
    panel.setup = [background(hasAll: true)] + Self.bare + marks
    return panel
  }

  /// In the order of the legend.
  var each: [Panel] {
    Legend.optimizers(context).entries.compactMap(\.optimizer).map { optimizer in
      var panel = panel(
        title: PlainText.shortened(context.optimizers[optimizer].name, to: 24),
        plots: walk(optimizer))
      for axis in [\Panel.x, \Panel.y] {
        let range = panel[keyPath: axis].range
        panel[keyPath: axis].tickStep = FigureNumber.tickStep(
          for: range.upperBound - range.lowerBound, count: 4)
      }
      panel.setup = [background(hasAll: false)] + Self.bare + marks
      return panel
    }
  }

  /// All walks up to a step that comes nearer to the end from frame to frame.
  func film(frames: Int) -> Panel {
    let layers = CurveLayers(context)
    var panel = panel(
      title: title,
      plots: (layers.grey(nil) + layers.colored(nil)).map { loop in
        "for [\(loop)] $rows_\(problem) using ($1 == i && $4 <= now ? $2 : NaN):3 "
          + "with lines linestyle i notitle"
      }
        + layers.colored(nil).map { loop in
          "for [\(loop)] $rows_\(problem) using ($1 == i && $4 == last_by ? $2 : NaN):3 "
            + "with points linestyle i pointsize 1.2 notitle"
        })
    // A film is slow where walks are fast, at the beginning.
    panel.setup =
      [
        "now = last_\(problem) * (frame / \(frames).) ** 2",
        "last_by = 0",
        "stats $rows_\(problem) using "
          + "(last_by = $4 <= now && $4 > last_by ? $4 : last_by, 0) nooutput",
        "set title \(FigureText.source(title)) . sprintf(', step %d', now) noenhanced",
        background(hasAll: true),
      ] + Self.bare + marks
    return panel
  }

  private var title: String { PlainText.shortened(context.problems[problem].name, to: 50) }

  private func panel(title: String, plots: [String]) -> Panel {
    Panel(
      title: title, x: Axis(label: "x", range: surface.x), y: Axis(label: "y", range: surface.y),
      plots: plots,
      cleanup: [
        "unset label", "set border 3 linecolor rgb grey", "set tics textcolor rgb 'black'",
      ])
  }

  /// What of the axes is drawn already.
  private static let bare = [
    "unset border", "unset tics", "set xlabel ''", "set ylabel ''", "set title ''",
  ]

  /// The axes with the contour lines; small panels have those of the powers of ten alone.
  private func background(hasAll: Bool) -> String {
    let block = "$contours_\(problem)"
    let isDark = surface.isSaddle ? "is_whole($3 / step_\(problem) / 2)" : "is_whole($3)"
    let value =
      surface.isSaddle
      ? "sprintf('%g', $3)" : "shown(sprintf('10^{%.0f}', $3), sprintf('$10^{%.0f}$', $3))"
    let powers = "\(block) using 1:(\(isDark) ? $2 : NaN) with lines linecolor rgb"
    guard hasAll else { return "plot \(powers) '#cccccc' linewidth 0.6 notitle" }
    return """
      plot \(block) using 1:2 with lines linecolor rgb '#d4d4d4' linewidth 0.8 notitle, \\
        \(powers) '#b0b0b0' linewidth 0.8 notitle, \\
        \(block) every :3:40:0:40 using 1:(\(isDark) ? $2 : NaN):(\(value)) \\
          with labels font caption_font textcolor rgb grey notitle
      """
  }

  /// The start and the minima.
  private var marks: [String] {
    ([(surface.start, 101)] + surface.minima.map { ($0, 102) }).map { point, style in
      "set label '' at \(FigureNumber.exact(point.x)), \(FigureNumber.exact(point.y)) "
        + "point linestyle \(style) front"
    }
  }

  /// An optimizer's line and its marks.
  private func walk(_ optimizer: Int) -> [String] {
    let rows = "for [i = \(optimizer + 1):\(optimizer + 1)] $rows_\(problem) using"
    let line =
      isWild(optimizer) ? "linecolor rgb pale(i) linewidth 0.3 dashtype dash[i]" : "linestyle i"
    let walk = "\(rows) ($1 == i ? $2 : NaN):3 with lines \(line) title whose(i) noenhanced"
    guard context.isProminent(optimizer) else { return [walk] }
    return [
      walk,
      "\(rows) ($1 == i && marked($4) ? $2 : NaN):3 with points linestyle i pointsize 0.9 "
        + "title whose(i) noenhanced",
    ]
  }

  /// Whether a walk jumps to and fro so far that its line would fill an area: it is longer than five
  /// diagonals of the frame.
  private func isWild(_ optimizer: Int) -> Bool {
    guard let path = context.runs(problem: problem, optimizer: optimizer).first?.result?.path else {
      return false
    }
    let (width, height) = (
      surface.x.upperBound - surface.x.lowerBound, surface.y.upperBound - surface.y.lowerBound
    )
    var length = 0.0
    var last: SIMD2<Double>?
    for row in 0..<path.count {
      guard let x = path[row, .x], let y = path[row, .y] else { continue }
      let place = SIMD2(
        min(max((x - surface.x.lowerBound) / width, 0), 1),
        min(max((y - surface.y.lowerBound) / height, 0), 1))
      if let last { length += ((place - last) * (place - last)).sum().squareRoot() }
      last = place
    }
    return length > 5 * 2.0.squareRoot()
  }
}
