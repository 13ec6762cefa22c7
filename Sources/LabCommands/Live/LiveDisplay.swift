/// What a live plot is drawn on.
enum LiveDisplay: Sendable {
  /// A window of this gnuplot terminal.
  case window(terminal: String)
  case text(TextScreen)

  /// The best there is: a window where the environment has a display and gnuplot a terminal for
  /// it, else the text screen.
  static func best(
    environment: [String: String], screen: TextScreen?, terminals: [Substring]
  ) throws(LivePlotError) -> LiveDisplay {
    let hasX11 = environment["DISPLAY"] ?? "" != ""
    if hasDisplay(environment), terminals.contains("qt") { return .window(terminal: "qt") }
    if hasX11, terminals.contains("x11") { return .window(terminal: "x11") }
    guard let screen else { throw .nothingToDrawOn }
    return .text(screen)
  }

  static func hasDisplay(_ environment: [String: String]) -> Bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].contains { environment[$0] ?? "" != "" }
  }
}
