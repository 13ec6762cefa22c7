internal import Glibc

/// Points of the plane in classes, which scikit-learn's users know from `make_moons`, `make_circles` and
/// `make_blobs`.
///
/// Every set is drawn from a generator of its own, in one order: what its places are made of, where
/// these are random; then `randperm(count)`, by which the points are put into another order; then
/// `randn(count, 2)` times `noise`, which is added. Places are computed in double precision and rounded
/// once, so that they are the same wherever sine and cosine are.
public struct PlaneExamples: Sendable {
  private var points: [(x: Float, y: Float)] = []
  private var classes: [Int] = []
  private let classCount: Int
  private var generator: MersenneTwister

  private init(classCount: Int, seed: UInt64) {
    self.classCount = classCount
    generator = MersenneTwister(seed: seed)
  }

  private mutating func add(_ x: Double, _ y: Double, _ place: Int) {
    points.append((Float(x), Float(y)))
    classes.append(place)
  }

  /// How many of `count` examples a class has: as many as any other, or one more.
  private static func share(of place: Int, among classes: Int, _ count: Int) -> Int {
    count / classes + (place < count % classes ? 1 : 0)
  }

  /// The examples in their random order, with noise; classes are called by their numbers.
  private consuming func examples(noise: Double) -> Examples {
    let order = generator.permutation(points.count)
    let normals = generator.normals(2 * points.count)
    var features: [Float] = []
    features.reserveCapacity(normals.count)
    for (place, from) in order.enumerated() {
      features.append(points[from].x + normals[2 * place] * Float(noise))
      features.append(points[from].y + normals[2 * place + 1] * Float(noise))
    }
    let classes = classes
    return Examples(
      features: features, width: 2, classes: order.map { classes[$0] },
      names: (0..<classCount).map(String.init))
  }

  /// Two half circles, one upright and one upside down, that reach into each other: `make_moons`.
  public static func moons(count: Int, noise: Double, seed: UInt64) -> Examples {
    var set = PlaneExamples(classCount: 2, seed: seed)
    let outer = count / 2
    for i in 0..<outer {
      let angle = Double.pi * Double(i) / Double(max(outer - 1, 1))
      set.add(cos(angle), sin(angle), 0)
    }
    let inner = count - outer
    for i in 0..<inner {
      let angle = Double.pi * Double(i) / Double(max(inner - 1, 1))
      set.add(1 - cos(angle), 1 - sin(angle) - 0.5, 1)
    }
    return set.examples(noise: noise)
  }

  /// A circle in a larger one around it: `make_circles`.
  /// - Parameter factor: the radius of the inner one; the outer one's is 1.
  public static func circles(
    count: Int, noise: Double, factor: Double, seed: UInt64
  ) -> Examples {
    var set = PlaneExamples(classCount: 2, seed: seed)
    for (place, (count, radius)) in [(count / 2, 1), (count - count / 2, factor)].enumerated() {
      for i in 0..<count {
        let angle = 2 * Double.pi * Double(i) / Double(count)
        set.add(radius * cos(angle), radius * sin(angle), place)
      }
    }
    return set.examples(noise: noise)
  }

  /// Arms that wind around the middle, one a class: of the i-th of n points the radius is (i + 1) / n,
  /// and the angle grows with it.
  /// - Parameter turns: that an arm takes around the middle.
  public static func spirals(
    count: Int, noise: Double, classes: Int, turns: Double, seed: UInt64
  ) -> Examples {
    var set = PlaneExamples(classCount: classes, seed: seed)
    for arm in 0..<classes {
      let own = share(of: arm, among: classes, count)
      for i in 0..<own {
        let radius = Double(i + 1) / Double(own)
        let angle = 2 * Double.pi * (turns * radius + Double(arm) / Double(classes))
        set.add(radius * cos(angle), radius * sin(angle), arm)
      }
    }
    return set.examples(noise: noise)
  }

  /// Heaps of points around centres that are drawn first, `rand(centers, 2)` scaled to −10 … 10:
  /// `make_blobs`, whose `cluster_std` is the noise.
  public static func blobs(count: Int, noise: Double, centers: Int, seed: UInt64) -> Examples {
    var set = PlaneExamples(classCount: centers, seed: seed)
    let places = (0..<2 * centers).map { _ in set.generator.unitFloat() * 20 - 10 }
    for center in 0..<centers {
      for _ in 0..<share(of: center, among: centers, count) {
        set.points.append((places[2 * center], places[2 * center + 1]))
        set.classes.append(center)
      }
    }
    return set.examples(noise: noise)
  }
}
