import ExperimentReport
import ExperimentRunner
import FoundationEssentials
import Glibc
import LabCommands
import OptimizerLab
import SpecLanguage

/// Progress on standard error: one line a running trial and one for the whole where that is a terminal
/// that can go back to a line, one line a finished trial where it is not.
final class ProgressDisplay: ProgressReport, @unchecked Sendable {
  // Every access to what changes is under the lock.
  private let lock = Lock()
  private let isQuiet: Bool
  private let isTerminal: Bool
  private let live: LivePlot?
  private var running: [(trial: Int, line: ProgressLine)] = []
  private var linesShown = 0
  private var whole = WholeProgress()
  private var start = ContinuousClock.now

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
    isTerminal = Streams.errorCanRewrite && plot == nil
  }

  func planned(_ trials: [Trial], later: [Int]) {
    lock.withLock {
      if whole.isEmpty { start = .now }
      whole.plan(trials, later: later)
    }
  }

  func began(_ trial: Trial, label: String) {}

  func advanced(_ trial: Trial, label: String, _ advance: TrialAdvance) {
    live?.report(trial: trial.index, label: label, optimizer: trial.optimizer, advance)
    guard !isQuiet, isTerminal else { return }
    let line = ProgressLine(label: label, stepCount: trial.stepCount, advance: advance)
    lock.withLock {
      whole.advanced(trial, to: advance.step)
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
    lock.withLock {
      whole.ended(trial)
      running.removeAll { $0.trial == trial.index }
      // A failure is an error, which is told in any case.
      guard !isQuiet || result.failure != nil else { return }
      clear()
      Streams.error("\(whole.count) \(label)  \(Self.outcome(result))\n")
      redraw()
    }
  }

  /// What came of a trial. One that diverged has no loss at the end.
  private static func outcome(_ result: TrialResult) -> String {
    if let failure = result.failure { return "\(result.status.rawValue): \(failure)" }
    let work =
      "\(result.steps) steps in \(NumberText.fourDigits(result.seconds)) s"
    if let step = result.divergedAt { return "diverged at step \(step)  \(work)" }
    let loss = result.finalLoss(ofNetwork: 0).map { "loss \(NumberText.fourDigits($0))  " } ?? ""
    return "\(result.status.rawValue)  \(loss)\(work)"
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
    guard isTerminal, !isQuiet, !running.isEmpty else { return }
    clear()
    let width = Self.terminalWidth - 1
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let lines =
      running.map { $0.line.text(columns: width) }
      + [TerminalText.cut(whole.text(after: seconds), toColumns: width)]
    Streams.error(lines.map { "\($0)\n" }.joined())
    linesShown = lines.count
  }

  private static var terminalWidth: Int {
    let columns = TerminalSize(of: 2)?.columns ?? 80
    return columns > 10 ? columns : 80
  }
}
