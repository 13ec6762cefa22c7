import ExperimentRunner
import LabCommands
import Synchronization

/// A text screen that remembers what was written to it.
final class RecordedScreen: Sendable {
  private let writings = Mutex<[String]>([])

  var text: String { writings.withLock { $0.joined() } }

  func screen(columns: Int = 80, rows: Int = 24) -> TextScreen {
    TextScreen(colors: .mono) {
      TextScreen.Size(columns: columns, rows: rows)
    } write: { text in
      self.writings.withLock { $0.append(text) }
    }
  }
}
