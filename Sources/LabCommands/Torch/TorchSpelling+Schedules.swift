package import OptimizerLab
internal import SpecLanguage

// How PyTorch spells a schedule, of the optimizer `o` and the number of rates `n`.
extension TorchSpelling {
  private static func schedulerClass(_ schedule: any Schedule) -> String? {
    switch schedule {
    case is StepSchedule: "StepLR"
    case is MultiStepSchedule: "MultiStepLR"
    case is ExponentialSchedule: "ExponentialLR"
    case is CosineSchedule: "CosineAnnealingLR"
    case is CosineWarmRestarts: "CosineAnnealingWarmRestarts"
    case is LinearSchedule: "LinearLR"
    case is OneCycle: "OneCycleLR"
    case is ReduceOnPlateau: "ReduceLROnPlateau"
    case is SequentialSchedule: "SequentialLR"
    default: nil
    }
  }

  /// Whether there is a line for a schedule of that kind.
  package static func hasLine(schedule: any Schedule) -> Bool { schedulerClass(schedule) != nil }

  /// - Parameter length: how many rates there are, as Python has it.
  static func schedule(_ schedule: any Schedule, length: String = "n") -> String {
    guard let name = schedulerClass(schedule) else {
      preconditionFailure("\(type(of: schedule).kind) has no line in TorchSpelling")
    }
    var arguments = ["o"]
    if let whole = schedule as? SequentialSchedule {
      let starts = [0] + whole.milestones
      let parts = whole.schedules.enumerated().map { place, part in
        let end =
          place + 1 < starts.count
          ? "\(starts[place + 1] - starts[place])" : "\(length) - \(starts[place])"
        return self.schedule(part, length: place == 0 && starts.count == 1 ? length : end)
      }
      arguments += [
        "[\(parts.joined(separator: ", "))]", "[\(listed(whole.milestones))]",
      ]
      return "lr_scheduler.\(name)(\(arguments.joined(separator: ", ")))"
    }
    if let steps = schedule as? MultiStepSchedule {
      arguments += [
        "[\(listed(steps.milestones))]", "gamma=\(PythonText.number(steps.gamma))",
      ]
      return "lr_scheduler.\(name)(\(arguments.joined(separator: ", ")))"
    }
    arguments += settings(of: schedule)
    if let cosine = schedule as? CosineSchedule, cosine.length == nil {
      arguments.append("T_max=\(length)")
    }
    if let cycle = schedule as? OneCycle {
      if cycle.most == nil { arguments.append("[g[\"lr\"] for g in o.param_groups]") }
      if !arguments.contains(where: { $0.hasPrefix("total_steps") || $0.hasPrefix("epochs") }) {
        arguments.append("total_steps=\(length)")
      }
      // What has no name stands first.
      arguments.sort { !$0.contains("=") && $1.contains("=") }
    }
    return "lr_scheduler.\(name)(\(arguments.joined(separator: ", ")))"
  }

  private static func listed(_ numbers: [Int]) -> String {
    numbers.map(String.init).joined(separator: ", ")
  }

  private static func settings(of schedule: any Schedule) -> [String] {
    guard case .object(let members) = Fields.writing(schedule).value else { return [] }
    // PyTorch's script hands over what is looked at itself.
    return members.filter { $0.key != "monitor" }
      .map { "\($0.key)=\(PythonText.value($0.node))" }
  }
}
