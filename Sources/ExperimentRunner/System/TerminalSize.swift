internal import Glibc

/// How large a terminal is, in letters.
package struct TerminalSize: Sendable, Equatable {
  package var columns: Int
  package var rows: Int

  /// Of the terminal at that descriptor; `nil` where there is none, or one that does not say.
  package init?(of descriptor: Int32) {
    var size = winsize()
    // unsafe: the call fills in the structure, which is read after it.
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    columns = Int(size.ws_col)
    rows = Int(size.ws_row)
  }
}
