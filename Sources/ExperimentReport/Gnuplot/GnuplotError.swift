/// Why a figure was not drawn.
package enum GnuplotError: Error, Equatable, CustomStringConvertible {
  case missing
  case tooOld(version: String)
  case unknownVersion(said: String)
  case failed(script: String, message: String)
  case timedOut(script: String, seconds: Int)
  /// gnuplot ends well even where the disk was full; the picture shows it.
  case incomplete(script: String)
  /// There was no time left for it.
  case notBegun(script: String)
  /// Of several figures, a reason each.
  case several([GnuplotError])

  package var description: String {
    switch self {
    case .missing:
      "gnuplot is not installed, so the figures are not drawn (their scripts and the CSV files are "
        + "complete); install it (Debian: gnuplot-nox) and draw with `optlab plot`"
    case .tooOld(let version):
      "gnuplot \(version) is too old to draw the figures; 5.4 or newer is needed"
    case .unknownVersion(let said):
      "gnuplot does not tell its version, and so draws nothing here; it says: "
        + (said.isEmpty ? "nothing" : said)
    case .failed(let script, let message):
      "gnuplot could not draw \(script): \(message)"
    case .timedOut(let script, let seconds):
      "gnuplot took longer than \(seconds) s to draw \(script) and was stopped"
    case .incomplete(let script):
      "the picture of \(script) is not complete; is the disk full?"
    case .notBegun(let script):
      "there was no time left to draw \(script)"
    case .several(let errors):
      errors.map(\.description).joined(separator: "; ")
    }
  }
}
