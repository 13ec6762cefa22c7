internal import OptimizerLab

// Figures that show one trial, which the script's reader may choose.
extension RunOverview {
  /// The places of a problem's trials in `trials.csv`: `0 to 11`.
  func trialRange(_ problem: Int) -> String {
    let own = trials.indices.filter { trials[$0].problem == problem }
    return "\(own.first ?? 0) to \(own.last ?? 0)"
  }

  /// "Adam with seed 3 (trial 23)".
  func trialName(_ trial: Int) -> String {
    "\(name(trials[trial].optimizer)) with seed \(trials[trial].seed) (trial \(trial))"
  }

  /// Commands that read from a table whose trial was chosen, the last step of it, `last_1`, and its
  /// name, `name_1`.
  func trialCommands(_ choices: [FigurePage.Choice], in file: DataFile, step: String) -> String {
    let names = optimizers.map { FigureText.source(FigureText.shortened($0.name, to: 40)) }
    let array = "array optimizer_name[\(names.count)] = [\(names.joined(separator: ", "))]"
    let all = choices.map { choice in
      let number = choice.name.dropFirst("trial_".count)
      return """
        last = -1
        stats \(file) using (column('trial') == \(choice.name) && column('\(step)') > last ? \
          (last = column('\(step)'), own = column('optimizer_index'), seed = strcol('seed'), 0) : 0) \
          nooutput
        if (last < 0) { exit error sprintf('\(file.rawValue).csv has no trial %d', \(choice.name)) }
        last_\(number) = last
        name_\(number) = sprintf('%s, seed %s, trial %d', optimizer_name[own + 1], seed, \(choice.name))
        """
    }
    return ([array] + all).joined(separator: "\n")
  }
}
