internal import ExperimentRunner
import FoundationEssentials
import Glibc

/// A terminal that can place text, or whatever a test puts in its place.
package struct TextScreen: Sendable {
  /// gnuplot's words for what its `dumb` terminal may use.
  package enum Colors: String, Sendable { case mono, ansi, ansi256 }

  package struct Size: Sendable, Equatable {
    package var columns: Int
    package var rows: Int

    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  package var colors: Colors
  /// Asked before each drawing; windows change.
  package var size: @Sendable () -> Size
  /// Takes one whole drawing at a time.
  package var write: @Sendable (String) -> Void

  package init(
    colors: Colors, size: @escaping @Sendable () -> Size,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.colors = colors
    self.size = size
    self.write = write
  }

  /// The user's terminal; nil where standard error is none, or one that cannot place text.
  package static func standardError(environment: [String: String]) -> TextScreen? {
    let kind = environment["TERM"] ?? ""
    guard isatty(STDERR_FILENO) == 1, kind != "", kind != "dumb" else { return nil }
    let colors: Colors =
      if environment["NO_COLOR"] ?? "" != "" {
        .mono
      } else if kind.contains("256color") || environment["COLORTERM"] ?? "" != "" {
        .ansi256
      } else {
        .ansi
      }
    return TextScreen(colors: colors, size: sizeOfStandardError) { text in
      // A terminal that is gone has nobody to tell.
      Descriptor.writeError(text)
    }
  }

  private static func sizeOfStandardError() -> Size {
    TerminalSize(of: STDERR_FILENO).map { Size(columns: $0.columns, rows: $0.rows) }
      ?? Size(columns: 80, rows: 24)
  }
}
