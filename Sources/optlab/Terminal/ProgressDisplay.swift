import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab

/// Progress on standard error: one line a running trial where that is a terminal, one line a
/// finished trial where it is not.
final class ProgressDisplay: ProgressReport, @unchecked Sendable {
  // Every access to what changes is under the lock.
  private let lock = NSLock()
  private let isQuiet: Bool
  private let isTerminal: Bool
  private let live: LivePlot?
  private var running: [(trial: Int, line: String)] = []
  private var linesShown = 0
  private var endedCount = 0
  private var trialCount = 0

  /// - Parameter live: the experiment whose optimizers a live plot shows; `nil` for no such plot.
  init(isQuiet: Bool, live experiment: Experiment? = nil) {
    self.isQuiet = isQuiet
    var plot: LivePlot?
    if let experiment {
      do {
        plot = try LivePlot(
          styles: OptimizerStyle.styles(of: experiment),
          screen: .standardError(environment: ProcessInfo.processInfo.environment))
      } catch {
        Streams.error("optlab: \(error)\n")
      }
    }
    live = plot
    // A live plot in the terminal needs the screen for itself.
    isTerminal = Streams.isErrorTerminal && plot == nil
  }

  func planned(_ count: Int) { lock.withLock { trialCount = count } }

  func began(_ trial: Trial, label: String) {}

  func advanced(_ trial: Trial, label: String, _ advance: TrialAdvance) {
    live?.report(trial: trial.index, label: label, optimizer: trial.optimizer, advance)
    guard !isQuiet, isTerminal else { return }
    let (step, seconds) = (advance.step, advance.seconds)
    let rate = seconds > 0 ? Double(step) / seconds : 0
    let left = rate > 0 ? Double(trial.stepCount - step) / rate : 0
    let losses = advance.losses.map { NumberText.fourDigits($0) }.joined(separator: " and ")
    let line =
      "\(label)  \(step)/\(trial.stepCount)  loss \(losses)  "
      + "\(NumberText.fourDigits(rate)) steps/s  \(Int(left.rounded(.up))) s left"
    lock.withLock {
      if let place = running.firstIndex(where: { $0.trial == trial.index }) {
        running[place].line = line
      } else {
        running.append((trial.index, line))
      }
      redraw()
    }
  }

  func ended(_ trial: Trial, label: String, result: TrialResult) {
    live?.finished(trial: trial.index)
    // A failure is an error, which is told in any case.
    guard !isQuiet || result.failure != nil else { return }
    lock.withLock {
      endedCount += 1
      running.removeAll { $0.trial == trial.index }
      let loss = result.finalLoss(ofNetwork: 0).map { "  loss \(NumberText.fourDigits($0))" } ?? ""
      let state =
        result.divergedAt.map { "diverged at step \($0)" } ?? result.status.rawValue
      let work =
        result.failure.map { ": \($0)" }
        ?? "\(loss)  \(result.steps) steps in \(NumberText.fourDigits(result.seconds)) s"
      let line = "[\(endedCount)/\(trialCount)] \(label)  \(state)\(work)"
      clear()
      Streams.error(line + "\n")
      redraw()
    }
  }

  func warned(_ message: String) {
    lock.withLock {
      clear()
      Streams.error("optlab: \(message)\n")
      redraw()
    }
  }

  /// Leaves the screen as it should be for what comes next.
  func close() {
    live?.close()
    if let failure = live?.failure { Streams.error("optlab: \(failure)\n") }
    lock.withLock { clear() }
  }

  private func clear() {
    guard linesShown > 0 else { return }
    Streams.error("\u{1b}[\(linesShown)A\u{1b}[J")
    linesShown = 0
  }

  private func redraw() {
    guard isTerminal, !isQuiet else { return }
    clear()
    let width = Self.terminalWidth
    let lines = running.map { "\($0.line.prefix(width - 1))\n" }
    Streams.error(lines.joined())
    linesShown = lines.count
  }

  private static var terminalWidth: Int {
    let columns = TerminalSize(of: 2)?.columns ?? 80
    return columns > 10 ? columns : 80
  }
}
