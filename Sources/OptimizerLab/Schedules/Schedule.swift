public import SpecLanguage

/// How a learning rate changes while a trial goes on, as a class of `torch.optim.lr_scheduler`.
///
/// A new schedule is one file and one word in `Schedules.all`. Each is the recursion of PyTorch's
/// `get_lr`, in its order of operations, so that every rate has the bits of PyTorch's; the closed form
/// of the same curve is another number in its last digits.
public protocol Schedule: Configurable, Sendable {
  /// The name in a spec.
  static var kind: String { get }
  /// One line for `optlab list schedules`.
  static var summary: String { get }

  /// What it looks at before it decides; `nil` where it only counts.
  var watched: Watched? { get }
  /// Whether it moves the optimizer's momentum, too.
  var movesMomentum: Bool { get }

  /// Fills in what the spec leaves to the length of the trial.
  /// - Parameter length: how many rates there are: epochs, or steps.
  mutating func complete(length: Int)

  /// The first rate: what the constructor of PyTorch's class leaves in the optimizer.
  func begin(at rate: Double) -> ScheduledRate

  /// Moves on to the next rate: `scheduler.step()`.
  /// - Parameter loss: what is watched; only where something is.
  func advance(_ rate: inout ScheduledRate, loss: Double)

  /// Begins anew behind other schedules, as `SequentialLR` lets it at a milestone.
  func restart(_ rate: inout ScheduledRate)

  /// What of it does not fit a trial with so many rates.
  func misfits(length: Int) -> [ScheduleMisfit]
}

extension Schedule {
  public var watched: Watched? { nil }
  /// Whether it looks at a loss before it decides.
  public var watchesLoss: Bool { watched != nil }
  public var movesMomentum: Bool { false }
  public mutating func complete(length: Int) {}
  public func begin(at rate: Double) -> ScheduledRate { ScheduledRate(rate) }
  public func restart(_ rate: inout ScheduledRate) {
    rate.count = 0
    rate.value = rate.base
  }
  public func misfits(length: Int) -> [ScheduleMisfit] { [] }
}

/// A learning rate under a schedule: what PyTorch keeps of it in the optimizer and the scheduler.
public struct ScheduledRate: Sendable, Equatable {
  /// `initial_lr`.
  public var base: Double
  /// `lr`: that of the next update.
  public var value: Double
  /// `last_epoch`.
  public var count = 0
  /// The momentum of the next update, where the schedule moves it.
  public var momentum = Double.nan
  /// What the schedule remembers besides, as many numbers at any time.
  public var own: [Double]

  public init(_ rate: Double, own: [Double] = []) {
    base = rate
    value = rate
    self.own = own
  }

  /// All of it, for a checkpoint.
  var numbers: [Double] { [base, value, Double(count), momentum] + own }

  /// Takes up what `numbers` of such a rate were; `false` where it is not such a rate.
  mutating func restore(_ numbers: ArraySlice<Double>) -> Bool {
    guard numbers.count == own.count + 4, let first = numbers.first, first == base,
      let count = Int(exactly: numbers[numbers.startIndex + 2])
    else { return false }
    value = numbers[numbers.startIndex + 1]
    self.count = count
    momentum = numbers[numbers.startIndex + 3]
    own = Array(numbers.dropFirst(4))
    return true
  }
}

/// Something of a schedule that does not fit the length of a trial.
public struct ScheduleMisfit: Sendable, Equatable {
  /// The place in the schedule.
  public var place: SpecPath
  /// What comes too late: `the milestone 90`, `step_size 90`.
  public var what: String
  /// How many rates pass before it.
  public var rates: Int
  /// Whether the schedule does nothing at all then.
  public var isIdle: Bool

  public init(_ place: SpecPath, _ what: String, rates: Int, isIdle: Bool) {
    self.place = place
    self.what = what
    self.rates = rates
    self.isIdle = isIdle
  }
}

/// When a schedule moves on.
public enum ScheduleUnit: String, Sendable, CaseIterable {
  case epoch, step
}

/// A schedule and when it moves on.
public struct ScheduleSetting: Configurable, Sendable {
  public var schedule: any Schedule = StepSchedule()
  public var unit = ScheduleUnit.epoch

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.kind(&schedule, among: Schedules.kinds)
    fields.choice(
      "by", &unit,
      "Whether it moves on after each epoch, as scheduler.step() behind the loop over the batches, or "
        + "after each step.")
  }
}
