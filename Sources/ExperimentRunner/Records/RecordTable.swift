/// A table of what trials record: which columns, in which order.
package protocol RecordTable: Sendable {
  associatedtype Column: PlacedCase
  static var layout: TableLayout<Column> { get }
}

/// The columns of a table, and where each stands in a row.
package struct TableLayout<Column: PlacedCase>: Sendable {
  /// What a result calls the table.
  package let name: String
  /// What is recorded, in the order of a row.
  package let columns: [Column]
  /// Those without which a row says nothing.
  let required: [Column]
  /// By a column's place among all cases.
  private let places: [Int?]

  init(_ name: String, _ columns: [Column], required: [Column]) {
    self.name = name
    self.columns = columns
    self.required = required
    places = Column.allCases.map { columns.firstIndex(of: $0) }
  }

  /// Where a column stands in a row; `nil` for a column of other tables.
  package func place(of column: Column) -> Int? { places[column.place] }
}

extension TableLayout<Quantity> {
  fileprivate init(_ name: String, _ columns: [Quantity]) {
    self.init(name, columns, required: columns.filter { $0.role == .key })
  }
}

/// What is recorded of a whole network: a row a recorded step and network.
package enum CurveTable: RecordTable {
  /// All that is known of a network at a step, what is made of it later included.
  private static let quantities: [Quantity] = [
    .network, .step, .epoch, .examples, .gradientEvaluations, .seconds, .loss, .evalLoss,
    .gradientNorm, .updateNorm, .updateRatio, .parameterNorm, .distance, .deadUnits, .deadFraction,
    .realScore, .fakeScore, .saturation, .gradientFlow,
    .updateCosine, .frechet, .coverage, .classes, .classDistance, .sharpness, .criticalSharpness,
    .preconditionedSharpness, .effectiveRate, .accuracy, .testLoss, .testAccuracy, .lr,
    .clipped,
  ]

  /// How good a generator's pictures are.
  package static let ofPictures: [Quantity] = [.frechet, .coverage, .classes, .classDistance]

  package static let layout = TableLayout("curves", quantities.filter { $0.role != .derived })

  /// The columns of `curves.csv` behind its keys.
  package static let shown = layout.columns.filter {
    $0.role != .key && !$0.isOfDiscriminatorAlone
  }

  /// Those of `discriminator.csv`.
  package static let ofDiscriminator: [Quantity] = [.realScore, .fakeScore, .saturation]

  /// What `summary.csv` gives over the seeds.
  package static let summarized = quantities.filter(\.isSummarized)
}

/// What is recorded of a layer: a row a recorded step, network and layer.
package enum LayerTable: RecordTable {
  package static let layout = TableLayout<Quantity>(
    "layers",
    [
      .network, .step, .layer, .gradientNorm, .parameterNorm, .updateRatio, .deadUnits,
      .alwaysNegative, .alwaysPositive, .dormantUnits, .updateCosine,
      .effectiveRate,
    ])

  /// The columns of `layers.csv` behind its keys and the layer's kind and units.
  package static let shown = layout.columns.filter { $0.role != .key }

  /// What `layer_summary.csv` gives over the seeds.
  package static let summarized = layout.columns.filter(\.isSummarized)
}

/// Where a walk down a surface was: a row a recorded step.
package enum PathTable: RecordTable {
  package static let layout = TableLayout<Quantity>("path", [.step, .x, .y, .value])
}

extension Quantity {
  /// Whether tables of several seeds have its median and range.
  fileprivate var isSummarized: Bool {
    switch role {
    case .count, .measure, .derived: true
    case .key, .progress, .clock: false
    }
  }
}

/// What `histograms.csv` says of a histogram, beyond its bins.
package enum HistogramColumn: String, PlacedCase {
  /// The learner's place, and the quantity's among `Histogram.Quantity`.
  case network, step, layer, quantity
  case low, high, sum
  case sumOfSquares = "sum_of_squares"
}

/// How a result keeps histograms: a row each, with the bins in an array of their own.
package enum HistogramTable: RecordTable {
  package static let layout = TableLayout(
    "histograms", HistogramColumn.allCases, required: HistogramColumn.allCases)
}
