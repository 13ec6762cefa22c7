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

  /// Of more than a few problems, where the rows of one are in the files that curves are drawn from, which
  /// have them together.
  func parts(of problem: Int) -> [DataFile: ClosedRange<Int>] {
    guard problems.count > Self.mostInRows else { return [:] }
    // Every panel asks.
    return found("parts of tables", problem: problem) { searchedParts(of: problem) }
  }

  private func searchedParts(of problem: Int) -> [DataFile: ClosedRange<Int>] {
    func part<Row>(_ rows: [Row], _ own: (Row) -> Int) -> ClosedRange<Int>? {
      guard let first = rows.firstIndex(where: { own($0) == problem }),
        let last = rows.lastIndex(where: { own($0) == problem })
      else { return nil }
      return first...last
    }
    let all: [(DataFile, ClosedRange<Int>?)] = [
      (.summary, part(summary, \.problem)), (.layers, part(layerSummary, \.problem)),
      (.seeds, part(seedRows, \.row.problem)), (.layerSeeds, part(layerSeedRows, \.row.problem)),
    ]
    return Dictionary(
      uniqueKeysWithValues: all.compactMap { file, part in part.map { (file, $0) } })
  }

  /// Up to so many problems have rows of their own in a figure; of more there are small multiples.
  static let mostInRows = 9

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
