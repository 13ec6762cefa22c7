internal import OptimizerLab
internal import SpecLanguage

// Optimizers that cannot be both players of a saddle.
extension Experiment {
  func checkPlayers(_ fields: inout Fields) {
    for problem in problems {
      guard let updates = problem.task.surface?.updates else { continue }
      for place in optimizers.indices {
        guard let why = objection(to: place, updates) else { continue }
        fields.report(
          "\(why), and the problem \(quoted(problem.name)) is a saddle",
          at: ["optimizers", .index(place), "kind"])
      }
    }
  }

  /// Why some configuration of an optimizer cannot play; `nil` where all can.
  private func objection(to place: Int, _ updates: Saddle.Updates) -> String? {
    let all = [optimizers[place].optimizer] + configurations(of: place).map(\.optimizer)
    let kind = quoted(type(of: optimizers[place].optimizer).kind)
    for optimizer in all {
      guard let rule = optimizer as? any GradientRule else {
        return "\(kind) goes down one function, which two players do not have"
      }
      guard updates == .alternating else { continue }
      if rule.looksElsewhere {
        return
          "\(kind) takes its gradient where both look ahead at once, which is no \"alternating\""
      }
      if !rule.goesInParts {
        return "\(kind) moves all parameters at once, which is no \"alternating\""
      }
    }
    return nil
  }
}
