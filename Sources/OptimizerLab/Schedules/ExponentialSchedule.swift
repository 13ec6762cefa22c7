public import SpecLanguage

/// η ← γ·η after each epoch, as `torch.optim.lr_scheduler.ExponentialLR`.
public struct ExponentialSchedule: Schedule {
  public static let kind = "exponential"
  public static let summary = "the rate times gamma after each epoch, as ExponentialLR"

  public var gamma = 0.9

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number(
      "gamma", &gamma, in: .above(0), required: true, "What the rate is multiplied by.")
  }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    rate.count += 1
    rate.value *= gamma
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    length > 1 ? [] : [ScheduleMisfit(["kind"], "the first change", rates: 1, isIdle: true)]
  }
}
