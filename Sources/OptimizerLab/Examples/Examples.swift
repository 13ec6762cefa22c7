/// The examples of a data set, in single precision: read once, shared by all trials, never changed.
public struct Examples: Sendable, Equatable {
  public let count: Int
  /// Values of one example.
  public let width: Int
  /// Values of one example's target; 0 where the data have none.
  public let targetWidth: Int
  /// count × width.
  public let features: [Float]
  /// count × targetWidth.
  public let targets: [Float]
  /// What each example shows, by its class from 0; `nil` where that is not known. No training sees it.
  public private(set) var labels: [UInt8]?
  /// The names of the classes, where a target is the place of a class among them; `nil` where targets
  /// are numbers.
  public private(set) var classes: [String]?
  /// The features before they were rounded, for comparison with programs that do not round them;
  /// otherwise empty.
  private let unrounded: [Double]

  public init(features: [Float], width: Int, targets: [Float] = [], targetWidth: Int = 0) {
    precondition(width > 0 && features.count % width == 0)
    count = features.count / width
    precondition(targets.count == count * targetWidth)
    self.width = width
    self.targetWidth = targetWidth
    self.features = features
    self.targets = targets
    unrounded = []
  }

  /// Examples of classes.
  /// - Parameters:
  ///   - classes: the class of each example, by its place among `names`.
  ///   - names: of all classes.
  public init(features: [Float], width: Int, classes: [Int], names: [String]) {
    precondition(classes.allSatisfy(names.indices.contains))
    self.init(
      features: features, width: width, targets: classes.map { Float($0) }, targetWidth: 1)
    self.classes = names
  }

  /// The same examples, to learn what they show; `nil` where that is not known.
  /// - Parameter names: of the classes, by label.
  public func classified(_ names: [String]) -> Examples? {
    guard let labels, labels.allSatisfy({ $0 < names.count }) else { return nil }
    return Examples(features: features, width: width, classes: labels.map(Int.init), names: names)
  }

  /// Examples without targets whose features a trial in double precision meets unrounded.
  package init(unrounded: [Double], width: Int) {
    count = unrounded.count / width
    self.width = width
    targetWidth = 0
    features = unrounded.map { Float($0) }
    targets = []
    self.unrounded = unrounded
  }

  /// All numbers of the examples, by which another process can have the same.
  package typealias Numbers = (
    features: [Float], targets: [Float], unrounded: [Double], labels: [UInt8]
  )

  package var numbers: Numbers { (features, targets, unrounded, labels ?? []) }

  /// - Returns: `nil` where the counts do not fit each other.
  package init?(_ numbers: Numbers, width: Int, targetWidth: Int, classes: [String]? = nil) {
    let (features, targets, unrounded, labels) = numbers
    guard width > 0, features.count % width == 0,
      targets.count == features.count / width * targetWidth,
      unrounded.isEmpty || unrounded.count == features.count,
      labels.isEmpty || labels.count == features.count / width
    else { return nil }
    count = features.count / width
    self.labels = labels.isEmpty ? nil : labels
    self.classes = classes
    self.width = width
    self.targetWidth = targetWidth
    self.features = features
    self.targets = targets
    self.unrounded = unrounded
  }

  /// Copies the examples at these places over the first numbers of `target`.
  func copyFeatures<S: Scalar>(_ chosen: ArraySlice<Int>, into target: inout MutableSpan<S>) {
    if !unrounded.isEmpty, S.self == Double.self {
      gather(chosen, of: unrounded, width: width, into: &target)
    } else {
      gather(chosen, of: features, width: width, into: &target)
    }
  }

  /// The same over an array's first numbers.
  func copyFeatures(_ chosen: ArraySlice<Int>, over target: inout [Double]) {
    var all = target.mutableSpan
    copyFeatures(chosen, into: &all)
  }

  /// Copies their targets likewise.
  func copyTargets<S: Scalar>(_ chosen: ArraySlice<Int>, into target: inout MutableSpan<S>) {
    gather(chosen, of: targets, width: targetWidth, into: &target)
  }

  /// Images scaled to [−1, 1] as torchvision's `ToTensor` and `Normalize((0.5,), (0.5,))` do:
  /// (x / 255 − 0.5) / 0.5, each operation rounded to Float.
  /// - Parameter labels: one an image.
  public init(images: [UInt8], width: Int, labels: [UInt8]? = nil) {
    let scaled = (0...255).map { (Float($0) / 255 - 0.5) / 0.5 }
    self.init(features: images.map { scaled[Int($0)] }, width: width)
    precondition(labels == nil || labels?.count == count)
    self.labels = labels
  }

  /// The first `count` examples.
  public func first(_ count: Int) -> Examples { rows(Array(0..<min(count, self.count))) }

  /// The examples at these places, in this order.
  public func rows(_ places: [Int]) -> Examples {
    var chosen = Examples(
      features: Self.rows(places, of: features, width: width), width: width,
      targets: Self.rows(places, of: targets, width: targetWidth), targetWidth: targetWidth)
    chosen.labels = labels.map { Self.rows(places, of: $0, width: 1) }
    chosen.classes = classes
    return chosen
  }

  private static func rows<Value>(_ places: [Int], of values: [Value], width: Int) -> [Value] {
    var chosen: [Value] = []
    chosen.reserveCapacity(places.count * width)
    for place in places { chosen += values[place * width..<(place + 1) * width] }
    return chosen
  }
}

/// Writes float32 draws over the start of `target`.
@specialized(where S == Float)
@specialized(where S == Double)
public func convert<S: Scalar>(_ drawn: Span<Float>, into target: inout MutableSpan<S>) {
  var to = target._mutatingExtracting(first: drawn.count)
  for i in drawn.indices { to[i] = S(drawn[i]) }
}

/// Copies the rows `chosen` of `source` (each `width` values) over the first numbers of `to`.
@specialized(where Source == Float, S == Float)
@specialized(where Source == Float, S == Double)
@specialized(where Source == Double, S == Double)
private func gather<Source: Scalar, S: Scalar>(
  _ chosen: ArraySlice<Int>, of source: [Source], width: Int, into to: inout MutableSpan<S>
) {
  let from = source.span
  var place = 0
  if width == 1 {
    for row in chosen {
      to[place] = S(from[row])
      place += 1
    }
    return
  }
  for row in chosen {
    let values = from.extracting(row * width..<(row + 1) * width)
    var line = to._mutatingExtracting(place..<place + width)
    for i in values.indices { line[i] = S(values[i]) }
    place += width
  }
}
