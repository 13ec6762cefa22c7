/// Real pictures as made ones are held against them.
struct PictureReference: Sendable {
  let axes: PrincipalAxes
  private let neighbourhoods: Neighbourhoods
  /// By the picture's place among the neighbourhoods; empty without labels.
  private let labels: [UInt8]
  /// Of all real pictures, by the label.
  private let shares: [Double]

  /// Real pictures with a neighbourhood, and labels that are looked for, at most.
  private static let neighbourhoodLimit = 1000
  /// A class counts that so large a share of the pictures shows.
  private static let leastShare = 0.01

  /// - Parameters:
  ///   - places: of the pictures that count, in rising order; at least two.
  ///   - axes: along which made pictures are held against them.
  init(_ pictures: Examples, at places: [Int], axes: PrincipalAxes) {
    self.axes = axes
    let first = Array(places.prefix(Self.neighbourhoodLimit))
    neighbourhoods = Neighbourhoods(
      axes.coordinates(of: pictures, at: first), axes: axes.count)
    guard let all = pictures.labels else {
      (labels, shares) = ([], [])
      return
    }
    labels = first.map { all[$0] }
    shares = Self.shares(places.map { all[$0] }, classes: Int(all.max() ?? 0) + 1)
  }

  /// - Parameter coordinates: the made pictures' along the axes, rows × axes; at least two rows.
  func quality(of coordinates: [Double]) -> PictureQuality {
    let rows = coordinates.count / axes.count
    var quality = PictureQuality(
      frechet: FrechetDistance.between(variances: axes.variances, points: coordinates))
    let found = neighbourhoods.visit(by: coordinates, rows: rows)
    quality.coverage = found.coverage
    guard !labels.isEmpty else { return quality }
    let made = Self.shares(found.nearest.map { labels[$0] }, classes: shares.count)
    quality.classes = made.count { $0 >= Self.leastShare }
    quality.classDistance = zip(made, shares).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / 2
    return quality
  }

  private static func shares(_ labels: [UInt8], classes: Int) -> [Double] {
    var counts = [Int](repeating: 0, count: classes)
    for label in labels { counts[Int(label)] += 1 }
    return counts.map { Double($0) / Double(labels.count) }
  }
}
