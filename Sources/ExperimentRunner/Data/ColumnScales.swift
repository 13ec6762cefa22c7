internal import OptimizerLab
internal import SpecLanguage

/// The sizes of columns that are used as they are, and whether a learning rate can fit them all.
struct ColumnScales {
  /// How far two columns may be apart, or one from 1.
  private static let limit = 100.0

  private var features: [(name: String, scale: Double)] = []
  private var targets: [(name: String, scale: Double)] = []

  /// - Parameters:
  ///   - features: `nil` where they are standardized; likewise targets.
  ///   - rows: that are trained on.
  init(
    features: TableNumbers?, names: [String], isNumber: [Bool], targets: TableNumbers?,
    targetNames: [String], rows: [Int]
  ) {
    if let features {
      self.features = Self.scales(features, names, rows).enumerated().filter { isNumber[$0.offset] }
        .map(\.element)
    }
    if let targets { self.targets = Self.scales(targets, targetNames, rows) }
  }

  /// The root of the mean square of each column.
  private static func scales(
    _ numbers: TableNumbers, _ names: [String], _ rows: [Int]
  ) -> [(name: String, scale: Double)] {
    let width = names.count
    var squares = [Double](repeating: 0, count: width)
    for row in rows {
      for column in 0..<width {
        let value = numbers[row * width + column]
        squares[column] += value * value
      }
    }
    return zip(names, squares).map { ($0, ($1 / Double(rows.count)).squareRoot()) }
  }

  /// What is to be said, if anything. A column of zeros has no size.
  var warning: String? {
    let sized = features.filter { $0.scale > 0 }
    let far = sized.filter { Self.isFar($0.scale) }
    let largest = sized.max { $0.scale < $1.scale }
    let smallest = sized.min { $0.scale < $1.scale }
    let farTargets = targets.filter { $0.scale > 0 && Self.isFar($0.scale) }
    var parts: [String] = []
    var settings: [String] = []
    if let largest, let smallest, largest.scale > Self.limit * smallest.scale {
      parts.append(
        "\(Self.words(largest)) is more than a hundred times as large as \(Self.words(smallest))")
    }
    if !far.isEmpty {
      parts.append("\(Self.list(far)) \(far.count == 1 ? "is" : "are") far from 1")
    }
    if !parts.isEmpty { settings.append("\"standardize\": true") }
    if !farTargets.isEmpty {
      parts.append(
        "the target \(Self.list(farTargets)) \(farTargets.count == 1 ? "is" : "are") far from 1")
      settings.append("\"standardize_target\": true")
    }
    guard !parts.isEmpty else { return nil }
    return parts.joined(separator: ", and ")
      + ": no learning rate fits all weights then, and trainings diverge or stand still; "
      + settings.joined(separator: " and ") + " puts it right"
  }

  private static func isFar(_ scale: Double) -> Bool { scale > limit || scale < 1 / limit }

  private static func words(_ column: (name: String, scale: Double)) -> String {
    "\(Echo.quoted(column.name)) (about \(NumberText.short(column.scale)))"
  }

  private static func list(_ columns: [(name: String, scale: Double)]) -> String {
    let shown = columns.prefix(6).map(words)
    let rest = columns.count - shown.count
    let parts = rest > 0 ? shown + ["\(rest) more"] : shown
    guard let last = parts.last, parts.count > 1 else { return parts.joined() }
    return "\(parts.dropLast().joined(separator: ", ")) and \(last)"
  }
}
