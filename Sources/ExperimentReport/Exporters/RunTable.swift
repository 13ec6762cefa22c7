internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// A table of a run's folder, `NAME.csv`; formats of whole runs have its rows, too.
///
/// In tables that figures read, the places of problem and optimizer in the spec stand first and free
/// names last: gnuplot loses count of the columns after a name with a quote in it.
protocol RunTable: Exporter {
  /// What one row is: `curve`.
  static var rowName: String { get }
  static var columns: [String] { get }
  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError)
}

extension RunTable {
  static var fileNames: [String] { ["\(name).csv"] }

  static func write(_ output: OutputFolder) throws(OutputError) {
    try OutputFile.write(to: "\(output.path)/\(name).csv") { file throws(OutputError) in
      var rows = CSVStream(columns: columns, to: file)
      try addRows(of: output, to: &rows)
      try rows.flush()
    }
  }
}

/// What takes a table's rows, cell by cell in the order of its columns.
protocol RowWriter {
  mutating func text(_ value: String)
  /// - Parameter value: `nil` where there is none.
  mutating func number(_ value: Double?)
  mutating func number(_ value: Int?)
  mutating func number(_ value: UInt64)
  mutating func endLine() throws(OutputError)
}

extension CSVStream: RowWriter {}

extension CSVTable: RowWriter {
  mutating func number(_ value: UInt64) { text(String(value)) }
}

extension RowWriter {
  mutating func spread(_ spread: Spread?) {
    number(spread?.median)
    number(spread?.low)
    number(spread?.high)
  }

  mutating func quantiles(_ quantiles: Quantiles?) {
    for place in Quantiles.names.indices { number(quantiles?.all[place]) }
  }

  mutating func outerQuantiles(_ quantiles: Quantiles?) {
    for place in Quantiles.outerNames.indices { number(quantiles?.outer[place]) }
  }

  mutating func estimate(_ estimate: Estimate) {
    number(estimate.value)
    number(estimate.interval?.low)
    number(estimate.interval?.high)
  }

  /// Whose a row is, in tables that begin with names.
  mutating func keys(of trial: Trial, _ output: OutputFolder) {
    number(trial.index)
    names(of: trial, output)
    number(trial.settings.seed)
  }

  /// The same in tables that end with them.
  mutating func placedKeys(of trial: Trial) {
    number(trial.index)
    number(trial.problem)
    number(trial.optimizer)
    number(trial.settings.seed)
  }

  mutating func names(of trial: Trial, _ output: OutputFolder) {
    names(problem: trial.problem, optimizer: trial.optimizer, output)
  }

  mutating func names(problem: Int, optimizer: Int, _ output: OutputFolder) {
    text(output.experiment.problems[problem].name)
    text(output.experiment.optimizers[optimizer].name)
  }
}

extension Sequence<String> {
  /// The columns of quantities over the seeds.
  var spreads: [String] { flatMap { ["\($0)_median", "\($0)_low", "\($0)_high"] } }

  /// The columns of quantities' quantiles over the seeds.
  var quantiles: [String] { flatMap { name in Quantiles.names.map { "\(name)_\($0)" } } }
  var outerQuantiles: [String] {
    flatMap { name in Quantiles.outerNames.map { "\(name)_\($0)" } }
  }

  /// The columns of statistics with their intervals.
  var estimates: [String] { flatMap { [$0, "\($0)_ci_low", "\($0)_ci_high"] } }
}
