internal import OptimizerLab
package import SpecLanguage

/// A part of the memory that a trial takes, as a product of sizes that a spec gives.
///
/// Counted in Double: no product of a spec's sizes overflows it.
package struct MemoryPart: Sendable {
  package enum Kind: Sendable { case data, trial, records }

  /// Data are there once for all trials of a problem; the rest is each trial's own, but what it
  /// recorded is held by the run as well, to make the tables of it.
  package var kind = Kind.trial
  /// The value that makes it large, from the problem on, or from the spec's top for what the whole
  /// experiment shares.
  package var place: SpecPath
  package var isPlaceInProblem = true
  /// `the batches`
  package var what: String
  /// `10000000 rows`, `1570 values`, `4 bytes`: multiplied, the size in bytes.
  package var factors: [(count: Int, noun: String)]

  package var bytes: Double { factors.reduce(1) { $0 * Double($1.count) } }

  /// `the batches, 10000000 rows × 1570 values × 4 bytes = 62.8 GB`
  package var arithmetic: String {
    let product = factors.map { "\($0.count) \($0.noun)" }.joined(separator: " × ")
    return "\(what), \(product) = \(ByteCount.text(bytes))"
  }
}

/// What a task's memory depends on beyond its own fields.
package struct MemorySettings: Sendable {
  /// Examples of the data; `nil` until a file is read that decides it.
  package var exampleCount: Int?
  /// The largest batch of any optimizer, and the value in the spec that asks for it.
  package var batch: (rows: Int, place: SpecPath, isPlaceInProblem: Bool)
  package var record: RecordSettings
  package var recordedSteps: Int
  /// Numbers that an optimizer remembers for each parameter, of the optimizer with the most.
  package var memoryVectors: Int
}

extension MemoryPart {
  /// A network's parameters, its largest batch, its probe set, and what is recorded of it.
  /// - Parameters:
  ///   - list: the field that has its layers.
  ///   - rows: examples that a pass takes at once.
  static func parts(
    of network: Network, in list: String, rows: Int, probeRows: Int, settings: MemorySettings,
    precision: Precision
  ) -> [MemoryPart] {
    let size = precision.size
    func values(_ rows: Int) -> (Int, String) { (network.valuesPerRow(of: rows), "values") }
    return [
      MemoryPart(
        place: [.key(list)], what: "the parameters of the \(list)",
        factors: [
          (network.parameterCount, "parameters"), (copies(settings.memoryVectors), "copies"),
          (size, "bytes"),
        ]),
      MemoryPart(
        place: settings.batch.place, isPlaceInProblem: settings.batch.isPlaceInProblem,
        what: "a batch in the \(list)",
        factors: [(rows, "rows"), values(rows), (size, "bytes")]),
      MemoryPart(
        place: ["record", "probe"], isPlaceInProblem: false,
        what: "the probe set of the \(list)",
        factors: [(probeRows, "rows"), values(probeRows), (size, "bytes")]),
    ] + curvature(of: network, in: list, settings)
      + records(of: network, in: list, settings)
  }

  /// What `Training.curvature` works with: a pass over all data, eleven vectors in Double, and a copy of
  /// the trial, which takes the coming update. A GAN has none, and its lists no such part.
  private static func curvature(
    of network: Network, in list: String, _ settings: MemorySettings
  ) -> [MemoryPart] {
    guard settings.record.sharpness > 0, let count = settings.exampleCount, list == "model" else {
      return []
    }
    return [
      MemoryPart(
        place: ["record", "sharpness"], isPlaceInProblem: false,
        what: "the sharpness of the \(list)",
        factors: [
          (network.parameterCount, "parameters"), (14 + settings.memoryVectors, "vectors"),
          (MemoryLayout<Double>.size, "bytes"),
        ]),
      MemoryPart(
        place: ["record", "sharpness"], isPlaceInProblem: false,
        what: "a pass of all data through the \(list)",
        factors: [
          (network.fullBatchRows(of: count), "rows"),
          (network.valuesPerRow(of: network.fullBatchRows(of: count)), "values"),
          (MemoryLayout<Double>.size, "bytes"),
        ]),
    ]
  }

