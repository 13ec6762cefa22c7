internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

// What came out: the comparison, and the trials.
extension Report {
  var results: HTML {
    .element(
      "section", ["id": "results"],
      .element("h2", .text("Results")),
      presentation.results.sections.map(comparison).joined(),
      .element(
        "p", ["class": "quiet"], .text(presentation.results.notes.joined(separator: " "))),
      fairness,
      .element(
        "p", ["class": "quiet"],
        .text("For a spreadsheet, a README or a paper: "),
        ["results.csv", "differences.csv", "results.md", "results.tex"].map { file in
          .element("a", ["href": file], .text(file))
        }.joined(.text(", ")), .text(".")),
      differences,
      problemDifferences,
      scores,
      .element(
        "details", ["data-print": "yes"],
        .element("summary", .text("All \(Self.count(folder.trials.count, "trial"))")), trials))
  }

  /// For what the comparison is not to be believed, in a line.
  private var fairness: HTML {
    let findings = Fairness.findings(FairnessFacts(folder))
    guard !findings.isEmpty else { return .nothing }
    return .element(
      "p", ["class": "quiet"],
      .text(
        "What a reviewer would ask: \(findings.map(\.what).joined(separator: "; ")). "
          + "`optlab lint` says why each matters, and what to write instead."))
  }

  /// The optimizers on one network, with intervals.
  private func comparison(_ section: ResultsTable.Section) -> HTML {
    let rows = section.rows.enumerated().map { place, row in
      row.enumerated().map { column, cell in
        let isBest = column == 0 && section.lowest.contains(place)
        let badge = section.lowest.count == 1 ? "lowest" : "lowest, equal"
        return Self.cell(cell, isName: column < section.names)
          + (isBest ? .element("span", ["class": "best"], .text(badge)) : .nothing)
      }
    }
    return HTML.table(
      caption: .name(section.title), label: "Results of \(section.title)",
      columns: section.header.enumerated().map { ($1, $0 >= section.names) }, rows: rows)
  }

  /// An interval stands below its number: side by side they would be too wide for most pages.
  static func cell(_ cell: ResultsTable.Cell, isName: Bool = false) -> HTML {
    switch cell {
    case .text(let text): isName ? .name(text) : .text(text)
    case .estimate(let value, let interval, let note):
      .text(value)
        + (interval.map { .text(" ") + .element("span", ["class": "interval"], .text($0)) }
          ?? .nothing) + (note.isEmpty ? .nothing : .text(" \(note)"))
    }
  }

  /// The pairs, folded: there are many of many optimizers.
  private var differences: HTML {
    let pairs = presentation.results.pairs
    guard !pairs.isEmpty else { return .nothing }
    let tables = pairs.map { network in
      HTML.table(
        caption: .name(network.title), label: "Differences on \(network.title)",
        columns: [
          ("first against second", false), ("mean difference", true), ("median difference", true),
          ("seeds", true), ("p", true), ("p, Holm", true), ("r", true), ("lower final loss", false),
        ],
        rows: network.rows.map(cells))
    }
    let explanation = """
      One loss less the other under each seed, or, after ×, the ratio of the two: the mean over the \
      seeds that both finished, with the 95 % interval of Student’s t, and the median, in which a seed \
      under which one of the two diverged is infinite. p is the exact sign-flip test’s, and the next \
      that after Holm’s correction; r is the correlation of the two losses over the seeds. Only where \
      it is well above 0 do pairs tell more than the two alone would.
      """
    return .element(
      "details", ["data-print": "yes"],
      .element("summary", .text("Paired differences of final losses")),
      .element("p", ["class": "quiet"], .text(explanation)),
      experiment.optimizers.count > RunOverview.mostInFull
        ? .element(
          "p", ["class": "quiet"],
          .text(
            "Of \(experiment.optimizers.count) optimizers these are the pairs with the lowest and with the "
              + "first of the spec, corrected over all pairs that there are."))
        : .nothing, tables.joined())
  }

  private func cells(of pair: ResultsTable.Pair) -> [HTML] {
    let names = [pair.first, pair.second].map { HTML.name(experiment.optimizers[$0].name) }
    let lower: HTML =
      if let place = pair.lower {
        .name(experiment.optimizers[place].name)
      } else {
        .text(pair.isEqual ? "equal" : "cannot be told")
      }
    return [
      names[0] + .text(" − ") + names[1], Self.cell(pair.mean), Self.cell(pair.median),
      .text("\(pair.seeds)"), Self.number(pair.probability), Self.number(pair.corrected),
      Self.number(pair.correlation), lower,
    ]
  }

  static func number(_ value: Double?) -> HTML {
    .text(value.map(NumberText.typeset) ?? "–")
  }

  private var trials: HTML {
    let columns = [
      ("trial", true), ("problem", false), ("optimizer", false), ("lr", true), ("batch", true),
      ("seed", true), ("status", false),
      ("steps", true), ("final loss", true), ("time", true),
    ]
    let rows = ShownTrials.of(folder).map { trial -> [HTML] in
      let result = folder.results[trial.index]
      let state = state(of: trial)
      let status =
        (result?.divergedAt.map { "diverged at step \($0)" }
          ?? result?.stopReason.map { "finished early: \($0)" } ?? state)
        + (trial.isTuning ? ", in tuning" : "")
      return [
        .text("\(trial.index)"), .name(experiment.problems[trial.problem].name),
        .name(experiment.optimizers[trial.optimizer].name)
          + (experiment.optimizers[trial.optimizer].isExternal ? .text(" (external)") : .nothing),
        .text(rates(of: trial)),
        .text(trial.settings.batchSize == 0 ? "–" : "\(trial.settings.batchSize)"),
        .text("\(trial.settings.seed)"),
        .element("span", ["class": state == "not begun" ? "" : state], .text(status)),
        .text(result.map { "\($0.steps)" } ?? "–"), .text(finalLoss(of: trial)),
        .text(result.map { Wording.duration($0.seconds) } ?? "–"),
      ]
    }
    let left = folder.trials.count - rows.count
    let caption: HTML =
      left == 0
      ? .nothing
      : .text(
        "\(rows.count) of \(folder.trials.count) trials: some that did not finish, those that failed "
          + "first; then the best and the worst of each problem. All of them are in ")
        + .element("a", ["href": "trials.csv"], .text("trials.csv")) + .text(".")
    return HTML.table(caption: caption, label: "Trials", columns: columns, rows: rows)
  }

  /// The learning rate; of two players the discriminator's and the generator's.
  private func rates(of trial: Trial) -> String {
    let rates =
      (trial.settings.discriminator.map { [$0.learningRate] } ?? [])
      + [trial.settings.learningRate]
    return rates.map(NumberText.typeset).joined(separator: " / ")
  }

  /// What a finished trial ended with; of several networks the loss of each.
  private func finalLoss(of trial: Trial) -> String {
    guard let result = folder.results[trial.index], result.status == .finished else { return "–" }
    let networks = folder.networks[trial.problem]
    let losses = networks.enumerated().map { place, network in
      (networks.count > 1 ? "\(network.name) " : "")
        + (result.finalLoss(ofNetwork: place).map(NumberText.typeset) ?? "–")
    }
    return losses.joined(separator: ", ")
  }
}
