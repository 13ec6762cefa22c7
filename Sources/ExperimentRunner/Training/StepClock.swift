/// Looks at the time every few milliseconds, not at every step: the smallest steps take hardly
/// longer than a look.
struct StepClock {
  private static let interval = Duration.milliseconds(5)
  private static let mostSteps = 1 << 16

  private var lastLook = ContinuousClock.now
  private var nextStep = 0
  private var stride = 1

  /// The time, where it is to be looked at before this step.
  mutating func look(before step: Int) -> ContinuousClock.Instant? {
    guard step >= nextStep else { return nil }
    let now = ContinuousClock.now
    stride =
      now - lastLook < Self.interval ? min(2 * stride, Self.mostSteps) : max(1, stride / 2)
    nextStep = step + stride
    lastLook = now
    return now
  }
}
