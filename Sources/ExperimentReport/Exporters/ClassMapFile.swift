internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Which classes networks give over the plane, one map after another in one file of bytes, and what else
/// figures need of classes.
struct ClassMapFile: Sendable {
  private(set) var bytes: [UInt8] = []
  private var all: [Int: RunOverview.Classes] = [:]

  /// Takes, for each problem and optimizer, the map of the first seed that has one.
  init(_ folder: OutputFolder) {
    for problem in folder.experiment.problems.indices {
      let own = folder.experiment.optimizers.indices.flatMap { optimizer in
        folder.comparedTrials(problem: problem, optimizer: optimizer).compactMap { trial in
          folder.results[trial.index]?.classes.map { (trial: trial, classes: $0) }
        }
      }
      guard let first = own.first?.classes else { continue }
      var classes = RunOverview.Classes(
        names: first.names, isHeldOut: own.contains { $0.classes.heldOut != nil })
      for optimizer in folder.experiment.optimizers.indices {
        let mine = own.filter { $0.trial.optimizer == optimizer }
        guard
          let (trial, map) = mine.lazy.compactMap({ item in
            item.classes.map.map { (item.trial, $0) }
          }).first
        else { continue }
        classes.maps.append(
          RunOverview.PlacedMap(
            optimizer: optimizer, seed: trial.settings.seed, offset: bytes.count, x: map.x,
            y: map.y))
        classes.points = classes.points ?? map
        bytes += map.classes
      }
      all[problem] = classes
    }
  }

  func classes(ofProblem place: Int) -> RunOverview.Classes? { all[place] }
}

/// `boundaries.u8` and `boundary_points.csv`: which class is given where, and examples to be shown on it.
enum BoundaryFiles: Exporter {
  static let name = "boundaries"
  static let summary =
    "boundaries.u8, boundary_points.csv: of classes in the plane, which one is given where"
  static let fileNames = ["boundaries.u8", "boundary_points.csv"]

  static func isWanted(of output: OutputFolder) -> Bool { !output.classMaps.bytes.isEmpty }

  static func write(_ output: OutputFolder) throws(OutputError) {
    try OutputFile.write(output.classMaps.bytes, to: "\(output.path)/\(fileNames[0])")
    var table = CSVTable(columns: ["problem_index", "class_index", "x", "y", "problem", "class"])
    for (place, problem) in output.overview.problems.enumerated() {
      guard let classes = problem.classes, let map = classes.points else { continue }
      for (point, own) in map.pointClasses.enumerated() {
        table.number(place)
        table.number(Int(own))
        table.number(Double(map.points[2 * point]))
        table.number(Double(map.points[2 * point + 1]))
        table.text(problem.name)
        table.text(classes.names[Int(own)])
        table.endLine()
      }
    }
    try output.put(table, fileNames[1])
  }
}
