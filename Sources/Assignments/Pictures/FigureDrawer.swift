internal import ExperimentReport
internal import ExperimentRunner

/// Draws the scripts of figures in the forms in which results are shown: SVG in pages, PNG where a platform
/// shows nothing else, letters in terminals.
package struct FigureDrawer: Sendable {
  package enum Form: String, Sendable, CaseIterable {
    case svg, png, txt
  }

  /// The largest PNG: platforms have limits, and an address is a third longer than what is in it.
  package var mostBytes = 145_000

  package init() {}

  /// Draws `NAME.gp` of a folder.
  /// - Returns: the names of the files that are there now, and what is to be said of those that are not.
  package func draw(
    _ names: [String], in folder: String, as forms: [Form]
  ) -> (files: [String], remarks: [String]) {
    guard !names.isEmpty else { return ([], []) }
    let gnuplot: Gnuplot
    do throws(GnuplotError) {
      gnuplot = try Gnuplot(secondsAllowed: 20)
    } catch {
      return ([], [error.description])
    }
    var files: [String] = []
    var remarks: [String] = []
    for name in names {
      for form in forms {
        do throws(GnuplotError) {
          switch form {
          case .svg: try gnuplot.draw(name, in: folder, as: .svg)
          case .png: try drawPicture(name, in: folder, gnuplot)
          case .txt: try drawLetters(name, in: folder, gnuplot)
          }
          files.append("\(name).\(form.rawValue)")
        } catch {
          remarks.append(Self.sentence(error, form))
        }
      }
    }
    var seen: Set<String> = []
    return (files, remarks.filter { seen.insert($0).inserted })
  }

  private static func sentence(_ error: GnuplotError, _ form: Form) -> String {
    if form == .png, case .failed(_, let message) = error, message.contains("terminal") {
      return
        "this gnuplot draws no PNG (it lacks the terminal pngcairo, which Debian's gnuplot-nox "
        + "has), so that platforms that show nothing else get no figures"
    }
    return error.description
  }

  /// The widths in pixels that are tried where a picture is too large, in turn.
  private static let widths = [900, 700, 500]

  /// A PNG within the limit: as the script has it, or narrower, by the setting that its head offers.
  private func drawPicture(
    _ name: String, in folder: String, _ gnuplot: Gnuplot
  ) throws(GnuplotError) {
    try gnuplot.draw(name, in: folder, as: .png)
    let path = "\(folder)/\(name).png"
    guard size(of: path) > mostBytes, let script = text(of: "\(folder)/\(name).gp") else { return }
    let copy = "\(name)-small"
    defer { for ending in ["gp", "png"] { OutputFile.remove("\(folder)/\(copy).\(ending)") } }
    for width in Self.widths {
      guard let narrow = Self.narrowed(script, to: width) else { break }
      try write(narrow, to: "\(folder)/\(copy).gp")
      try gnuplot.draw(copy, in: folder, as: .png)
      guard size(of: "\(folder)/\(copy).png") <= mostBytes else { continue }
      try write(picture("\(folder)/\(copy).png"), to: path)
      return
    }
    OutputFile.remove(path)
    throw .failed(
      script: "\(folder)/\(name).gp",
      message: "its PNG is larger than \(mostBytes / 1000) kB in every size, and is left out")
  }

  /// The script with another width; `nil` where its head has none to be changed.
  static func narrowed(_ script: String, to pixels: Int) -> String? {
    var lines = script.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let place = lines.firstIndex(where: { $0.hasPrefix("paper = ") }) else { return nil }
    // Of a paper the script makes 300 pixels an inch.
    lines[place] = "paper = \(Double(pixels) / 300 * 25.4)"
    return lines.joined(separator: "\n")
  }

  private func drawLetters(
    _ name: String, in folder: String, _ gnuplot: Gnuplot
  ) throws(GnuplotError) {
    let path = "\(folder)/\(name).gp"
    guard let script = text(of: path) else {
      throw .failed(script: path, message: "it is not there")
    }
    let letters = try gnuplot.letters(of: script, named: name, in: folder)
    try write(letters, to: "\(folder)/\(name).txt")
  }

  private func write(_ text: String, to path: String) throws(GnuplotError) {
    try write(Array(text.utf8), to: path)
  }

  private func write(_ bytes: [UInt8], to path: String) throws(GnuplotError) {
    do throws(OutputError) {
      try OutputFile.write(bytes, to: path)
    } catch {
      throw .failed(script: path, message: error.description)
    }
  }

  private func picture(_ path: String) -> [UInt8] { (try? InputBytes.read(path)) ?? [] }

  private func size(of path: String) -> Int { picture(path).count }

  private func text(of path: String) -> String? {
    (try? InputBytes.read(path)).map { String(decoding: $0, as: UTF8.self) }
  }
}
