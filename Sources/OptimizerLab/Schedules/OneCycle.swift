internal import Glibc
public import SpecLanguage

/// Up to the largest rate and down to almost none, the momentum the other way, as
/// `torch.optim.lr_scheduler.OneCycleLR`.
///
/// L. Smith, N. Topin: Super-Convergence: Very Fast Training of Neural Networks Using Large Learning
/// Rates, 2018 (arXiv:1708.07120). Departures from PyTorch: without `max_lr`, it is the trial's rate;
/// without `total_steps`, it is the trial's length.
public struct OneCycle: Schedule {
  public static let kind = "one_cycle"
  public static let summary =
    "up to the largest rate and down again, momentum opposite, as OneCycleLR"

  public enum Anneal: String, Sendable, CaseIterable { case cos, linear }

  public var most: Double?
  /// `nil` until the trial's length is known.
  public var length: Int?
  private var epochs: Int?
  private var stepsPerEpoch: Int?
  public var rise = 0.3
  public var anneal = Anneal.cos
  public var cyclesMomentum = true
  public var leastMomentum = 0.85
  public var mostMomentum = 0.95
  public var divisor = 25.0
  public var finalDivisor = 1e4
  public var hasThreePhases = false

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.number(
      "max_lr", &most, in: .above(0), "The largest rate; without it, the optimizer's lr.")
    fields.integer(
      "total_steps", &length, in: 1...1_000_000_000,
      "Steps of the cycle; without it, as long as the trial.")
    fields.integer(
      "epochs", &epochs, in: 1...1_000_000_000, "With steps_per_epoch, in place of total_steps.")
    fields.integer(
      "steps_per_epoch", &stepsPerEpoch, in: 1...1_000_000_000,
      "With epochs, in place of total_steps.")
    fields.number("pct_start", &rise, in: 0...1, "The part of the cycle in which the rate rises.")
    fields.choice("anneal_strategy", &anneal, "Along a cosine, or a line.")
    fields.flag("cycle_momentum", &cyclesMomentum, "Whether the momentum (Adam's β₁) moves, too.")
    fields.number(
      "base_momentum", &leastMomentum, in: 0..<1, "The momentum where the rate is largest.")
    fields.number("max_momentum", &mostMomentum, in: 0..<1, "The momentum at both ends.")
    fields.number("div_factor", &divisor, in: .above(0), "max_lr by the first rate.")
    fields.number("final_div_factor", &finalDivisor, in: .above(0), "The first rate by the last.")
    fields.flag(
      "three_phase", &hasThreePhases, "Whether it comes back to the first rate before it ends.")
    if (epochs == nil) != (stepsPerEpoch == nil) {
      let (given, missing) =
        epochs == nil ? ("steps_per_epoch", "epochs") : ("epochs", "steps_per_epoch")
      fields.report(
        "needs \(missing) beside it; or total_steps in place of both", at: [.key(given)])
    }
    if length != nil, epochs != nil {
      fields.report("total_steps and epochs exclude each other", at: ["epochs"])
    }
    if let length = total, hasEmptyPhase(length) {
      fields.report(
        "with \(length) steps, one phase of the cycle would begin and end at the same step, where "
          + "PyTorch divides by 0; another pct_start does not", at: ["pct_start"])
    }
  }

  public var movesMomentum: Bool { cyclesMomentum }

  private var total: Int? {
    if let length { return length }
    guard let epochs, let stepsPerEpoch else { return nil }
    let (product, isTooLarge) = epochs.multipliedReportingOverflow(by: stepsPerEpoch)
    return isTooLarge ? Int.max : product
  }

  public mutating func complete(length: Int) {
    self.length = total ?? max(length, 1)
    (epochs, stepsPerEpoch) = (nil, nil)
  }

  /// The steps at which the phases end.
  private func ends(_ length: Int) -> [Double] {
    let rising = rise * Double(length) - 1
    return hasThreePhases
      ? [rising, 2 * rise * Double(length) - 2, Double(length - 1)] : [rising, Double(length - 1)]
  }

  private func hasEmptyPhase(_ length: Int) -> Bool {
    let ends = ends(length)
    return ends[0] == 0 || zip(ends, ends.dropFirst()).contains { $0 == $1 && $0 >= 0 }
  }

  public func begin(at rate: Double) -> ScheduledRate {
    var rate = ScheduledRate((most ?? rate) / divisor, own: [most ?? rate])
    write(&rate)
    return rate
  }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    // Behind its end, where PyTorch raises an error, it stays as it is.
    guard rate.count < (length ?? 1) else { return }
    rate.count += 1
    write(&rate)
  }

  private func write(_ rate: inout ScheduledRate) {
    let (first, most) = (rate.base, rate.own[0])
    let least = first / finalDivisor
    let (low, high) = (leastMomentum, mostMomentum)
    let corners = hasThreePhases ? [first, most, first, least] : [first, most, least]
    let momenta = hasThreePhases ? [high, low, high, high] : [high, low, high]
    let (ends, step) = (ends(length ?? 1), Double(rate.count))
    var start = 0.0
    for (phase, end) in ends.enumerated() {
      guard step <= end || phase == ends.count - 1 else {
        start = end
        continue
      }
      let share = end == start ? 1 : (step - start) / (end - start)
      rate.value = between(corners[phase], corners[phase + 1], share)
      if cyclesMomentum { rate.momentum = between(momenta[phase], momenta[phase + 1], share) }
      return
    }
  }

  private func between(_ start: Double, _ end: Double, _ share: Double) -> Double {
    switch anneal {
    case .cos: end + (start - end) / 2.0 * (cos(Double.pi * share) + 1)
    case .linear: (end - start) * share + start
    }
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    guard let total, total > length else { return [] }
    let place: SpecPath = self.length == nil ? ["epochs"] : ["total_steps"]
    return [ScheduleMisfit(place, "the cycle's end", rates: total, isIdle: false)]
  }

  /// The length that a trial is longer than; PyTorch raises an error then.
  public func shorterThan(length: Int) -> Int? { total.flatMap { $0 < length ? $0 : nil } }
}
