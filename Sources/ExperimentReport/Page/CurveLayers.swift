internal import ExperimentAnalysis

/// Which optimizers' curves are in colour and lie over those that are grey, as gnuplot's loops take them.
enum CurveLayers: Equatable {
  /// Every one of few.
  case all
  /// Those in colour, the best first, of so many.
  case prominent([Int], of: Int)

  init(_ context: RunOverview) {
    self = context.prominent.map { .prominent($0, of: context.optimizers.count) } ?? .all
  }

  func isColored(_ optimizer: Int) -> Bool {
    switch self {
    case .all: true
    case .prominent(let places, _): places.contains(optimizer)
    }
  }

  /// - Parameter optimizer: the only one that is drawn; all without it.
  /// - Returns: the best comes last, over the others.
  func colored(_ optimizer: Int?) -> [String] {
    if let optimizer { return isColored(optimizer) ? [Self.loop(optimizer...optimizer)] : [] }
    switch self {
    case .all: return ["i = 1:|color|"]
    case .prominent(let places, _): return places.reversed().map { Self.loop($0...$0) }
    }
  }

  func grey(_ optimizer: Int?) -> [String] {
    if let optimizer { return isColored(optimizer) ? [] : [Self.loop(optimizer...optimizer)] }
    guard case .prominent(let places, let count) = self else { return [] }
    var ranges: [ClosedRange<Int>] = []
    for place in 0..<count where !places.contains(place) {
      if let last = ranges.last, last.upperBound == place - 1 {
        ranges[ranges.count - 1] = last.lowerBound...place
      } else {
        ranges.append(place...place)
      }
    }
    return ranges.map(Self.loop)
  }

  private static func loop(_ places: ClosedRange<Int>) -> String {
    "i = \(places.lowerBound + 1):\(places.upperBound + 1)"
  }
}

extension RunOverview {
  /// Some optimizers in the order in which they are drawn: of many those in grey first, and the best last.
  func drawingOrder(_ optimizers: [Int]) -> [Int] {
    guard let prominent else { return optimizers }
    return optimizers.filter { !prominent.contains($0) }
      + prominent.reversed().filter(optimizers.contains)
  }
}
