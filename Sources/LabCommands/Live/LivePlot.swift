import Dispatch
package import ExperimentReport
package import ExperimentRunner
import FoundationEssentials
import Glibc

/// The losses and dead units of the trials in training, and what their generators make of the fixed
/// noise, drawn while they train: in a window where there is a display, else, without the pictures,
/// in the terminal on standard error.
///
/// Training never waits for it. Reports only note numbers; a thread of its own sends the latest
/// ones to gnuplot a few times a second, and what came between two drawings is not drawn. A
/// gnuplot that hangs holds up that thread alone, and one that dies ends the live plot and nothing
/// else. In a terminal the drawing keeps to the upper part of the screen; other text scrolls below.
package final class LivePlot: Sendable {
  private static let millisecondsBetweenDrawings = 250

  private let board = LiveBoard()
  private let connection: GnuplotConnection
  private let drawingThread = DispatchGroup()

  /// Starts gnuplot. The error is one sentence for the user, and no reason not to train.
  /// - Parameter styles: one for each optimizer, in the order of the spec.
  package init(
    styles: [OptimizerStyle],
    environment: [String: String] = ProcessInfo.processInfo.environment,
    screen: TextScreen?
  ) throws(LivePlotError) {
    let hasDisplay = LiveDisplay.hasDisplay(environment)
    guard hasDisplay || screen != nil else { throw .nothingToDrawOn }
    guard let program = ProgramSearch.find("gnuplot", path: environment["PATH"] ?? "") else {
      throw .gnuplotMissing
    }
    var connection = try GnuplotConnection(program: program)
    var display = try LiveDisplay.best(
      environment: environment, screen: screen, terminals: try connection.terminals())
    if case .window(let terminal) = display, !connection.opensWindow(terminal: terminal) {
      // A display that is named but not there, as a terminal on another machine may have it.
      guard let screen else { throw .displayOutOfReach }
      connection.close()
      connection = try GnuplotConnection(program: program)
      _ = try connection.terminals()
      display = .text(screen)
    }
    // One that is gone by now is noticed at the first drawing.
    _ = connection.send(LiveScript.lineTypes(styles))
    self.connection = connection
    start(LiveDrawing(connection: connection, display: display))
  }

  deinit { close() }

  /// Why there is nothing drawn any more; nil while all is well.
  package var failure: LivePlotError? { board.failure }

  package var gnuplotProcess: Int32 { connection.processIdentifier }

  /// Notes how far a trial is. Cheap; any thread may call it at every step.
  ///
  /// `optimizer` is the optimizer's place in the spec, which decides its colour here as in the
  /// figures. The label is the one of the trial's first report.
  package func report(
    trial: Int, label: String, optimizer: Int, _ advance: TrialAdvance
  ) {
    board.update { $0.report(trial: trial, label: label, optimizer: optimizer, advance) }
  }

  /// The trial's curve stays as it is, and makes room for new ones when it is the oldest.
  package func finished(trial: Int) {
    board.update { $0.finish(trial: trial) }
  }

  /// Draws what there is, ends gnuplot and gives the terminal back, within a second whatever
  /// gnuplot does. Calls after the first do nothing.
  package func close() {
    board.close()
    guard drawingThread.wait(timeout: .now() + .milliseconds(300)) == .timedOut else { return }
    connection.terminate()
    _ = drawingThread.wait(timeout: .now() + .milliseconds(500))
  }

  private func start(_ drawing: LiveDrawing) {
    drawingThread.enter()
    DetachedThread.start { [board, drawingThread] in
      Self.draw(board, with: drawing)
      drawingThread.leave()
    }
  }

  private static func draw(_ board: LiveBoard, with drawing: LiveDrawing) {
    var drawing = drawing
    var drawnVersion = 0
    var isLast = false
    while !isLast {
      isLast = !board.waitForTurn(milliseconds: millisecondsBetweenDrawings)
      let picture = board.picture
      guard picture.version != drawnVersion else { continue }
      guard drawing.draw(picture) else {
        board.fail(.gnuplotEnded)
        break
      }
      drawnVersion = picture.version
    }
    drawing.end()
  }
}

extension GnuplotConnection {
  private static let stopTimeout: Int32 = 3000

  /// Begins, and asks which terminals this gnuplot can draw on.
  fileprivate func terminals() throws(LivePlotError) -> [Substring] {
    guard send(LiveScript.opening),
      let answer = reply(before: LiveScript.endMark, within: Self.stopTimeout)
    else { throw .gnuplotEnded }
    return String(decoding: answer, as: UTF8.self).split(separator: " ")
  }

  fileprivate func opensWindow(terminal: String) -> Bool {
    send(LiveScript.window(terminal: terminal))
      && reply(before: LiveScript.endMark, within: Self.stopTimeout) != nil
  }
}
