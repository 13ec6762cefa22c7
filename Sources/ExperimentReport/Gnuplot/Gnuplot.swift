internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc

/// Draws figures by running their scripts, each in a gnuplot process of its own.
package struct Gnuplot: Sendable {
  private let program: URL
  private let secondsAllowed: Int

  /// Finds gnuplot in the folders of `path`, which is `PATH` unless given, and asks for its version.
  package init(path: String? = nil, secondsAllowed: Int = 120) throws(GnuplotError) {
    guard let found = ProgramSearch.find("gnuplot", path: path) else { throw .missing }
    program = URL(filePath: found).absoluteURL
    self.secondsAllowed = secondsAllowed
    let said = try run(["--version"], script: "--version", in: nil)
    guard let version = GnuplotVersion(in: said) else { throw .unknownVersion(said: said) }
    guard version.canDraw else { throw .tooOld(version: version.text) }
  }

  /// Runs `NAME.gp` of `folder` and puts what it draws beside it, `NAME.svg` for example; what was
  /// there stays until the new picture is whole.
  package func draw(
    _ name: String, in folder: String, as format: FigureFormat = .svg
  ) throws(GnuplotError) {
    let script = "\(folder)/\(name).gp"
    try withDrawing(of: name, in: folder, terminal: format.terminal, ending: format.ending) {
      drawing throws(GnuplotError) in
      for file in format.files where !Self.isWhole("\(drawing)\(file.written)", mark: file.mark) {
        throw .incomplete(script: script)
      }
      for file in format.files {
        // The paths live for the call.
        guard unsafe rename("\(drawing)\(file.written)", "\(folder)/\(name)\(file.kept)") == 0
        else { throw .failed(script: script, message: OutputError.systemReason(errno)) }
      }
    }
  }

  /// What a script draws in letters, to be shown in a terminal.
  /// - Parameter colors: whether the letters may have colours.
  package func letters(
    of text: String, named figure: String, in folder: String, colors: Bool = false
  ) throws(GnuplotError) -> String {
    var drawn = ""
    // Beside the data, under a name that no figure has: a terminal's page is not a paper's.
    let name = ".\(figure).\(WriterTag.own)"
    let script = "\(folder)/\(name).gp"
    do throws(OutputError) {
      try OutputFile.write(
        (colors ? "colors = 'ansi256'\n" : "") + text, to: script)
    } catch {
      throw .failed(script: script, message: error.description)
    }
    defer { try? FileManager.default.removeItem(atPath: script) }
    try withDrawing(of: name, in: folder, terminal: "dumb", ending: ".txt") {
      drawing throws(GnuplotError) in
      guard let letters = try? String(contentsOfFile: drawing + ".txt", encoding: .utf8) else {
        throw .incomplete(script: script)
      }
      // gnuplot's form feed would count as a letter, and clears some terminals.
      drawn = letters.replacing("\u{0C}", with: "")
    }
    return drawn
  }

  /// Draws in a folder of its own within `folder`, gone afterwards, from which a whole picture can
  /// be renamed into its place. Within it a script finds its data one folder up.
  private func withDrawing(
    of name: String, in folder: String, terminal: String, ending: String,
    _ body: (_ drawing: String) throws(GnuplotError) -> Void
  ) throws(GnuplotError) {
    let script = "\(folder)/\(name).gp"
    let place = "\(folder)/.\(name).\(WriterTag.own)"
    do {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    } catch {
      throw .failed(script: script, message: error.systemReason)
    }
    defer { try? FileManager.default.removeItem(atPath: place) }
    _ = try run(
      ["-d", "-c", "../\(name).gp", terminal, name + ending], script: script, in: place)
    try body("\(place)/\(name)")
  }

  private func run(
    _ arguments: [String], script: String, in folder: String?
  ) throws(GnuplotError) -> String {
    try GnuplotProcess(
      program: program, arguments: arguments, folder: folder, secondsAllowed: secondsAllowed
    ).run(script: script)
  }

  private static func isWhole(_ path: String, mark: String) -> Bool {
    guard let file = Descriptor(readingAt: path), let tail = file.readEnd(64) else { return false }
    return String(decoding: tail, as: UTF8.self).contains(mark)
  }
}
