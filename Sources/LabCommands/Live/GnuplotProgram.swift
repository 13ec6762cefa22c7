import Foundation
internal import OptimizerLab

/// Where gnuplot is.
package enum GnuplotProgram {
  /// The first executable `gnuplot` in a folder of the `PATH`. Relative folders, the empty one
  /// included, are passed over: what is there depends on where the user stands.
  package static func path(in environment: [String: String]) throws(LivePlotError) -> String {
    let folders = (environment["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
    let candidates = folders.map { "\($0)/gnuplot" }
    guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw .gnuplotMissing
    }
    return found
  }
}
