import OptimizerLab
import Testing

/// The expected numbers are numpy's (eigh of the covariance, in float64), or worked out by hand.
@Suite("The quality of made pictures")
struct PictureQualityTests {
  private static let digits = ([0, 1] as [UInt64]).map { seed -> Examples in
    let (pixels, labels) = Digits.draw(count: 256, seed: seed)
    return Examples(images: pixels, width: 784, labels: labels)
  }
  private static let real = RealPictures(digits[0], samples: 512)

  private func quality(_ pictures: [Float]) throws -> PictureQuality {
    let real = try #require(Self.real)
    var room: [Double] = []
    let rows = pictures.count / real.width
    return try #require(
      real.quality(of: real.coordinates(of: pictures.span, rows: rows, room: &room)))
  }

  @Test("is the Fréchet distance along the axes of the real ones")
  func frechet() throws {
    let real = Self.digits[0].features
    let mean = Scatter(of: Self.digits[0]).mean.map { Float($0) }
    let first = Array(real[..<784])
    let cases: [(what: String, pictures: [Float], distance: Double)] = [
      ("others", Self.digits[1].features, 8.0249153921),
      ("the same", real, 0),
      ("their mean", (0..<256).flatMap { _ in mean }, 155.1275856769),
      ("the first one", (0..<256).flatMap { _ in first }, 262.8857382774),
      ("their negatives", real.map { -$0 }, 364.4227574439),
    ]
    for (what, pictures, distance) in cases {
      let frechet = try quality(pictures).frechet
      // The mean is rounded to Float.
      #expect((frechet - distance).magnitude < (what == "their mean" ? 1e-5 : 1e-6), "\(what)")
      #expect(frechet >= 0)
    }
  }

  @Test("sees pictures twice as strong, and a tenth brighter")
  func doubles() throws {
    let real = try #require(Self.real)
    let pixels = Self.digits[0].features.map { Double($0) }
    for (pictures, distance) in [
      (pixels.map { 2 * $0 }, 246.2332750379), (pixels.map { $0 + 0.1 }, 3.2359879955),
    ] {
      var room: [Double] = []
      let places = real.coordinates(of: pictures.span, rows: 256, room: &room)
      let frechet = try #require(real.quality(of: places)).frechet
      #expect((frechet - distance).magnitude < 1e-6)
    }
  }

  @Test("depends on how many axes there are")
  func axes() {
    let scatter = Scatter(of: Self.digits[0])
    for (limit, distance) in [(16, 4.3591041147), (32, 8.0249153921), (64, 12.1802070949)] {
      let axes = PrincipalAxes(of: scatter, limit: limit)
      let places = axes.coordinates(of: Self.digits[1], at: Array(0..<256))
      let frechet = FrechetDistance.between(variances: axes.variances, points: places)
      #expect((frechet - distance).magnitude < 1e-6)
    }
    let covariance = scatter.covariance
    let trace = (0..<784).reduce(0) { $0 + covariance[$1 * 785] }
    #expect((trace - 177.6116750571).magnitude < 1e-9)
    let largest = PrincipalAxes(of: scatter, limit: 4).variances
    let expected = [22.1662236594, 18.4749948711, 14.6694273139, 12.5948657450]
    #expect(zip(largest, expected).allSatisfy { ($0 - $1).magnitude < 1e-9 })
  }

  @Test("is that of Gaussians whose distance is known")
  func gaussians() throws {
    // Singular: all real points are on a line. 80 + 900/99.
    let points = Examples(
      features: (0..<100).flatMap { k -> [Float] in [k < 50 ? 2 : 1, 1] }, width: 2)
    let real = try #require(RealPictures(points, samples: 100))
    var room: [Double] = []
    let made = (0..<100).flatMap { k -> [Double] in [k < 50 ? 9 : 2, 9] }
    let quality = try #require(
      real.quality(of: real.coordinates(of: made.span, rows: 100, room: &room)))
    #expect((quality.frechet - 89.0909090909).magnitude < 1e-9)

    // Λ = [[2, 1], [1, 2]] along its axes; S = diag(1, 3) and Δμ = (1, 2), turned onto them.
    let eigen = SymmetricEigen(of: [2, 1, 1, 2], size: 2, withVectors: true)
    let (one, three) = (1.5.squareRoot(), 4.5.squareRoot())
    let spread: [[Double]] = [[one, 0], [-one, 0], [0, three], [0, -three]]
    let turned = spread.flatMap { point -> [Double] in
      let (x, y) = (1 + point[0], 2 + point[1])
      return (0..<2).map { eigen.vectors[2 * $0] * x + eigen.vectors[2 * $0 + 1] * y }
    }
    let distance = FrechetDistance.between(variances: eigen.values, points: turned)
    #expect((distance - 5.5166852265).magnitude < 1e-9)
  }

  @Test("is none where a picture has no finite number")
  func notFinite() throws {
    var pictures = Self.digits[1].features
    let real = try #require(Self.real)
    for wrong in [Float.nan, .infinity] {
      pictures[1000] = wrong
      var room: [Double] = []
      let places = real.coordinates(of: pictures.span, rows: 256, room: &room)
      #expect(real.quality(of: places) == nil)
    }
  }

  @Test("has the share of real neighbourhoods that are visited")
  func coverage() throws {
    let others = try quality(Self.digits[1].features)
    #expect(others.coverage == 0.984375)
    // Each lies in its own neighbourhood.
    let own = try quality(Self.digits[0].features)
    #expect(own.coverage == 1)
    let first = Array(Self.digits[0].features[..<784])
    let one = try quality((0..<512).flatMap { _ in first })
    #expect((one.coverage ?? 1) < 0.2)
    // Where all are one, none is nearer than the fifth neighbour.
    let same = try #require(
      RealPictures(Examples(features: [Float](repeating: 0.3, count: 40), width: 4), samples: 4))
    var room: [Double] = []
    let places = same.coordinates(
      of: [Float](repeating: 0.3, count: 16).span, rows: 4, room: &room)
    #expect(same.quality(of: places) == PictureQuality(frechet: 0, coverage: 0))
  }

  @Test("counts the classes and compares their shares")
  func classes() throws {
    let own = try quality(Self.digits[0].features)
    #expect(own.classes == 10 && own.classDistance == 0)
    let first = Array(Self.digits[0].features[..<784])
    let one = try quality((0..<512).flatMap { _ in first })
    let labels = try #require(Self.digits[0].labels)
    let share = Double(labels.count { $0 == labels[0] }) / 256
    #expect(one.classes == 1)
    let distance = try #require(one.classDistance)
    #expect((distance - (1 - share)).magnitude < 1e-12)
    // Five of 512 are less than one in a hundred, six are not.
    let second = try #require(labels.firstIndex { $0 != labels[0] })
    let other = Array(Self.digits[0].features[second * 784..<(second + 1) * 784])
    for (count, classes) in [(5, 1), (6, 2)] {
      let some = try quality((0..<512).flatMap { $0 < count ? other : first })
      #expect(some.classes == classes)
    }
  }

  @Test("knows no classes without labels")
  func withoutLabels() throws {
    let unlabelled = Examples(features: Self.digits[0].features, width: 784)
    let real = try #require(RealPictures(unlabelled, samples: 2))
    let quality = try #require(
      real.quality(of: [Double](repeating: 0, count: 64)))
    #expect(quality.classes == nil && quality.classDistance == nil && quality.coverage != nil)
    #expect(real.levels.others?.classes == nil)
  }

  @Test("has levels: the mean picture, and other real ones")
  func levels() throws {
    let levels = try #require(Self.real).levels
    #expect((levels.meanPicture - 155.1275856769).magnitude < 1e-9)
    // Half of them against the other half.
    #expect(levels.otherCount == 128)
    let others = try #require(levels.others)
    #expect((10...25).contains(others.frechet))
    let coverage = try #require(others.coverage)
    #expect((0.8...1).contains(coverage))
    #expect(others.classes == 10)
    let few = Examples(features: [0, 1, 2, 3, 5, 9], width: 2)
    #expect(RealPictures(few, samples: 512)?.levels.others == nil)
    #expect(RealPictures(few.first(1), samples: 512) == nil)
  }
}
