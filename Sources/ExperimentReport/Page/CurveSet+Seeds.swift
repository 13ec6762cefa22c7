internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What is shown of several seeds beside their median.
enum SeedDisplay: Equatable {
  case nothing
  /// A band from the lowest to the highest.
  case range
  /// Of many seeds a band from 10 to 90 %, where the file has no more.
  case outer
  /// Of many seeds a band of the middle half and, paler, one from 10 to 90 %.
  case quantiles
  /// Each as a dot, at some places of the curve.
  /// - isSparse: at every other place, where there is little room.
  /// - shift: how far beside each other those of different optimizers are, as a part of the width.
  case dots(isSparse: Bool, shift: Double)
}

extension CurveSet {
  /// Panels that are narrower, in pixels, have half of the dots.
  private static let narrow = 320.0

  /// How the seeds are shown in a panel of that width.
  func display(width: Double, in context: RunOverview) -> SeedDisplay {
    guard hasBand, optimizer.map(context.isProminent) ?? true else { return .nothing }
    switch file {
    case .summary, .layers:
      // On a surface without noise every seed walks the same way.
      guard context.problems[rows.problem].traits.isRandom else { return .nothing }
      if context.hasQuantiles { return .quantiles }
      guard hasSeeds(in: context) else { return .nothing }
      let isSparse = width < Self.narrow
      let room = width / Double(isSparse ? SeedDots.places / 2 : SeedDots.places)
      let shift = min(3.5, 0.6 * room / Double(context.optimizersInColor.count))
      return .dots(isSparse: isSparse, shift: optimizer == nil ? shift / width : 0)
    default: return context.seedCount > Summary.dotLimit ? .outer : .range
    }
  }

  private func hasSeeds(in context: RunOverview) -> Bool {
    guard let quantity = Quantity(rawValue: quantity) else { return false }
    if file == .summary {
      let own = parts[.seeds].map { context.seedRows[$0] } ?? context.seedRows[...]
      return own.contains { rows.holds($0.row) && $0.values[quantity] != nil }
    }
    let own = parts[.layerSeeds].map { context.layerSeedRows[$0] } ?? context.layerSeedRows[...]
    return own.contains { rows.holds($0.row) && $0.values[quantity] != nil }
  }

  /// The columns of the bands' ends, without the quantity, the wider band first.
  var bands: [(low: String, high: String, opacity: String)] {
    switch seeds {
    case .nothing, .dots: []
    case .range: [("low", "high", "band")]
    case .outer: [("q10", "q90", "band")]
    case .quantiles: [("q10", "q90", "band / 2"), ("q25", "q75", "band")]
    }
  }

  private var seedFile: DataFile { file == .layers ? .layerSeeds : .seeds }
  private var seedBlock: String { "\(block)_seeds" }

  /// What a script needs that shows the seeds.
  var seedColumns: [(file: DataFile, columns: [String])] {
    switch seeds {
    case .nothing, .range: []
    case .quantiles, .outer:
      [(file, bands.flatMap { [$0.low, $0.high] }.map { "\(quantity)_\($0)" })]
    case .dots:
      [
        (
          seedFile,
          ["problem_index", "optimizer_index", "network", "equal_factors", "place", x.column]
            + (file == .layers ? ["layer", "units"] : []) + [quantity]
        )
      ]
    }
  }

  /// Commands that fill a block with the dots: optimizer, place on the axis, value.
  var dotCommands: [String] {
    guard case .dots(let isSparse, _) = seeds else { return [] }
    let places = isSparse ? " && int(column('place')) % 2 == 0" : ""
    return (isSwitched ? [] : x.axis.ends) + [
      fill(
        seedBlock, from: seedFile, ["(\(transform.source("column('\(quantity)')")))"],
        if: "\(condition) && column('equal_factors') == x_powers\(places)")
    ]
  }

  /// Letters are too coarse for dots.
  var dotPlots: [String] {
    guard case .dots(_, let shift) = seeds else { return [] }
    // `0` for an end is a loop over none.
    let loops = colored.enumerated().map { number, loop in
      let ends = loop.split(separator: ":", maxSplits: 1)
      // Of all optimizers each has its own place; of some the loop has one.
      let part = layers == .all ? "(i - |color|)" : "\(-number)"
      let place = shift == 0 ? value : "moved(\(value), \(FigureNumber.part(shift)) * \(part))"
      return (loop: "\(ends[0]):(dot > 0 && terminal ne 'dumb' ? \(ends[1]) : 0)", place: place)
    }
    return loops.map { loop, place in
      "for [\(loop)] \(seedBlock) using ($1 == i ? \(place) : NaN):3 with points pointtype \(dot) "
        + "pointsize dot linecolor rgb pale(i) title whose(i) noenhanced"
    }
  }
}
