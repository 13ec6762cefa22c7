package import OptimizerLab

/// A part of the memory that a trial takes, as a product of sizes that a spec gives.
///
/// Counted in Double: no product of a spec's sizes overflows it.
package struct MemoryPart: Sendable {
  package enum Kind: Sendable { case data, trial }

  /// Data are there once for all trials of a problem; the rest is each trial's own.
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
}

extension MemoryPart {
  /// A network's parameters, its largest batch and its probe set.
  /// - Parameters:
  ///   - list: the field that has its layers.
  ///   - rows: examples that a pass takes at once.
  static func parts(
    of network: Network, in list: String, rows: Int, probeRows: Int, settings: MemorySettings,
    precision: Precision
  ) -> [MemoryPart] {
    let size = precision.size
    let perRow = network.valuesPerRow
    return [
      MemoryPart(
        place: [.key(list)], what: "the parameters of the \(list)",
        factors: [
          (network.parameterCount, "parameters"), (copies, "copies"), (size, "bytes"),
        ]),
      MemoryPart(
        place: settings.batch.place, isPlaceInProblem: settings.batch.isPlaceInProblem,
        what: "a batch in the \(list)",
        factors: [(rows, "rows"), (perRow, "values"), (size, "bytes")]),
      MemoryPart(
        place: ["record", "probe"], isPlaceInProblem: false,
        what: "the probe set of the \(list)",
        factors: [(probeRows, "rows"), (perRow, "values"), (size, "bytes")]),
      MemoryPart(
        place: ["record", "every"], isPlaceInProblem: false,
        what: "what is recorded of the \(list)",
        factors: [
          (settings.recordedSteps, "steps"),
          (
            CurveColumn.allCases.count + network.layers.count * LayerColumn.allCases.count, "values"
          ),
          (MemoryLayout<Double>.size, "bytes"),
        ]),
    ]
  }

  static func data(_ source: any DataSource, count: Int) -> MemoryPart {
    MemoryPart(
      kind: .data, place: ["data", "count"], what: "the data",
      factors: [
        (count, "examples"), (source.width + source.targetWidth, "values"),
        (MemoryLayout<Float>.size, "bytes"),
      ])
  }

  /// The parameters, their gradient, what they started from, what they were a step before, and an
  /// optimizer's memory of up to three more.
  private static let copies = 7
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
  /// Numbers that a workspace has for one example: each layer's output and its gradient, and what
  /// linear layers need for transposes.
  fileprivate var valuesPerRow: Int {
    layers.indices.reduce(inputs) { sum, i in
      sum + 2 * widths[i + 1] + 2 * layers[i].scratchCount(rows: 1)
    }
  }
}
