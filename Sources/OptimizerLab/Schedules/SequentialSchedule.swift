public import SpecLanguage

/// One schedule after another, as `torch.optim.lr_scheduler.SequentialLR`.
///
/// Each begins from the first rate at its milestone, whatever the one before it had come to. Remembers
/// the count of the whole; `count` is that of the part which is at work.
public struct SequentialSchedule: Schedule {
  public static let kind = "sequential"
  public static let summary = "one schedule after another, as SequentialLR"

  public var schedules: [any Schedule] = []
  public var milestones: [Int] = []

  /// Where the count of the whole stands among what is remembered: behind the most that a part has.
  private static let wholeCount = 2

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.kinds(
      "schedules", &schedules, among: Schedules.parts, count: .from(1, to: 1000),
      required: true, "What comes one after another.")
    fields.field(
      "milestones", &milestones, as: .milestones(count: .any), required: true,
      "After how many epochs, or steps, the next begins; each more than the one before.")
    if !schedules.isEmpty, fields.has("milestones"), milestones.count != schedules.count - 1 {
      fields.report(
        "\(schedules.count) schedules have \(schedules.count - 1) milestones between them, not "
          + "\(milestones.count)", at: ["milestones"])
    }
  }

  public mutating func complete(length: Int) {
    let starts = [0] + milestones
    for place in schedules.indices where starts.indices.contains(place) {
      let end = starts.indices.contains(place + 1) ? starts[place + 1] : length
      schedules[place].complete(length: max(end - starts[place], 1))
    }
  }

  public func begin(at rate: Double) -> ScheduledRate {
    var result = schedules[0].begin(at: rate)
    result.own += [Double](repeating: 0, count: Self.wholeCount + 1 - result.own.count)
    return result
  }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    let whole = Int(rate.own[Self.wholeCount]) + 1
    rate.own[Self.wholeCount] = Double(whole)
    let place = milestones.count { $0 <= whole }
    if place > 0, milestones[place - 1] == whole {
      schedules[place].restart(&rate)
    } else {
      schedules[place].advance(&rate, loss: loss)
    }
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    let late = milestones.firstIndex { $0 >= length }
    let own = late.map { place in
      [
        ScheduleMisfit(
          ["milestones", .index(place)], "the milestone \(milestones[place])",
          rates: milestones[place], isIdle: false)
      ]
    }
    let starts = [0] + milestones
    let ofParts = schedules.indices.flatMap { place -> [ScheduleMisfit] in
      guard starts.indices.contains(place), starts[place] < length else { return [] }
      let end = starts.indices.contains(place + 1) ? min(starts[place + 1], length) : length
      return schedules[place].misfits(length: end - starts[place]).map { misfit in
        var misfit = misfit
        misfit.place = SpecPath([.key("schedules"), .index(place)] + misfit.place.steps)
        misfit.rates += starts[place]
        // An idle part is no idle whole; and a line that ends where the next begins is meant.
        misfit.isIdle = false
        return misfit
      }
    }
    return (own ?? []) + ofParts.filter { $0.rates >= length }
  }
}
