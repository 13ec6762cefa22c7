internal import ExperimentReport
internal import ExperimentRunner
internal import OptimizerLab

/// Draws pictures with a gnuplot, one after the other, on one thread.
struct LiveDrawing {
  private let connection: GnuplotConnection
  private let display: LiveDisplay
  private var canvas: TextCanvas?
  /// The step of the sample grid of pictures that gnuplot has of each trial.
  private var sentSheets: [Int: Int] = [:]

  init(connection: GnuplotConnection, display: LiveDisplay) {
    self.connection = connection
    self.display = display
    if case .text(let screen) = display { canvas = TextCanvas(screen: screen) }
  }

  /// Returns when gnuplot has drawn, and whether it is still there to do so. A picture that has
  /// nothing to show, or a screen too small to show it, is passed over.
  mutating func draw(_ picture: LivePicture) -> Bool {
    switch display {
    case .window:
      let panels = LivePanel.window(of: picture.curves)
      return panels.isEmpty
        || drawn(picture.curves, panels, after: "", longestLabel: 60, isText: false) != nil
    case .text(let screen):
      let size = screen.size()
      guard let room = TextCanvas.room(in: size) else { return true }
      let panels = LivePanel.text(of: picture.curves, columns: room.columns)
      if panels.isEmpty { return true }
      guard
        let text = drawn(
          picture.curves, panels, after: LiveScript.textScreen(room, screen.colors),
          longestLabel: room.columns / 3, isText: true)
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
  private mutating func drawn(
    _ curves: [LiveCurve], _ panels: [LivePanel], after setting: String, longestLabel: Int,
    isText: Bool
  ) -> String? {
    guard connection.send(setting) else { return nil }
    for (index, curve) in curves.enumerated() {
      for network in 0..<curve.networkCount {
        guard
          connection.sendDatablock(
            LiveScript.lossBlock(index, network), x: curve.steps,
            y: curve.losses(ofNetwork: network))
        else { return nil }
      }
      guard
        connection.sendDatablock(LiveScript.deadBlock(index), x: curve.steps, y: curve.deadCounts),
        sendDistances(of: curve, as: LiveScript.distanceBlock(index))
      else { return nil }
    }
    guard sendSheets(curves, panels) else { return nil }
    let script = LiveScript.drawing(
      panels, of: curves, longestLabel: longestLabel, isText: isText)
    guard connection.send(script) else { return nil }
    return connection.reply(before: LiveScript.endMark).map { String(decoding: $0, as: UTF8.self) }
  }

  private func sendDistances(of curve: LiveCurve, as name: String) -> Bool {
    // There is no datablock without a row.
    curve.distances.isEmpty
      || connection.sendDatablock(
        name, x: curve.distances.map { Double($0.step) }, y: curve.distances.map(\.frechet))
  }

  /// Gives gnuplot the sample grids to be drawn that it does not have.
  private mutating func sendSheets(_ curves: [LiveCurve], _ panels: [LivePanel]) -> Bool {
    for panel in panels {
      guard case .sampleGrid(let index) = panel.content, let sampleGrid = curves[index].picture,
        sentSheets.updateValue(sampleGrid.step, forKey: curves[index].trial) != sampleGrid.step
      else { continue }
      guard connection.send(LiveScript.block(of: sampleGrid, trial: curves[index].trial)) else {
        return false
      }
    }
    return true
  }
}
