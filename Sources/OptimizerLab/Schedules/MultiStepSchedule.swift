public import SpecLanguage

/// η ← γ·η at each milestone, as `torch.optim.lr_scheduler.MultiStepLR`.
public struct MultiStepSchedule: Schedule {
  public static let kind = "multi_step"
  public static let summary = "the rate times gamma at each milestone, as MultiStepLR"

  public var milestones: [Int] = []
  public var gamma = 0.1

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.field(
      "milestones", &milestones, as: .milestones(count: .atLeast(1)), required: true,
      "After how many epochs, or steps, the rate changes; each more than the one before.")
    fields.number("gamma", &gamma, in: .above(0), "What the rate is multiplied by.")
  }

  public func advance(_ rate: inout ScheduledRate, loss: Double) {
    rate.count += 1
    for milestone in milestones where milestone == rate.count { rate.value *= gamma }
  }

  public func misfits(length: Int) -> [ScheduleMisfit] {
    milestones.enumerated().filter { $1 >= length }.prefix(1).map { place, milestone in
      ScheduleMisfit(
        ["milestones", .index(place)], "the milestone \(milestone)", rates: milestone,
        isIdle: place == 0)
    }
  }
}

extension FieldType where Value == [Int] {
  /// Whole numbers from 1 on, each more than the one before.
  static func milestones(count: ListCount) -> Self {
    FieldType<[Int]>.list(of: .integer(in: 1...1_000_000_000), count: count)
      .checked { milestones, path, node, diagnostics in
        for place in milestones.indices.dropFirst()
        where milestones[place] <= milestones[place - 1] {
          diagnostics.report(
            "a milestone is to be more than the one before, but \(milestones[place]) comes behind "
              + "\(milestones[place - 1])", at: path.appending(.index(place)),
            node.child(.index(place)) ?? node)
        }
      }
  }
}
