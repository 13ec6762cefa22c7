/// A CSV file beside the scripts, and how a script refers to it.
///
/// Whole numbers say whose a row is, and stand before any name in the row: gnuplot's reader cuts
/// names short at a quote or backslash, and what follows such a name in the row is in wrong columns.
enum DataFile: String {
  case summary, paths, units, histograms
  case layers = "layer_summary"

  /// Reads the header, so that a column that is not there ends the script with a message: in an
  /// expression gnuplot takes it for missing values.
  func check(for columns: [String]) -> String {
    """
    \(rawValue) = folder . '\(rawValue).csv'
    undefine STATS_*
    stats \(rawValue) using 0 nooutput
    header = ','
    if (exists('STATS_columns')) {
      do for [k = 1:STATS_columns] { header = header . STATS_column_header[k] . ',' }
    }
    do for [name in '\(columns.joined(separator: " "))'] {
      if (strstrt(header, ',' . name . ',') == 0) {
        exit error '\(rawValue).csv has no rows, or no column ' . name
      }
    }
    """
  }
}
