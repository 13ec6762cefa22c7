internal import Glibc
public import SpecLanguage

/// Half a cosine from the rate down to `eta_min`, as `torch.optim.lr_scheduler.CosineAnnealingLR`.
///
/// I. Loshchilov, F. Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017
/// (arXiv:1608.03983), equation 5 without restarts:
///
///     η = η_min + (η₀ − η_min)·(1 + cos(π·t/T_max)) / 2
///
/// computed as PyTorch does, each rate from the one before. Past T_max it comes up again. Departure from
/// PyTorch, which asks for `T_max`: without it, it is the trial's length.
public struct CosineSchedule: Schedule {
  public static let kind = "cosine"
  public static let summary = "half a cosine down to eta_min, as CosineAnnealingLR"

  /// `nil` until the trial's length is known.
  public var length: Int?
  public var least = 0.0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "T_max", &length, in: 1...1_000_000_000,
      "Epochs, or steps, until the rate is eta_min; without it, as long as the trial.")
    fields.number("eta_min", &least, in: .atLeast(0), "The least rate.")
  }

  public mutating func complete(length: Int) { self.length = self.length ?? max(length, 1) }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    rate.count += 1
    let (whole, t) = (Double(length ?? 1), Double(rate.count))
    if (rate.count - 1 - (length ?? 1)) % (2 * (length ?? 1)) == 0 {
      rate.value += (rate.base - least) * (1 - cos(Double.pi / whole)) / 2
    } else {
      rate.value =
        (1 + cos(Double.pi * t / whole)) / (1 + cos(Double.pi * (t - 1) / whole))
        * (rate.value - least) + least
    }
  }

  public func restart(_ rate: inout ScheduledRate) {
    rate.count = 0
    rate.value = least + (rate.base - least) * (1 + cos(0)) / 2
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    // It begins to fall at once, but comes to its least rate only after T_max.
    guard let own = self.length, own > length else { return [] }
    return [
      ScheduleMisfit(["T_max"], "the least rate, after T_max \(own),", rates: own, isIdle: false)
    ]
  }
}
