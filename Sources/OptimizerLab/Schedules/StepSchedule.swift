public import SpecLanguage

/// η ← γ·η after every so many epochs, as `torch.optim.lr_scheduler.StepLR`.
public struct StepSchedule: Schedule {
  public static let kind = "step"
  public static let summary = "the rate times gamma after every step_size epochs, as StepLR"

  public var stepSize = 1
  public var gamma = 0.1

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "step_size", &stepSize, in: 1...1_000_000_000, required: true,
      "Epochs, or steps, from one change to the next.")
    fields.number("gamma", &gamma, in: .above(0), "What the rate is multiplied by.")
  }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    rate.count += 1
    if rate.count.isMultiple(of: stepSize) { rate.value *= gamma }
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    stepSize < length
      ? [] : [ScheduleMisfit(["step_size"], "step_size \(stepSize)", rates: stepSize, isIdle: true)]
  }
}
