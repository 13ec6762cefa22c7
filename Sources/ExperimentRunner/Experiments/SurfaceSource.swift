package import OptimizerLab
package import SpecLanguage

/// `{"kind": "surface", "surface": "rosenbrock", "start": [-1.5, 2]}`.
package struct SurfaceSource: Configurable, Sendable {
  private enum Kind: String, CaseIterable { case surface }

  /// What there is to walk on.
  package enum Ground: Sendable {
    case surface(any Surface.Type)
    case bowl(curvatures: [Double], rotation: Bowl.Rotation?)
    case saddle(Saddle)
  }

  /// `nil` where the spec's is none.
  private var name: String?
  /// Of a quadratic; `nil` for the one that has none to choose.
  private var curvatures: [Double]?
  private var rotation: Bowl.Rotation?
  /// Of a saddle; `nil` for all others.
  package private(set) var updates: Saddle.Updates?
  private var convexity: Double?
  /// Above 0; `nil` where nothing is drawn.
  package private(set) var noise: Double?
  private var start: [Double]?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    var kind = Kind.surface
    fields.choice("kind", &kind, "A surface has no examples: the parameters are the point.")
    fields.field("surface", &name, as: .name(among: Self.names), required: true, "The function.")
    fields.field(
      "curvatures", &curvatures,
      as: .list(of: .number(in: 0...1e12), count: .from(1, to: Self.mostCurvatures)),
      "Of quadratic, for any number of dimensions: λ in ½ Σ λᵢ·yᵢ², one a dimension; below 0 there would "
        + "be no minimum. Without them it is (x² + 25·y²) / 2.")
    fields.field(
      "rotation", &rotation, as: Bowl.Rotation.fieldType,
      "With curvatures, how the axes lie: of two, degrees from x towards y; of any number from two on, "
        + "{\"seed\": 0} draws it. Without it, they are the coordinates'.")
    fields.choice(
      "updates", &updates,
      "Of saddle: whether y moves along the gradient of where x was, as in simultaneous, which is the "
        + "usual, or of where x has come to.")
    fields.number(
      "convexity", &convexity, in: 0...1e12,
      "Of saddle: c in x·y + c/2·(x² − y²); without it, 0.")
    fields.number(
      "noise", &noise, in: 0...1e12,
      "The deviation of what is added to each number of each gradient, drawn with the trial's seed; "
        + "without it, 0.")
    fields.field(
      "start", &start,
      as: .list(of: .number(in: -1e6...1e6), count: .from(1, to: Self.mostCurvatures)),
      "Where the walk starts, a number a dimension. Without it, the surface's usual place; with "
        + "curvatures, 1 along each coordinate.")
    check(&fields)
  }

  package static let names = Catalog.surfaces.map { $0.kind } + [Saddle.kind]
  private static let mostCurvatures = 10_000
  /// A turn takes four operations for each pair of dimensions.
  private static let mostTurned = 1000

  /// Fills in what depends on the surface.
  mutating func complete() {
    if noise == 0 { noise = nil }
    switch ground {
    case .surface(let surface): start = start ?? [surface.start.x, surface.start.y]
    case .bowl(let curvatures, _):
      start = start ?? [Double](repeating: 1, count: curvatures.count)
    case .saddle(let saddle):
      start = start ?? [Saddle.start.x, Saddle.start.y]
      (updates, convexity) = (saddle.updates, saddle.convexity)
    }
  }

  package var ground: Ground {
    if name == Saddle.kind {
      return .saddle(Saddle(updates: updates ?? .simultaneous, convexity: convexity ?? 0))
    }
    if name == Quadratic.kind, let curvatures {
      return .bowl(curvatures: curvatures, rotation: rotation)
    }
    return .surface(Catalog.surfaces.first { $0.kind == name } ?? Rosenbrock.self)
  }

  /// One coordinate a dimension.
  package var startPoint: [Double] { start ?? [] }

  /// Whether its walks can be drawn: on a plane.
  package var isPlane: Bool { startPoint.count == 2 }
}

// The mistakes that no single field shows.
extension SurfaceSource {
  private func check(_ fields: inout Fields) {
    // Of a name that is none, nothing more can be said.
    guard let name else { return }
    checkOwners(name, &fields)
    checkRotation(name, &fields)
    if let curvatures, !curvatures.contains(where: { $0 > 0 }) {
      fields.report(
        "none is above 0: the loss would be 0 everywhere, and nothing to walk down",
        at: ["curvatures"])
    }
    let dimension = name == Quadratic.kind ? curvatures?.count ?? 2 : 2
    // Of curvatures that could not be read, their number is not known.
    if let start, start.count != dimension, curvatures != nil || !fields.has("curvatures") {
      let numbers = Echo.count(start.count, "number")
      fields.report(
        curvatures == nil
          ? "has \(numbers), but \(quoted(name)) has 2 coordinates: x, y"
          : "has \(numbers), but there \(dimension == 1 ? "is 1 curvature" : "are \(dimension) curvatures")",
        at: ["start"])
    }
  }

  /// Fields of another surface.
  private func checkOwners(_ name: String, _ fields: inout Fields) {
    for (owner, own) in [
      (Quadratic.kind, ["curvatures", "rotation"]), (Saddle.kind, ["updates", "convexity"]),
    ] where name != owner {
      for field in own where fields.has(field) {
        fields.report(
          "\(quoted(name)) has no such thing; the surface that has is \(quoted(owner))",
          at: [.key(field)])
      }
    }
  }

  private func checkRotation(_ name: String, _ fields: inout Fields) {
    guard let rotation, name == Quadratic.kind else { return }
    guard let count = curvatures?.count else {
      if !fields.has("curvatures") {
        fields.report(
          "turns the axes of curvatures, and none are given; [1, 25] are those of the plain quadratic",
          at: ["rotation"])
      }
      return
    }
    switch rotation {
    case _ where count == 1:
      fields.report("there is one curvature, and nothing to turn", at: ["rotation"])
    case .degrees where count != 2:
      fields.report(
        "degrees turn two axes, but there are \(count) curvatures; {\"seed\": 0} draws a rotation of any "
          + "number", at: ["rotation"])
    case .seed where count > Self.mostTurned:
      fields.report(
        "is drawn for at most \(Self.mostTurned) curvatures, but there are \(count)",
        at: ["rotation"])
    default: break
    }
  }
}

extension Bowl.Rotation {
  private struct Seed: Configurable {
    var seed: UInt64 = 0

    mutating func configure(_ fields: inout Fields) {
      fields.integer(
        "seed", &seed, required: true, "Seed of the rotation, the same for all trials.")
    }
  }

  /// Degrees, or `{"seed": 0}`.
  fileprivate static var fieldType: FieldType<Bowl.Rotation> {
    .either(
      FieldType<Double>.number(in: -360...360).converted(
        to: { .degrees($0) }, from: { if case .degrees(let degrees) = $0 { degrees } else { nil } }
      ),
      or: FieldType<Seed>.object.converted(
        to: { .seed($0.seed) },
        from: { if case .seed(let seed) = $0 { Seed(seed: seed) } else { nil } })
    ).expecting("a number of degrees, or {\"seed\": 0}")
  }
}
