/// A CSV file beside the scripts, and how a script refers to it.
///
/// Whole numbers say whose a row is, and stand before any name in the row: gnuplot's reader cuts
/// names short at a quote or backslash, and what follows such a name in the row is in wrong columns.
enum DataFile: String {
  case summary, paths, units, histograms
  case times = "time_to_target"
  case layers = "layer_summary"
  case rates = "lr_sensitivity"
  case tuning = "tuning_budget"
  case profile, scores, budgets, improvement
  case lines = "interpolation_summary"
  case seeds = "drawn_seeds"
  case layerSeeds = "drawn_layer_seeds"
  case problems
  case divergence = "divergence_map"
  case confusion
  case boundaryPoints = "boundary_points"
  case theory
  case theoryRates = "theory_rates"
  case matrix = "gan_matrix"
  case agreement

  /// Reads the header, so that a column that is not there ends the script with a message: in an
  /// expression gnuplot takes it for missing values.
  /// - Parameters:
  ///   - isThinned: whether the rows for drawing are in a file of their own.
  ///   - choices: those of the script; with other values all rows are needed.
  func check(for columns: [String], isThinned: Bool, choices: [FigurePage.Choice]) -> String {
    let hasThinner = isThinned && [.summary, .layers, .paths].contains(self)
    let note = hasThinner ? "   # \(rawValue).csv has every recorded row" : ""
    let drawn = choices.filter(\.isOfDrawn).map { "\($0.name) == \($0.value)" }
    let file =
      self == .histograms && !drawn.isEmpty
      ? "(\(drawn.joined(separator: " && ")) ? 'drawn_\(rawValue).csv' : '\(rawValue).csv')"
      : "'\(hasThinner ? "drawn_" : "")\(rawValue).csv'"
    return """
      file = \(file)\(note)
      \(rawValue) = folder . file
      undefine STATS_*
      stats \(rawValue) using 0 nooutput
      header = ','
      if (exists('STATS_columns')) {
        do for [k = 1:STATS_columns] { header = header . STATS_column_header[k] . ',' }
      }
      do for [name in '\(columns.joined(separator: " "))'] {
        if (strstrt(header, ',' . name . ',') == 0) {
          exit error file . ' has no rows, or no column ' . name
        }
      }
      """
  }
}
