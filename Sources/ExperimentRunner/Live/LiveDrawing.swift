/// Draws pictures with a gnuplot, one after the other, on one thread.
struct LiveDrawing {
  private let connection: GnuplotConnection
  private let display: LiveDisplay
  private var canvas: TextCanvas?

  init(connection: GnuplotConnection, display: LiveDisplay) {
    self.connection = connection
    self.display = display
    if case .text(let screen) = display { canvas = TextCanvas(screen: screen) }
  }

  /// Returns when gnuplot has drawn, and whether it is still there to do so. A picture that has
  /// nothing to show, or a screen too small to show it, is passed over.
  mutating func draw(_ picture: LivePicture) -> Bool {
    guard let axes = LiveAxes(of: picture.curves) else { return true }
    switch display {
    case .window:
      return drawn(picture.curves, in: axes, after: "", longestLabel: 60, textColumns: nil)
        != nil
    case .text(let screen):
      let size = screen.size()
      guard let room = TextCanvas.room(in: size) else { return true }
      let setting = LiveScript.textScreen(room, screen.colors)
      let longestLabel = room.columns / 3
      guard
        let text = drawn(
          picture.curves, in: axes, after: setting, longestLabel: longestLabel,
          textColumns: room.columns)
      else { return false }
      canvas?.show(text, on: size)
      return true
    }
  }

  /// Ends gnuplot, and gives the terminal back.
  mutating func end() {
    canvas?.release()
    connection.close()
  }

  /// What gnuplot writes to its standard output while it draws; nil where it has ended.
  private func drawn(
    _ curves: [LiveCurve], in axes: LiveAxes, after setting: String, longestLabel: Int,
    textColumns: Int?
  ) -> String? {
    guard connection.send(setting) else { return nil }
    for (index, curve) in curves.enumerated() {
      let (losses, dead) = (LiveScript.datablock(index), LiveScript.deadBlock(index))
      guard connection.sendDatablock(losses, x: curve.steps, y: curve.losses),
        connection.sendDatablock(dead, x: curve.steps, y: curve.deadCounts)
      else { return nil }
    }
    let script = LiveScript.plot(
      curves, in: axes, longestLabel: longestLabel, textColumns: textColumns)
    guard connection.send(script) else { return nil }
    return connection.reply(before: LiveScript.endMark).map { String(decoding: $0, as: UTF8.self) }
  }
}
