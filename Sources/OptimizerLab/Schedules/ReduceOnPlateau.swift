public import SpecLanguage

/// η ← factor·η when a loss has stopped falling, as `torch.optim.lr_scheduler.ReduceLROnPlateau`.
///
/// What it looks at is the loss over all data, unless `monitor` says otherwise. Remembers `best`, `num_bad_epochs` and
/// `cooldown_counter`.
public struct ReduceOnPlateau: Schedule {
  public static let kind = "reduce_on_plateau"
  public static let summary =
    "the rate times factor when the loss stops falling, as ReduceLROnPlateau"

  public enum ThresholdMode: String, Sendable, CaseIterable { case rel, abs }

  public var monitor = Watched.evalLoss
  public var mode = Watched.Direction.min
  public var factor = 0.1
  public var patience = 10
  public var threshold = 1e-4
  public var thresholdMode = ThresholdMode.rel
  public var cooldown = 0
  public var least = 0.0
  public var eps = 1e-8

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.watched(
      &monitor, "What is looked at after each epoch, where PyTorch's script hands it to step()",
      direction: &mode)
    fields.number(
      "factor", &factor, in: .between(excluding: 0, excluding: 1), "What the rate is multiplied by."
    )
    fields.integer(
      "patience", &patience, in: 0...1_000_000, "Epochs without improvement that are waited for.")
    fields.number("threshold", &threshold, in: .atLeast(0), "How much an improvement is at least.")
    fields.choice(
      "threshold_mode", &thresholdMode,
      "Whether the threshold is a part of the best, or a difference.")
    fields.integer(
      "cooldown", &cooldown, in: 0...1_000_000, "Epochs after a change in which none is counted.")
    fields.number("min_lr", &least, in: .atLeast(0), "The least rate.")
    fields.number("eps", &eps, in: .atLeast(0), "A smaller change is left out.")
  }

  public var watched: Watched? { monitor }

  public func begin(at rate: Double) -> ScheduledRate {
    ScheduledRate(rate, own: [mode == .min ? .infinity : -.infinity, 0, 0])
  }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    rate.count += 1
    if isBetter(loss, than: rate.own[0]) {
      rate.own[0] = loss
      rate.own[1] = 0
    } else {
      rate.own[1] += 1
    }
    if rate.own[2] > 0 {
      rate.own[2] -= 1
      rate.own[1] = 0
    }
    guard rate.own[1] > Double(patience) else { return }
    let new = max(rate.value * factor, least)
    if rate.value - new > eps { rate.value = new }
    rate.own[2] = Double(cooldown)
    rate.own[1] = 0
  }

  private func isBetter(_ loss: Double, than best: Double) -> Bool {
    switch (mode, thresholdMode) {
    case (.min, .rel): loss < best * (1.0 - threshold)
    case (.min, .abs): loss < best - threshold
    case (.max, .rel): loss > best * (threshold + 1.0)
    case (.max, .abs): loss > best + threshold
    }
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    // The first look sets the best; patience + 1 bad ones must follow, and a rate after them.
    patience + 2 < length
      ? []
      : [
        ScheduleMisfit(
          ["patience"], "the first change, with patience \(patience),", rates: patience + 2,
          isIdle: true)
      ]
  }
}
