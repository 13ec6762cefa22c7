internal import ExperimentAnalysis
internal import OptimizerLab

/// One system of axes with its curves.
struct Panel {
  /// What stands above it: text from anywhere.
  var title: String?
  var x: Axis
  var y: Axis
  /// Commands before `plot`, for what only this panel needs.
  var setup: [String] = []
  /// The elements of the `plot` command; curves lie over them.
  var plots: [String] = []
  var curves: [CurveSet] = []
  /// Elements that lie over the curves.
  var overlays: [String] = []
  /// Whether both axes are as they are said here, and not what the setup finds in the data.
  var hasOwnAxes = true
  /// Whether the setup cuts bands of its own.
  var hasCutBands = false
  /// Commands that undo the setup.
  var cleanup: [String] = []

  /// The same at a place so many pixels wide: with dots or bands, those cut where they leave the frame.
  func placed(width: Double, in context: RunOverview) -> Panel {
    var panel = self
    guard hasOwnAxes else { return panel }
    panel.curves = curves.map { curves in
      var curves = curves
      curves.parts = context.parts(of: curves.rows.problem)
      curves.seeds = curves.display(width: width, in: context)
      curves.layers = CurveLayers(context)
      return curves.cut(at: y, in: context)
    }
    panel.hasCutBands = hasCutBands || panel.curves.contains { $0.frame != nil }
    return panel
  }

  /// The commands that draw it into a rectangle of the page.
  func script(in frame: Frame) -> String {
    var lines = frame.margins
    lines.append("set title \(FigureText.source(title ?? "")) noenhanced")
    lines += [x.commands("x"), y.commands("y")] + setup
    lines += curves.map(\.setup)
    lines.append(
      "plot " + (plots + curves.flatMap(\.plots) + overlays).joined(separator: ", \\\n  "))
    return (lines + cleanup).joined(separator: "\n")
  }
}
