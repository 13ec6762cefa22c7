/// How near made pictures are to real ones.
public struct PictureQuality: Sendable, Equatable {
  /// The squared Fréchet distance along the real pictures' first principal axes; 0 is best.
  public var frechet: Double
  /// The share of the real pictures in whose neighbourhood a made one lies (Naeem et al., "Reliable
  /// fidelity and diversity metrics for generative models", 2020); `nil` where they have no neighbours.
  public var coverage: Double?
  /// How many of the classes at least one in a hundred made pictures shows; `nil` without labels.
  public var classes: Int?
  /// Half the sum of the differences between made and real pictures' shares of the classes: 0 for the
  /// same shares, 1 for no class in common.
  public var classDistance: Double?

  public init(
    frechet: Double, coverage: Double? = nil, classes: Int? = nil, classDistance: Double? = nil
  ) {
    self.frechet = frechet
    self.coverage = coverage
    self.classes = classes
    self.classDistance = classDistance
  }
}

/// What the quality of made pictures can be held against.
public struct PictureLevels: Sendable, Equatable {
  /// Principal axes along which pictures are compared, at most.
  public static let axes = 32

  /// The Fréchet distance of a generator that makes the mean of the real pictures, and nothing else.
  public var meanPicture: Double
  /// The quality of real pictures, held against the other real ones; `nil` where there are too few.
  public var others: PictureQuality?
  /// How many these are.
  public var otherCount: Int

  public init(meanPicture: Double, others: PictureQuality?, otherCount: Int) {
    self.meanPicture = meanPicture
    self.others = others
    self.otherCount = otherCount
  }
}