  /// The rows of the tables, the histories of hidden units, and the histograms.
  private static func records(
    of network: Network, in list: String, _ settings: MemorySettings
  ) -> [MemoryPart] {
    func part(_ what: String, _ factors: [(Int, String)]) -> MemoryPart {
      MemoryPart(
        kind: .records, place: ["record", "every"], isPlaceInProblem: false,
        what: "\(what) of the \(list)", factors: factors)
    }
    let steps = (settings.recordedSteps, "steps")
    let curves =
      CurveTable.layout.columns.count + network.layers.count * LayerTable.layout.columns.count
    let units = network.hiddenActivations.reduce(0) { $0 + network.units(of: $1) }
    let ofParameters = network.ranges.count { !$0.isEmpty }
    let ofOutputs = network.layers.count { $0 is any Nonlinearity }
    let bytes = (MemoryLayout<Double>.size, "bytes")
    return [
      part("what is recorded", [steps, (curves, "values"), bytes]),
      part("the lives of the units", [steps, (units, "units"), (1, "byte")]),
      part(
        "the histograms",
        [
          (SnapshotSteps.histogramsOfNetwork * (2 * ofParameters + ofOutputs), "histograms"),
          (HistogramColumn.allCases.count + Histogram.binCount, "values"), bytes,
        ]),
    ]
  }

  /// What the sample grids of a trial's pictures take.
  static func pictures(of size: (rows: Int, columns: Int)) -> MemoryPart {
    MemoryPart(
      kind: .records, place: ["batch_size"], what: "the pictures",
      factors: [
        // The last is of real pictures.
        (SnapshotSteps.parts + 2, "sheets"), (SampleGrid.most, "pictures"),
        ((size.rows + 1) * (size.columns + 1), "pixels"), (1, "byte"),
      ])
  }

  /// What a generator's pictures take that are held against the real ones, and what these are held
  /// ready with.
  static func measuredPictures(
    of network: Network, settings: MemorySettings, precision: Precision
  ) -> [MemoryPart] {
    let samples = settings.record.samples
    guard samples > 0 else { return [] }
    func part(_ what: String, _ factors: [(Int, String)]) -> MemoryPart {
      MemoryPart(
        place: ["record", "samples"], isPlaceInProblem: false, what: what, factors: factors)
    }
    return [
      part(
        "the noise of the measured pictures",
        [(samples, "pictures"), (network.inputs, "values"), (MemoryLayout<Float>.size, "bytes")]),
      part(
        "the measured pictures",
        [
          (network.evaluationRows(of: samples), "pictures"),
          (network.valuesPerRow(of: network.evaluationRows(of: samples)), "values"),
          (precision.size + MemoryLayout<Double>.size, "bytes"),
        ]),
      // Each of two sums over all pictures, their covariance, and a copy of it.
      MemoryPart(
        place: ["data"], what: "the covariance of the real pictures",
        factors: [
          (4, "matrices"), (network.outputs, "rows"), (network.outputs, "columns"),
          (MemoryLayout<Double>.size, "bytes"),
        ]),
    ]
  }

  /// What a walk with so many parameters takes.
  static func point(
    dimension: Int, settings: MemorySettings, precision: Precision
  ) -> MemoryPart {
    MemoryPart(
      place: ["data"], what: "the point",
      factors: [
        (dimension, "parameters"), (copies(settings.memoryVectors), "copies"),
        (precision.size, "bytes"),
      ])
  }

  static func data(_ source: any DataSource, count: Int) -> MemoryPart {
    MemoryPart(
      kind: .data, place: ["data", "count"], what: "the data",
      factors: [
        (count, "examples"), (source.width + (source.shape?.targetWidth ?? 0), "values"),
        (MemoryLayout<Float>.size, "bytes"),
      ])
  }

  /// The parameters, their gradient, what they started from, what they were one and two steps before,
  /// and an optimizer's memory; and while a checkpoint is read, the first, the third, the fourth and the
  /// memory once as the bytes of the file, once as those of its arrays.
  private static func copies(_ memoryVectors: Int) -> Int {
    5 + memoryVectors + 2 * (3 + memoryVectors)
  }
}

extension Precision {
  var size: Int {
    switch self {
    case .float32: MemoryLayout<Float>.size
    case .float64: MemoryLayout<Double>.size
    }
  }
}

extension Network {
  /// Numbers that a workspace for so many examples has for each of them: each layer's output and its
  /// gradient, and the layer's scratch, which linear layers need for transposes and convolutions for
  /// what their kernels see of one example.
  fileprivate func valuesPerRow(of rows: Int) -> Int {
    let rows = max(rows, 1)
    return layers.indices.reduce(inputs) { sum, i in
      let scratch = 2 * layers[i].scratchCount(rows: rows)
      return sum + 2 * widths[i + 1] + (scratch + rows - 1) / rows
    }
  }
}
