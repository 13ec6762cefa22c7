/// Why there is no live plot, or no longer. A run goes on without one.
package enum LivePlotError: Error, Equatable, CustomStringConvertible {
  /// Neither a display nor a terminal on standard error that can place text.
  case nothingToDrawOn
  case displayOutOfReach
  case gnuplotMissing
  case gnuplotNotStarted(reason: String)
  /// gnuplot was killed, or its window was closed.
  case gnuplotEnded

  /// One sentence for the user.
  package var description: String {
    switch self {
    case .nothingToDrawOn:
      "no live plot: there is no display, and standard error is not a terminal to draw in"
    case .displayOutOfReach:
      "no live plot: the display does not answer, and standard error is not a terminal to draw in"
    case .gnuplotMissing:
      "no live plot: gnuplot is not on the PATH"
    case .gnuplotNotStarted(let reason):
      "no live plot: gnuplot does not start: \(reason)"
    case .gnuplotEnded:
      "the live plot has ended: its gnuplot or its window is gone"
    }
  }
}
