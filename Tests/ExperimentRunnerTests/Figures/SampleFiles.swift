import ExperimentRunner
import Foundation

/// The CSV files of a context, as a run leaves them for its figures: numbers first, names last.
struct SampleFiles {
  var context: FigureContext
  /// A step of a path: problem, optimizer, seed, step, x, y, value.
  var paths: [[Double]] = []
  var pictures: [UInt8] = []

  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try save(summary, as: "summary.csv", in: folder)
    try save(layerSummary, as: "layer_summary.csv", in: folder)
    try save(pathRows, as: "paths.csv", in: folder)
    try Data(pictures).write(to: folder.appending(path: "pictures.u8"))
  }

  private func save(_ rows: [[String]], as name: String, in folder: URL) throws {
    let text = rows.map { $0.joined(separator: ",") + "\n" }.joined()
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private var summary: [[String]] {
    let header =
      "problem_index,optimizer_index,network,step,epoch,examples,gradient_evaluations,seconds,seeds"
      + ",diverged"
    return [header.components(separatedBy: ",") + spreadNames(SummaryRow.Quantity.allCases) + names]
      + context.summary.map { row in
        let values = SummaryRow.Quantity.allCases.flatMap { cells(row.values[$0]) }
        return [
          "\(row.problem)", "\(row.optimizer)", row.network, "\(row.step)", "", "",
          "\(row.gradientEvaluations)", "\(row.seconds)", "\(row.seeds)", "\(row.diverged)",
        ] + values + name(row.problem, row.optimizer)
      }
  }

  private var layerSummary: [[String]] {
    let header =
      "problem_index,optimizer_index,network,step,epoch,examples,gradient_evaluations,seeds,layer"
      + ",kind,units"
    let spreads = spreadNames(LayerSummaryRow.Quantity.allCases)
    return [header.components(separatedBy: ",") + spreads + names]
      + context.layerSummary.map { row in
        let values = LayerSummaryRow.Quantity.allCases.flatMap { cells(row.values[$0]) }
        return [
          "\(row.problem)", "\(row.optimizer)", row.network, "\(row.step)", "", "",
          "\(row.gradientEvaluations)", "\(row.seeds)", "\(row.layer)", row.kind, "\(row.units)",
        ] + values + name(row.problem, row.optimizer)
      }
  }

  private var pathRows: [[String]] {
    [["problem_index", "optimizer_index", "seed", "step", "x", "y", "value"] + names]
      + paths.map { row in
        row.prefix(4).map { "\(Int($0))" } + row.dropFirst(4).map { "\($0)" }
          + name(Int(row[0]), Int(row[1]))
      }
  }

  private let names = ["problem", "optimizer"]

  private func name(_ problem: Int, _ optimizer: Int) -> [String] {
    [context.problems[problem].name, context.optimizers[optimizer].name].map { name in
      let text = "=+-@\t".contains(name.prefix(1)) && !name.isEmpty ? "'" + name : name
      return "\"" + text.replacing("\"", with: "\"\"").replacing("\n", with: " ") + "\""
    }
  }

  private func spreadNames<Quantity: RawRepresentable<String>>(_ all: [Quantity]) -> [String] {
    all.flatMap { ["\($0.rawValue)_median", "\($0.rawValue)_low", "\($0.rawValue)_high"] }
  }

  private func cells(_ spread: Spread?) -> [String] {
    spread.map { ["\($0.median)", "\($0.low)", "\($0.high)"] } ?? ["", "", ""]
  }
}
