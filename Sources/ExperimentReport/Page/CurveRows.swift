internal import ExperimentAnalysis
internal import Glibc
internal import SpecLanguage

/// Which rows of a summary a curve takes, whatever the optimizer.
enum CurveRows: Hashable {
  /// Of a problem, which is counted from 0.
  case problem(Int)
  case network(Int, String)
  /// A layer is named by its place in the spec.
  case layer(Int, String, Int)
  /// The lines of a problem that begin at an optimizer's solution.
  case lines(Int, from: Int)

  var problem: Int {
    switch self {
    case .problem(let problem), .network(let problem, _), .layer(let problem, _, _),
      .lines(let problem, _):
      problem
    }
  }

  /// The condition as a script has it.
  var condition: String {
    switch self {
    case .problem(let problem): "of(\(problem))"
    case .network(let problem, let network): "net(\(problem), \(FigureText.quoted(network)))"
    case .layer(let problem, let network, let layer):
      "layer(\(problem), \(FigureText.quoted(network)), \(layer))"
    case .lines(let problem, let from):
      "of(\(problem)) && column('from_index') == \(from)"
    }
  }

  func holds(_ row: SummaryRow) -> Bool { holds(row.problem, row.network, nil) }
  func holds(_ row: RateRow) -> Bool { holds(row.problem, row.network, nil) }
  func holds(_ row: LineRow) -> Bool { self == .lines(row.problem, from: row.from) }
  func holds(_ row: LayerSummaryRow) -> Bool { holds(row.problem, row.network, row.layer) }

  private func holds(_ problem: Int, _ network: String, _ layer: Int?) -> Bool {
    switch self {
    case .problem(problem): true
    case .network(problem, network): true
    case .layer(problem, network, let own): own == layer
    default: false
    }
  }
}

/// What becomes of a number between its file and the picture.
enum CurveTransform: Hashable {
  case none
  /// How far above that value.
  case above(Double)
  case percent
  /// Of the layer's units.
  case percentOfUnits
  /// Without a value where there is no logarithm.
  case log10

  /// In a script, where `column` gives the number.
  func source(_ column: String) -> String {
    switch self {
    case .none: column
    case .above(let least): "\(column) - (\(FigureNumber.exact(least)))"
    case .percent: "100 * \(column)"
    case .percentOfUnits: "100 * \(column) / column('units')"
    case .log10: "(\(column) > 0 ? log10(\(column)) : NaN)"
    }
  }

  func value(_ value: Double, units: Int) -> Double {
    switch self {
    case .none: value
    case .above(let least): value - least
    case .percent: 100 * value
    case .percentOfUnits: 100 * value / Double(max(units, 1))
    case .log10: value > 0 ? Glibc.log10(value) : .nan
    }
  }

  /// What the result is, where the quantity's name does not say it.
  var words: String? {
    switch self {
    case .none: nil
    case .above: "above the minimum"
    case .percent, .percentOfUnits: "percent"
    case .log10: "log10"
    }
  }
}
