internal import OptimizerLab

/// One part of a drawing, and where it stands.
struct LivePanel {
  enum Content {
    case loss(network: Int, LiveAxes)
    /// Of generators' pictures from the real ones.
    case distance(LiveAxes)
    case deadUnits(LiveAxes)
    /// The pictures of the generator of the trial at that place among the curves.
    case sampleGrid(curve: Int)
  }

  var content: Content
  /// In parts of the page, from its lower left corner.
  var left: Double
  var bottom: Double
  var width: Double
  var height: Double

  /// More sample grids than that would be too small to see anything.
  private static let mostSheets = 4

  /// A window's panels: losses, distances and dead units side by side, what generators draw below.
  static func window(of curves: [LiveCurve]) -> [LivePanel] {
    let sampleGrids = newestSheets(of: curves)
    let bottom = sampleGrids.isEmpty ? 0 : 0.36
    let row = self.row(charts(of: curves), bottom: bottom)
    // Never one sample grid alone over the whole width.
    let width = 1 / Double(max(sampleGrids.count, 3))
    return row.isEmpty
      ? []
      : row
        + sampleGrids.enumerated().map { place, curve in
          LivePanel(
            content: .sampleGrid(curve: curve), left: Double(place) * width, bottom: 0,
            width: width,
            height: bottom)
        }
  }

  /// A text screen's panels; in a narrow one the numbers of dead units behind the names must do.
  static func text(of curves: [LiveCurve], columns: Int) -> [LivePanel] {
    let charts = charts(of: curves)
    return row(columns < 70 ? Array(charts.prefix(1)) : Array(charts.prefix(2)), bottom: 0)
  }

  private static func charts(of curves: [LiveCurve]) -> [Content] {
    let networks = curves.map(\.networkCount).max() ?? 0
    var charts = (0..<networks).compactMap { network in
      LiveAxes(of: curves, network: network).map { Content.loss(network: network, $0) }
    }
    guard case .loss(_, let axes)? = charts.first else { return [] }
    // A text screen has room for two: it says more of a game than the other loss does.
    if let distances = LiveAxes(ofDistances: curves) { charts.insert(.distance(distances), at: 1) }
    if curves.contains(where: { $0.deadCounts.contains(where: \.isFinite) }) {
      charts.append(.deadUnits(axes))
    }
    return charts
  }

  /// The first has the names, and so needs more room.
  private static func row(_ charts: [Content], bottom: Double) -> [LivePanel] {
    let first = [1, 0.62, 0.44, 0.37][max(min(charts.count, 4), 1) - 1]
    let other = (1 - first) / Double(max(charts.count - 1, 1))
    return charts.enumerated().map { place, content in
      LivePanel(
        content: content, left: place == 0 ? 0 : first + Double(place - 1) * other,
        bottom: bottom, width: place == 0 ? first : other, height: 1 - bottom)
    }
  }

  /// The places of the curves whose pictures are drawn: those of running trials, then of the latest.
  private static func newestSheets(of curves: [LiveCurve]) -> [Int] {
    let all = curves.indices.filter { curves[$0].picture != nil }
    let running = all.filter { curves[$0].isRunning }
    let ended = all.filter { !curves[$0].isRunning }
    let room = max(mostSheets - running.count, 0)
    return Array((ended.suffix(room) + running.suffix(mostSheets)).sorted())
  }
}
