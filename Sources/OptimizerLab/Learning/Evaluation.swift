/// How a trial stands after a step, over all its data.
public struct Evaluation: Sendable, Equatable {
  /// The mean loss over the examples that are learned from; `nil` where there is no such thing.
  public var loss: Double?
  /// The share of them that are given their class; `nil` where they have none.
  public var accuracy: Double?
  /// The same of the examples that are held out.
  public var heldOutLoss: Double?
  public var heldOutAccuracy: Double?

  public init(loss: Double? = nil) { self.loss = loss }

  /// What is watched of it; `nil` where that is the mean of batches.
  func value(of watched: Watched) -> Double? {
    switch watched {
    case .evalLoss: loss
    case .loss: nil
    case .testLoss: heldOutLoss
    case .accuracy: accuracy
    case .testAccuracy: heldOutAccuracy
    }
  }
}
