/// Where a trial keeps its checkpoints, and how often.
struct CheckpointPlan: Sendable {
  let files: CheckpointFiles
  /// The time between two; where it is `nil`, their cost decides.
  let interval: Duration?

  private static let shortest = Duration.seconds(5)
  /// At most this much work is lost.
  private static let longest = Duration.seconds(10)
  /// A checkpoint may take this share of the time until the next.
  private static let share = 0.01

  /// How long to wait for the next one, after one that took `cost`.
  func pause(after cost: Duration) -> Duration {
    interval ?? min(max(cost / Self.share, Self.shortest), Self.longest)
  }
}
