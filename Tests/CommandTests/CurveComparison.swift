import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// How far the numbers of PyTorch's `curves.csv` may be from ours: relative to their size, or to a
/// thousandth, whichever is larger.
struct CurveTolerance {
  var relative: Double
  /// By how many the counts of dead units may differ.
  var units: Double
  /// How many times its first loss a trial's may be.
  var growth: Double

  /// Sums come in another order, and thirty steps carry that on: measured at most 3e-4, of a GAN's
  /// gradient after a unit took the other slope, and 3e-6 but for that.
  static let float32 = CurveTolerance(relative: 1e-3, units: 1, growth: 1e3)
  static let float64 = CurveTolerance(relative: 1e-10, units: 0, growth: 1e30)

  private static let keys: Set = [
    "trial", "problem", "optimizer", "seed", "network", "step", "epoch", "examples",
    "gradient_evaluations",
  ]

  /// Compares two files row by row and column by column, the seconds left out.
  ///
  /// A trial that blows up blows up its rounding with it, and its sums in single precision are infinite
  /// a step or two before ours, which are in double: its rows are left out from where its loss is
  /// `growth` times what it was first.
  /// - Returns: the largest relative difference, and where it is.
  @discardableResult
  func compare(
    _ ours: CSVContent, _ theirs: CSVContent, _ title: String
  ) throws -> (Double, String) {
    #expect(ours.columns == theirs.columns, "\(title)")
    let columns = ours.columns
    let (ours, theirs) = (try bounded(ours.rows), try bounded(theirs.rows))
    #expect(ours.count == theirs.count && !ours.isEmpty, "\(title)")
    var worst = (0.0, "")
    for (own, other) in zip(ours, theirs) {
      let place = try own["optimizer", "problem", "network", "step"].joined(separator: ", ")
      for column in columns where column != "seconds" {
        let (a, b) = (try own[column], try other[column])
        if a == b { continue }
        if column == "dead_units" || column == "dead_fraction" {
          // A fraction of at least sixty-four units, or of fewer.
          let limit = column == "dead_units" ? units : units / 8
          #expect(abs((Double(a) ?? .nan) - (Double(b) ?? .nan)) <= limit, "\(title): \(place)")
          continue
        }
        guard let x = Double(a), let y = Double(b), !Self.keys.contains(column) else {
          // Numbers of another spelling are the same keys: 1 and 1.0.
          #expect(
            Double(a) != nil && Double(a) == Double(b), "\(title): \(place), \(column): \(a), \(b)")
          continue
        }
        // A cosine near 0 is a sum of terms of which each may be 1: it is off by their rounding.
        let error = abs(x - y) / max(abs(y), column == "update_cosine" ? 1 : 1e-3)
        #expect(error <= relative, "\(title): \(place), \(column): \(a) is ours, \(b) PyTorch's")
        if error > worst.0 { worst = (error, "\(column) of \(place)") }
      }
    }
    return worst
  }

  private func bounded(_ rows: [CSVContent.Row]) throws -> [CSVContent.Row] {
    var first: [[String]: Double] = [:]
    var lost: Set<[String]> = []
    return try rows.filter { row in
      let trial = try row["trial", "network"]
      for loss in try ["loss", "eval_loss"].compactMap({ try row.number($0) }) {
        let limit = growth * first[trial, default: loss].magnitude
        first[trial] = first[trial] ?? loss
        if !(loss.magnitude <= limit) { lost.insert(trial) }
      }
      return !lost.contains(trial)
    }
  }
}
