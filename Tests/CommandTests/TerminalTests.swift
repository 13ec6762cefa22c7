import Foundation
import TestSupport
import Testing

@Suite(
  "A run in a terminal", .enabled(if: Python.isThere, "no Python is installed to make a terminal"))
struct TerminalTests {
  /// Starts the program in a terminal of its own, does something once it trains, and prints how the
  /// program ended, and what the terminal showed since.
  private static let script = """
    import fcntl, os, pty, struct, sys, termios, time
    action, width, arguments = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    process, terminal = pty.fork()
    if process == 0:
      os.environ["TERM"] = "xterm"
      fcntl.ioctl(2, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
      os.execv(arguments[0], arguments)
    shown = b""
    while shown.count(b" left") < 8:
      shown += os.read(terminal, 4096)
    if action == "hang up":
      os.close(terminal)
    else:
      os.write(terminal, b"\\x1c")
    start = time.monotonic()
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    print(code, round(time.monotonic() - start, 1))
    if action != "hang up":
      try:
        while chunk := os.read(terminal, 4096):
          shown += chunk
      except OSError:
        pass
    sys.stdout.write(shown.decode())
    """

  private func run(_ action: String, width: Int = 80) throws -> (first: String, shown: String) {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    try scratch.write(Self.script, to: "terminal.py")
    let outcome = try Program.run(
      [
        "python3", "terminal.py", action, "\(width)", Program.binary.path, "run", "small.json",
        "--out", "out", "--jobs", "1", "--set", "problems.0.epochs=1000000", "--set", "figures=[]",
      ], in: scratch.folder, program: URL(fileURLWithPath: "/usr/bin/env"))
    #expect(outcome.code == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n", maxSplits: 1).map(String.init)
    return (lines.first ?? "", lines.last ?? "")
  }

  @Test("that is closed ends with 129, soon")
  func hangUp() throws {
    let words = try run("hang up").first.split(separator: " ")
    #expect(words.first == "129")
    #expect((words.last.flatMap { Double($0) } ?? 99) < 6)
  }

  @Test("is ended at once by Ctrl-\\, with a sentence and without a trace")
  func quit() throws {
    let (first, shown) = try run("quit")
    let words = first.split(separator: " ")
    #expect(words.first == "131")
    #expect((words.last.flatMap { Double($0) } ?? 99) < 3)
    #expect(shown.contains("optlab: ended at once; to go on: "))
    #expect(!shown.contains("Thread") && !shown.contains("crashed"), "\(shown)")
  }

  @Test(
    "shows lines that fit, with the time left, and takes them back", arguments: [20, 40, 80, 200])
  func widths(columns: Int) throws {
    let shown = try run("quit", width: columns).shown.replacing("\r\n", with: "\n")
    let lines = shown.components(separatedBy: "\n")
      .map { $0.replacing("\u{1b}[2A\u{1b}[J", with: "") }
    for line in lines where !line.contains("optlab: ended at once") {
      #expect(line.count < columns, "\(line)")
    }
    #expect(lines.contains { $0.hasSuffix(" left") }, "\(shown)")
  }
}
