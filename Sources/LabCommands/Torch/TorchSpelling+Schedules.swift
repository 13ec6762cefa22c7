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

  /// Fields that PyTorch's classes want, or that are the point of them.
  private static let always = ["step_size", "gamma", "T_max", "T_0", "total_iters"]

  /// - Parameters:
  ///   - length: how many rates there are, as Python has it.
  ///   - depth: how many levels the call is indented.
  ///   - before: what stands before it on its line.
  static func schedule(
    _ schedule: any Schedule, length: String = "n", depth: Int, after before: String = ""
  ) -> String {
    guard let name = schedulerClass(schedule) else {
      preconditionFailure("\(type(of: schedule).kind) has no line in TorchSpelling")
    }
    var arguments = ["o"]
    switch schedule {
    case let whole as SequentialSchedule:
      let starts = [0] + whole.milestones
      let parts = whole.schedules.enumerated().map { place, part in
        let isLast = place + 1 == starts.count
        let own =
          isLast
          ? (place == 0 ? length : "\(length) - \(starts[place])")
          : "\(starts[place + 1] - starts[place])"
        return self.schedule(part, length: own, depth: depth + 2)
      }
      arguments += [
        PythonText.list(parts, depth: depth + 1, after: ""), "[\(listed(whole.milestones))]",
      ]
    case let steps as MultiStepSchedule:
      arguments += ["[\(listed(steps.milestones))]", "gamma=\(PythonText.number(steps.gamma))"]
    case let cycle as OneCycle:
      if cycle.most == nil { arguments.append("[g[\"lr\"] for g in o.param_groups]") }
      let own = settings(of: cycle)
      arguments += own
      if !own.contains(where: { $0.hasPrefix("total_steps") || $0.hasPrefix("epochs") }) {
        arguments.append("total_steps=\(length)")
      }
    case let cosine as CosineSchedule:
      if cosine.length == nil { arguments.append("T_max=\(length)") }
      arguments += settings(of: cosine)
    default: arguments += settings(of: schedule)
    }
    return PythonText.call("lr_scheduler.\(name)", arguments, depth: depth, after: before)
  }

  private static func listed(_ numbers: [Int]) -> String {
    numbers.map(String.init).joined(separator: ", ")
  }

  /// Those that are not the defaults.
  private static func settings<S: Schedule>(of schedule: S) -> [String] {
    guard case .object(let members) = Fields.writing(schedule).value,
      case .object(let usual) = Fields.writing(S()).value
    else { return [] }
    // PyTorch's script hands over what is looked at itself.
    return members.filter { $0.key != "monitor" }.compactMap { member in
      let value = PythonText.value(member.node)
      let standard = usual.first { $0.key == member.key }.map { PythonText.value($0.node) }
      return always.contains(member.key) || value != standard ? "\(member.key)=\(value)" : nil
    }
  }
}
