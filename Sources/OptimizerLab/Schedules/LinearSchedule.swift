public import SpecLanguage

/// A straight line from one part of the rate to another, as `torch.optim.lr_scheduler.LinearLR`: a
/// warm-up as it stands.
public struct LinearSchedule: Schedule {
  public static let kind = "linear"
  public static let summary = "a straight line between two parts of the rate: warm-up, as LinearLR"

  public var start = 1.0 / 3
  public var end = 1.0
  public var length = 5

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number(
      "start_factor", &start, in: NumberInterval.factor, "What the rate is multiplied by at first.")
    fields.number("end_factor", &end, in: 0...1, "What it is multiplied by in the end.")
    fields.integer(
      "total_iters", &length, in: 1...1_000_000_000,
      "Epochs, or steps, from one to the other.")
  }

  public func begin(at rate: Double) -> ScheduledRate {
    var rate = ScheduledRate(rate)
    rate.value *= start
    return rate
  }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    rate.count += 1
    guard rate.count <= length else { return }
    let whole = Double(length) * start
    rate.value *= 1.0 + (end - start) / (whole + Double(rate.count - 1) * (end - start))
  }

  public func restart(_ rate: inout ScheduledRate) {
    rate.count = 0
    rate.value = rate.base * (start + (end - start) * 0 / Double(length))
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    self.length < length
      ? []
      : [
        ScheduleMisfit(
          ["total_iters"], "the line's end, after total_iters \(self.length),",
          rates: self.length, isIdle: false)
      ]
  }
}

extension NumberInterval {
  /// Above 0, up to 1.
  static var factor: NumberInterval { NumberInterval(from: .excluding(0), to: .including(1)) }
}
