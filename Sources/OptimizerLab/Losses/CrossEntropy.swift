/// −log of the probability that softmax gives the right class, as `torch.nn.CrossEntropyLoss` on a
/// network's raw outputs.
///
/// For a row of K outputs z with softmax p and the class y, with weights w and smoothing ε:
///
///     (1 − ε)·w_y·(−log p_y) + ε/K · Σ_c w_c·(−log p_c)
///
/// The mean over a batch divides the sum over its rows by Σ w_y, which without weights is their number.
/// Label smoothing: C. Szegedy et al.: Rethinking the Inception Architecture for Computer Vision, CVPR
/// 2016 (arXiv:1512.00567), section 7.
public struct CrossEntropy: Loss {
  public static let kind = "cross_entropy"
  public static let summary =
    "softmax and cross-entropy on raw outputs, as torch.nn.CrossEntropyLoss"

  /// ε, from 0 to below 1.
  public var labelSmoothing: Double
  /// One a class, rounded to Float as PyTorch's tensor of them is; empty where all are 1.
  public var classWeights: [Float]

  public init(labelSmoothing: Double = 0, classWeights: [Float] = []) {
    self.labelSmoothing = labelSmoothing
    self.classWeights = classWeights
  }

  public func targetWidth(outputs: Int) -> Int { 1 }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func weight<S: Scalar>(of target: Span<S>) -> Double {
    guard !classWeights.isEmpty else { return Double(target.count) }
    var total: S = 0
    for i in target.indices { total += S(classWeights[Int(target[i])]) }
    return Double(total)
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func sum<S: Scalar>(
    _ output: Span<S>, target: Span<S>, scale: S, gradient: inout MutableSpan<S>
  ) -> Double {
    precondition(output.count == gradient.count)
    let classes = classCount(output, target)
    let (hit, miss) = shares(of: S.self, among: classes)
    var total = 0.0
    for row in target.indices {
      let values = row * classes..<(row + 1) * classes
      let z = output.extracting(values)
      var slope = gradient._mutatingExtracting(values)
      let right = Int(target[row])
      let (most, exponentials) = Self.softmax(z, into: &slope)
      let level = most + S.log(exponentials)
      let own = hit * weight(of: right, as: S.self)
      total += Double(rowLoss(z, right: right, level: level, own: own, miss: miss))
      // By z_c: p_c · Σ a − a_c, a being what each class's logarithm counts for.
      let all = own + miss * weightSum(classes, as: S.self)
      let factor = scale * all / exponentials
      for c in z.indices {
        slope[c] = factor * slope[c] - scale * miss * weight(of: c, as: S.self)
      }
      slope[right] -= scale * own
    }
    return total
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func sum<S: Scalar>(_ output: Span<S>, target: Span<S>) -> Double {
    let classes = classCount(output, target)
    let (hit, miss) = shares(of: S.self, among: classes)
    var total = 0.0
    for row in target.indices {
      let z = output.extracting(row * classes..<(row + 1) * classes)
      let right = Int(target[row])
      let most = Self.largest(z)
      var exponentials: S = 0
      for c in z.indices { exponentials += S.exp(z[c] - most) }
      let level = most + S.log(exponentials)
      let own = hit * weight(of: right, as: S.self)
      total += Double(rowLoss(z, right: right, level: level, own: own, miss: miss))
    }
    return total
  }

  /// The loss of one row, whose logarithms of probabilities are z − level.
  @inline(__always)
  private func rowLoss<S: Scalar>(_ z: Span<S>, right: Int, level: S, own: S, miss: S) -> S {
    var loss = own * (level - z[right])
    guard miss > 0 else { return loss }
    for c in z.indices { loss += miss * weight(of: c, as: S.self) * (level - z[c]) }
    return loss
  }

  /// e^(z − max z), and their sum.
  @inline(__always)
  private static func softmax<S: Scalar>(
    _ z: Span<S>, into exponentials: inout MutableSpan<S>
  ) -> (most: S, sum: S) {
    let most = largest(z)
    var sum: S = 0
    for c in z.indices { exponentials[c] = S.exp(z[c] - most) }
    for c in z.indices { sum += exponentials[c] }
    return (most, sum)
  }

  @inline(__always)
  private static func largest<S: Scalar>(_ z: Span<S>) -> S {
    var most = z[0]
    for c in z.indices where z[c] > most { most = z[c] }
    return most
  }

  /// What the right class counts for, and what each class does besides.
  @inline(__always)
  private func shares<S: Scalar>(of type: S.Type, among classes: Int) -> (hit: S, miss: S) {
    (S(1 - labelSmoothing), S(labelSmoothing / Double(classes)))
  }

  @inline(__always)
  private func weight<S: Scalar>(of place: Int, as type: S.Type) -> S {
    classWeights.isEmpty ? 1 : S(classWeights[place])
  }

  @inline(__always)
  private func weightSum<S: Scalar>(_ classes: Int, as type: S.Type) -> S {
    guard !classWeights.isEmpty else { return S(classes) }
    var total: S = 0
    for weight in classWeights { total += S(weight) }
    return total
  }

  @inline(__always)
  private func classCount<S: Scalar>(_ output: Span<S>, _ target: Span<S>) -> Int {
    precondition(!target.isEmpty && output.count % target.count == 0)
    return output.count / target.count
  }
}
