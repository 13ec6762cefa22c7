import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab

/// The CSV files of a context, as a run leaves them for its figures: numbers first, names last.
struct SampleFiles {
  var context: RunOverview
  /// A step of a path: problem, optimizer, seed, step, x, y, value.
  var paths: [[Double]] = []
  var pictures: [UInt8] = []

  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try save(summary(hasQuantiles: false), as: "summary.csv", in: folder)
    try save(layerSummary, as: "layer_summary.csv", in: folder)
    if context.recorded != nil {
      try save(summary(hasQuantiles: true), as: "drawn_summary.csv", in: folder)
      try save(layerSummary, as: "drawn_layer_summary.csv", in: folder)
    }
    try save(seeds, as: "drawn_seeds.csv", in: folder)
    try save(layerSeeds, as: "drawn_layer_seeds.csv", in: folder)
    try save(timeRows, as: "time_to_target.csv", in: folder)
    try save(rateRows, as: "lr_sensitivity.csv", in: folder)
    try save(budgetRows, as: "tuning_budget.csv", in: folder)
    for (name, rows) in ScoreFiles(context: context).tables { try save(rows, as: name, in: folder) }
    try save(lineRows, as: "interpolation_summary.csv", in: folder)
    try save(problemRows, as: "problems.csv", in: folder)
    try save(divergenceRows, as: "divergence_map.csv", in: folder)
    try save(agreementRows, as: "agreement.csv", in: folder)
    try save(theoryRows, as: "theory.csv", in: folder)
    try save(theoryRates, as: "theory_rates.csv", in: folder)
    try save(matrixRows, as: "gan_matrix.csv", in: folder)
    try save(pathRows, as: "paths.csv", in: folder)
    try save(units.rows, as: "units.csv", in: folder)
    try Data(units.bytes).write(to: folder.appending(path: "units.u8"))
    try save(histograms(context.runs.indices), as: "histograms.csv", in: folder)
    try save(histograms(Histograms.trials(context)), as: "drawn_histograms.csv", in: folder)
    try Data(pictures).write(to: folder.appending(path: "pictures.u8"))
  }

  private var agreementRows: [[String]] {
    let header = ["problem_index", "optimizer_index", "seed", "step", "distance", "twin_distance"]
    return [header]
      + context.trials.flatMap { run in
        (run.result?.agreement?.rows ?? []).map { row in
          ["\(run.problem)", "\(run.optimizer)", "\(run.seed)", "\(row.step)", "\(row.distance)"]
            + ["\(row.twin)"]
        }
      }
  }

  private func save(_ rows: [[String]], as name: String, in folder: URL) throws {
    let text = rows.map { $0.joined(separator: ",") + "\n" }.joined()
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  private func summary(hasQuantiles: Bool) -> [[String]] {
    let header =
      "problem_index,optimizer_index,network,step,epoch,examples,gradient_evaluations,seconds,seeds"
      + ",diverged"
    return [
      header.components(separatedBy: ",") + spreadNames(SummaryRow.quantities) + ["died"]
        + (hasQuantiles
          ? [Quantiles.names, Quantiles.outerNames].flatMap { ends in
            SummaryRow.quantities.flatMap { name in ends.map { "\(name.rawValue)_\($0)" } }
          } : []) + names
    ]
      + context.summary.map { row in
        let values = SummaryRow.quantities.flatMap { cells(row.values[$0]) }
        return [
          "\(row.problem)", "\(row.optimizer)", row.network, "\(row.step)",
          row.epoch.map { "\($0)" } ?? "", row.examples.map { "\($0)" } ?? "",
          "\(row.gradientEvaluations)", "\(row.seconds)", "\(row.seeds)", "\(row.diverged)",
        ] + values + ["\(row.died)"]
          + (hasQuantiles
            ? [\Quantiles.all, \Quantiles.outer].flatMap { ends in
              SummaryRow.quantities.flatMap { quantity in
                row.quantiles[quantity].map { $0[keyPath: ends].map { "\($0)" } }
                  ?? [String](
                    repeating: "",
                    count: ends == \.all ? Quantiles.names.count : Quantiles.outerNames.count)
              }
            } : []) + name(row.problem, row.optimizer)
      }
  }

  private var seeds: [[String]] {
    let header =
      "problem_index,optimizer_index,network,seed_index,equal_factors,place,step,epoch,examples,"
      + "gradient_evaluations,seconds"
    return [header.components(separatedBy: ",") + SummaryRow.quantities.map(\.rawValue)]
      + context.seedRows.map { seed in
        let row = seed.row
        return keys(seed, row.problem, row.optimizer, row.network) + [
          "\(row.step)", row.epoch.map { "\($0)" } ?? "", row.examples.map { "\($0)" } ?? "",
          "\(row.gradientEvaluations)", "\(row.seconds)",
        ] + SummaryRow.quantities.map { seed.values[$0].map { "\($0)" } ?? "" }
      }
  }

  private var layerSeeds: [[String]] {
    let header =
      "problem_index,optimizer_index,network,seed_index,equal_factors,place,step,layer,units"
    return [header.components(separatedBy: ",") + LayerSummaryRow.quantities.map(\.rawValue)]
      + context.layerSeedRows.map { seed in
        let row = seed.row
        return keys(seed, row.problem, row.optimizer, row.network)
          + ["\(row.step)", "\(row.layer)", "\(row.units)"]
          + LayerSummaryRow.quantities.map { seed.values[$0].map { "\($0)" } ?? "" }
      }
  }

  private func keys(
    _ seed: SeedRow<some CurvePoint>, _ problem: Int, _ optimizer: Int, _ network: String
  )
    -> [String]
  {
    [
      "\(problem)", "\(optimizer)", network, "\(seed.seed)", seed.isOfPowers ? "1" : "0",
      "\(seed.place)",
    ]
  }

  private var timeRows: [[String]] {
    let header = [
      "problem_index", "optimizer_index", "network", "step", "gradient_evaluations", "share",
      "ended",
    ]
    return [header + names]
      + context.timeRows.map { row in
        [
          "\(row.problem)", "\(row.optimizer)",
          context.problems[row.problem].networks[row.network].name,
          "\(row.step)", "\(row.gradientEvaluations)", "\(row.share)", "\(row.ended)",
        ] + name(row.problem, row.optimizer)
      }
  }

  private var layerSummary: [[String]] {
    let header =
      "problem_index,optimizer_index,network,step,epoch,examples,gradient_evaluations,seeds,layer"
      + ",kind,units"
    let spreads = spreadNames(LayerSummaryRow.quantities)
    return [header.components(separatedBy: ",") + spreads + names]
      + context.layerSummary.map { row in
        let values = LayerSummaryRow.quantities.flatMap { cells(row.values[$0]) }
        return [
          "\(row.problem)", "\(row.optimizer)", row.network, "\(row.step)", "", "",
          "\(row.gradientEvaluations)", "\(row.seeds)", "\(row.layer)", row.kind, "\(row.units)",
        ] + values + name(row.problem, row.optimizer)
      }
  }

  private var rateRows: [[String]] {
    let header =
      "problem_index,optimizer_index,network,lr,seeds,finished,diverged,compared,final_loss_median,"
      + "final_loss_low,final_loss_high,best_loss_median,best_loss_low,best_loss_high"
    return [header.components(separatedBy: ",") + names]
      + context.rateRows.map { row in
        [
          "\(row.problem)", "\(row.optimizer)", row.network, "\(row.rate)", "\(row.seeds)",
          "\(row.finished)", "\(row.diverged)", row.isCompared ? "1" : "0",
        ] + cells(row.finalLoss) + cells(row.bestLoss) + name(row.problem, row.optimizer)
      }
  }

  private var budgetRows: [[String]] {
    let header = ["problem_index", "optimizer_index", "tries", "expected_best", "win_probability"]
    return [header + names]
      + context.budgetRows.map { row in
        [
          "\(row.problem)", "\(row.optimizer)", "\(row.tries)",
          row.expectedBest.map { "\($0)" } ?? "", "\(row.winProbability)",
        ] + name(row.problem, row.optimizer)
      }
  }

  private var lineRows: [[String]] {
    [
      ["problem_index", "optimizer_index", "from_index", "fraction", "seeds"]
        + ["loss_median", "loss_low", "loss_high"] + names + ["from"]
    ]
      + context.lineRows.map { row in
        ["\(row.problem)", "\(row.optimizer)", "\(row.from)", "\(row.fraction)", "\(row.seeds)"]
          + cells(row.loss) + name(row.problem, row.optimizer)
          + name(row.problem, row.from).suffix(1)
      }
  }

  private var problemRows: [[String]] {
    let header = ["problem_index", "optimizer_index", "seed", "diverged", "final_loss"]
    return [header + ["final_loss_median"] + names]
      + context.problems.indices.flatMap { problem in
        LossComparison(context, problem: problem).entries.flatMap { entry in
          entry.finals.map { loss in
            ["\(problem)", "\(entry.optimizer)", "0", "0", "\(loss)", "\(entry.final ?? 0)"]
              + name(problem, entry.optimizer)
          }
        }
      }
  }

  private var matrixRows: [[String]] {
    let header =
      "problem_index,optimizer_index,discriminator_index,generator_index,frechet_median"
    return [header.components(separatedBy: ",") + names]
      + context.ganMatrices.flatMap { matrix in
        matrix.cells.map { cell in
          [
            "\(matrix.problem)", "\(cell.optimizer)", "\(cell.discriminator)", "\(cell.generator)",
            cell.frechet.map { "\($0.median)" } ?? "",
          ] + name(matrix.problem, cell.optimizer)
        }
      }
  }

  private var divergenceRows: [[String]] {
    let header = "problem_index,optimizer_index,lr,lr_low,lr_high,seed,seed_index,steps,diverged_at"
    return [header.components(separatedBy: ",") + names]
      + context.divergenceRows.map { row in
        [
          "\(row.problem)", "\(row.optimizer)", "\(row.rate)", "\(row.cell.lowerBound)",
          "\(row.cell.upperBound)", "\(row.seed)", "\(row.seedPlace)", "\(row.steps)",
          row.divergedAt.map { "\($0)" } ?? "",
        ] + name(row.problem, row.optimizer)
      }
  }

  private var theoryRows: [[String]] {
    let header = "problem_index,optimizer_index,walk,lr,compared,step,value,predicted"
    var rows = [header.components(separatedBy: ",") + names]
    var walk = 0
    for row in context.theoryRows {
      for own in row.walks {
        for point in own.points {
          let cells = [
            "\(row.problem)", "\(row.optimizer)", "\(walk)", "\(own.rate)",
            own.isCompared ? "1" : "0", "\(point.step)", "\(point.value)", "\(point.predicted)",
          ]
          rows.append(cells + name(row.problem, row.optimizer))
        }
        walk += 1
      }
    }
    return rows
  }

  private var theoryRates: [[String]] {
    let header =
      "problem_index,optimizer_index,lr,is_walk,predicted_factor,measured_factor,largest_stable_lr"
    var rows = [header.components(separatedBy: ",") + names]
    func add(_ row: TheoryRow, _ rate: Double, _ isWalk: Int, _ factor: Double, _ measured: Double?)
    {
      let stable = row.largestStableRate.map { "\($0)" } ?? ""
      let cells = [
        "\(row.problem)", "\(row.optimizer)", "\(rate)", "\(isWalk)", "\(factor)",
        measured.map { "\($0)" } ?? "", stable,
      ]
      rows.append(cells + name(row.problem, row.optimizer))
    }
    for row in context.theoryRows {
      for own in row.factors { add(row, own.rate, 0, own.factor, nil) }
      for walk in row.walks { add(row, walk.rate, 1, walk.factor, walk.measured) }
    }
    return rows
  }

  private var pathRows: [[String]] {
    [["problem_index", "optimizer_index", "seed", "step", "x", "y", "value"] + names]
      + paths.map { row in
        row.prefix(4).map { "\(Int($0))" } + row.dropFirst(4).map { "\($0)" }
          + name(Int(row[0]), Int(row[1]))
      }
  }

  private var units: (rows: [[String]], bytes: [UInt8]) {
    var bytes: [UInt8] = []
    var rows = [
      ["trial", "problem_index", "optimizer_index", "seed", "network", "layer", "columns"]
        + ["last_step", "sorted_offset"] + names
    ]
    for (trial, run) in context.runs.enumerated() {
      for histories in run.result?.units ?? [] {
        rows.append(
          ["\(trial)", "\(run.problem)", "\(run.optimizer)", "\(run.seed)"] + [
            context.problems[run.problem].networks[histories.network].name, "\(histories.layer)",
            "\(histories.steps)", "50", "\(bytes.count)",
          ] + name(run.problem, run.optimizer))
        for unit in 0..<histories.units {
          bytes += (0..<histories.steps).map { histories.condition(of: unit, at: $0).rawValue }
        }
      }
    }
    return (rows, bytes)
  }

  private func histograms(_ trials: some Sequence<Int>) -> [[String]] {
    var rows = [
      ["trial", "problem_index", "optimizer_index", "seed", "network", "step", "layer"]
        + ["quantity", "bin_low", "bin_high", "count", "density"] + names
    ]
    for trial in trials {
      let run = context.runs[trial]
      for histogram in run.result?.histograms ?? [] {
        for (bin, count) in histogram.bins.enumerated() {
          var row = ["\(trial)", "\(run.problem)", "\(run.optimizer)", "\(run.seed)"]
          row.append(context.problems[run.problem].networks[histogram.network].name)
          row += ["\(histogram.step)", "\(histogram.layer)", histogram.quantity.rawValue]
          row += ["\(histogram.edge(bin))", "\(histogram.edge(bin + 1))", "\(count)"]
          row.append(histogram.density(bin).map { "\($0)" } ?? "")
          rows.append(row + name(run.problem, run.optimizer))
        }
      }
    }
    return rows
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
