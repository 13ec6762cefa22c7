internal import Glibc
public import SpecLanguage

/// Half a cosine down, and from the top again, as
/// `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts`.
///
/// I. Loshchilov, F. Hutter: SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017
/// (arXiv:1608.03983), equation 5. The first fall takes `T_0`, each next one `T_mult` times as long.
/// Remembers T_cur and T_i.
public struct CosineWarmRestarts: Schedule {
  public static let kind = "cosine_warm_restarts"
  public static let summary = "cosines, each from the top again, as CosineAnnealingWarmRestarts"

  public var first = 1
  public var growth = 1
  public var least = 0.0

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.integer(
      "T_0", &first, in: 1...1_000_000_000, required: true,
      "Epochs, or steps, until the first restart.")
    fields.integer(
      "T_mult", &growth, in: 1...1_000_000, "How many times as long each next fall takes.")
    fields.number("eta_min", &least, in: .atLeast(0), "The least rate.")
  }

  public func begin(at rate: Double) -> ScheduledRate {
    var rate = ScheduledRate(rate, own: [0, Double(first)])
    restart(&rate)
    return rate
  }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    rate.count += 1
    rate.own[0] += 1
    if rate.own[0] >= rate.own[1] {
      rate.own[0] = 0
      rate.own[1] *= Double(growth)
    }
    write(&rate)
  }

  public func restart(_ rate: inout ScheduledRate) {
    rate.count = 0
    (rate.own[0], rate.own[1]) = (0, Double(first))
    write(&rate)
  }

  private func write(_ rate: inout ScheduledRate) {
    rate.value =
      least + (rate.base - least) * (1 + cos(Double.pi * rate.own[0] / rate.own[1])) / 2
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    first < length
      ? [] : [ScheduleMisfit(["T_0"], "the first restart", rates: first, isIdle: false)]
  }
}
