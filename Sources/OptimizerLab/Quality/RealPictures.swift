/// The real pictures of a data set, and how good made ones are beside them.
///
/// The distance is taken along the real pictures' first 32 principal axes, without labels, weights or
/// features that are drawn: it orders generators much as the eye does, and a collapsed or noisy one comes
/// last. It tells how near the data a generator has come, not whether it makes anything new: copies of
/// the data are best.
public struct RealPictures: Sendable {
  private let reference: PictureReference
  /// What real pictures themselves would get.
  public let levels: PictureLevels
  /// Values of a picture.
  public let width: Int

  /// What is drawn is drawn the same for all: the noise, and which real pictures are held back for
  /// `levels`.
  private static let seed: UInt64 = 512

  /// - Parameters:
  ///   - pictures: all of them, as the networks see them.
  ///   - samples: how many made pictures will be held against them.
  /// - Returns: `nil` for fewer than two pictures, which have no spread.
  public init?(_ pictures: Examples, samples: Int) {
    guard pictures.count > 1 else { return nil }
    width = pictures.width
    let all = Scatter(of: pictures)
    let axes = PrincipalAxes(of: all, limit: PictureLevels.axes)
    reference = PictureReference(pictures, at: Array(0..<pictures.count), axes: axes)
    let meanPicture = reference.axes.variances.reduce(0, +)
    let count = min(samples, pictures.count / 2)
    guard count > 1 else {
      levels = PictureLevels(meanPicture: meanPicture, others: nil, otherCount: 0)
      return
    }
    var generator = MersenneTwister(seed: Self.seed)
    let order = generator.permutation(pictures.count)
    let (others, rest) = (order[..<count].sorted(), order[count...].sorted())
    let part = Scatter(of: pictures, at: others, about: all.mean)
    // A level is no trial's measure: it is right to six digits or more.
    let remaining = PictureReference(
      pictures, at: rest,
      axes: PrincipalAxes(
        of: all.without(part), limit: PictureLevels.axes, from: axes, tolerance: 1e-9))
    levels = PictureLevels(
      meanPicture: meanPicture,
      others: remaining.quality(of: remaining.axes.coordinates(of: pictures, at: others)),
      otherCount: count)
  }

  /// `torch.randn(samples, latent)` of a generator of its own: the noise of the pictures that are
  /// measured, the same at every step of every trial.
  public static func noise(samples: Int, latent: Int) -> [Float] {
    var generator = MersenneTwister(seed: seed)
    return generator.normals(samples * latent)
  }

  /// Where made pictures lie along the principal axes: rows × axes, for `quality`.
  /// - Parameters:
  ///   - pictures: rows × width.
  ///   - room: overwritten; grows to rows × width.
  public func coordinates<S: Scalar>(
    of pictures: Span<S>, rows: Int, room: inout [Double]
  ) -> [Double] {
    reference.axes.coordinates(of: pictures, rows: rows, room: &room)
  }

  /// - Parameter coordinates: of at least two made pictures.
  /// - Returns: `nil` where some number is not finite.
  public func quality(of coordinates: [Double]) -> PictureQuality? {
    let quality = reference.quality(of: coordinates)
    return quality.frechet.isFinite ? quality : nil
  }
}
