internal import SpecLanguage

/// What a schedule or the rule for an early end looks at after each epoch.
public enum Watched: String, Sendable, CaseIterable {
  /// Over all data that are learned from; where there is no such loss, as of a GAN, the mean of the
  /// epoch's batches.
  case evalLoss = "eval_loss"
  /// The mean of the epoch's batches.
  case loss
  /// Over the part of the data that is held out.
  case testLoss = "test_loss"
  case accuracy
  case testAccuracy = "test_accuracy"

  public enum Direction: String, Sendable, CaseIterable { case min, max }

  /// Whether it is the better for being larger.
  public var isShare: Bool { self == .accuracy || self == .testAccuracy }
  public var isOfHeldOut: Bool { self == .testLoss || self == .testAccuracy }
}

extension Fields {
  /// - Parameters:
  ///   - help: what is done with it.
  ///   - direction: which of its values are better; as the quantity has it where the spec does not say.
  mutating func watched(
    _ watched: inout Watched, _ help: String, direction: inout Watched.Direction
  ) {
    choice(
      "monitor", &watched,
      help
        + ": the loss over all data, the mean of the epoch's batches, or what is held out; what is over "
        + "data costs a pass over them.")
    choice("mode", &direction, "Whether less is better, or more, as of an accuracy.")
    if watched.isShare, !has("mode") { direction = .max }
    if has("mode"), watched.isShare != (direction == .max) {
      warn(
        "of \(watched.rawValue) \(watched.isShare ? "more" : "less") is better: write "
          + "\"\(watched.isShare ? "max" : "min")\", or leave it out", at: ["mode"])
    }
    otherNames(["quantity"], of: "monitor")
  }
}
