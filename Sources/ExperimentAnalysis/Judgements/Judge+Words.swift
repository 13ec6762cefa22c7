package import ExperimentRunner
internal import OptimizerLab

extension Judge {
  /// What it looks at and what that is said to be: `eval_loss, momentum − adam, above 0`.
  /// - Parameter noun: that by which the problem's optimizers are compared.
  package func words(_ noun: String = "loss") -> String {
    var parts = [what ?? noun]
    if let problem { parts.append("on \(Wording.name(problem))") }
    if let network { parts.append("of \(Wording.name(network))") }
    if let layer { parts.append("of layer \(layer)") }
    parts.append(moment)
    let names = (difference ?? ratio ?? []).map { Wording.name($0) }
    let whose =
      if names.count == 2 {
        names.joined(separator: ratio == nil ? " − " : " / ")
      } else if let lowest {
        "\(Wording.name(lowest)) lower than every other"
      } else {
        [statistic, of.map { "of \(Wording.name($0))" } ?? ""].filter { !$0.isEmpty }
          .joined(separator: " ")
      }
    let said = bound?.words ?? (difference != nil ? "below 0" : ratio != nil ? "below 1" : "")
    return ([parts.filter { !$0.isEmpty }.joined(separator: " "), whose, said])
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private var what: String? {
    if let stepsTo { return "steps to \(NumberText.typeset(stepsTo))" }
    if let evaluationsTo { return "gradients until \(NumberText.typeset(evaluationsTo))" }
    return looked?.rawValue
  }

  private var statistic: String {
    every != nil ? "every seed" : mean != nil ? "mean" : "median"
  }

  private var moment: String {
    switch at {
    case nil: ""
    case .start?: "at the start"
    case .end?: "at the end"
    case .best?: "at its best"
    case .step(let step)?: "at step \(step)"
    }
  }
}
