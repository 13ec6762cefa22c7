/// A CSV file beside the scripts, and how a script refers to it.
///
/// Whole numbers say whose a row is, and stand before any name in the row: gnuplot's reader cuts
/// names short at a quote or backslash, and what follows such a name in the row is in wrong columns.
enum DataFile: String {
  case summary, paths, units, histograms
  case layers = "layer_summary"
  case rates = "lr_sensitivity"

  /// Reads the header, so that a column that is not there ends the script with a message: in an
  /// expression gnuplot takes it for missing values.
  /// - Parameter isThinned: whether the rows for drawing are in a file of their own.
  func check(for columns: [String], isThinned: Bool) -> String {
    let hasThinner = isThinned && [.summary, .layers, .paths].contains(self)
    let file = hasThinner ? "drawn_\(rawValue)" : rawValue
    let note = hasThinner ? "   # \(rawValue).csv has every row, and is slow to draw" : ""
    return """
      \(rawValue) = folder . '\(file).csv'\(note)
      undefine STATS_*
      stats \(rawValue) using 0 nooutput
      header = ','
      if (exists('STATS_columns')) {
        do for [k = 1:STATS_columns] { header = header . STATS_column_header[k] . ',' }
      }
      do for [name in '\(columns.joined(separator: " "))'] {
        if (strstrt(header, ',' . name . ',') == 0) {
          exit error '\(file).csv has no rows, or no column ' . name
        }
      }
      """
  }
}
