internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

// The equations of optimizers that have theirs in the spec.
extension Report {
  var rules: HTML {
    let found = experiment.optimizers.flatMap { entry in
      zip(entry.optimizers, entry.sideNames).compactMap { optimizer, side in
        (optimizer as? WrittenRule).map { rule(entry.name, side, $0) }
      }
    }
    guard !found.isEmpty else { return .nothing }
    return .element("h3", ["id": "rules"], .text("Rules")) + found.joined()
  }

  private func rule(_ name: String, _ side: String?, _ rule: WrittenRule) -> HTML {
    let states = rule.states.map { state in
      HTML.element("math", RuleMath.name(state.name))
        + (state.start == 0
          ? .nothing : .text(", at first \(NumberText.short(state.start))"))
    }
    let settings = rule.settings.map { setting in
      HTML.element(
        "math",
        .element(
          "mrow", RuleMath.name(setting.name), .element("mo", .text("=")),
          .element("mn", .text(NumberText.short(setting.value)))))
    }
    let facts =
      (states.isEmpty
        ? HTML.text("It remembers nothing.")
        : .text("It remembers ") + states.joined(.text("; ")) + .text("."))
      + (settings.isEmpty ? .nothing : .text(" With ") + settings.joined(.text(", ")) + .text("."))
    return .element(
      "figure", ["class": "rule"],
      .element(
        "figcaption", .element("strong", .name(name)),
        side.map { HTML.text(", the \($0)’s") } ?? .nothing, .text(" "), facts),
      RuleMath.lines(of: rule))
  }
}

extension OptimizerEntry {
  /// Whose each of its optimizers is, in a GAN with one for each player.
  fileprivate var sideNames: [String?] {
    discriminator == nil ? [nil] : ["discriminator", "generator"]
  }
}
