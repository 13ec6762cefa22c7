internal import ExperimentAnalysis
internal import ExperimentRunner

// What scripts read from the tables beside them.
extension RunOverview {
  /// Whether a table has more than its header: a trial that diverged at once leaves no row.
  func hasRows(_ file: DataFile) -> Bool {
    switch file {
    case .summary: !summary.isEmpty
    case .layers: !layerSummary.isEmpty
    case .paths: runs.contains { ($0.result?.path.count ?? 0) > 0 }
    case .times: !timeRows.isEmpty
    case .seeds: !seedRows.isEmpty
    case .layerSeeds: !layerSeedRows.isEmpty
    // Figures of these are made only where there are some.
    case .units, .histograms, .rates, .tuning, .lines, .profile, .scores, .budgets, .improvement,
      .problems, .divergence, .confusion, .boundaryPoints, .theory, .theoryRates,
      .matrix, .agreement:
      true
    }
  }

  /// Commands that read from a table whose trial was chosen, the last step of it, `last_1`, and its
  /// name, `name_1`.
  func trialCommands(_ choices: [FigurePage.Choice], in file: DataFile, step: String) -> String {
    let names = optimizers.map { FigureText.source(PlainText.shortened($0.name, to: 40)) }
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
