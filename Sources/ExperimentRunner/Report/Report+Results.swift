internal import OptimizerLab

// What came out: the comparison, and the trials.
extension Report {
  var results: HTML {
    .element(
      "section", ["id": "results"],
      .element("h2", .text("Results")),
      experiment.problems.indices.map(comparison).joined(),
      .element(
        "details", ["data-print": "yes"],
        .element("summary", .text("All \(Self.count(folder.trials.count, "trial"))")), trials))
  }

  /// The optimizers of one problem: the median over the seeds of what their finished trials ended
  /// with, and the range.
  private func comparison(_ problem: Int) -> HTML {
    let isAdversarial = experiment.problems[problem].task is AdversarialTask
    let losses = isAdversarial ? ["loss of D", "loss of G"] : ["final loss"]
    // The loss first: a telephone shows two or three columns.
    let columns = ["optimizer"] + losses + ["diverged", "lr", "batch", "kind"]
    let name = experiment.problems[problem].name
    let rows = experiment.optimizers.indices.map { optimizer in
      row(problem, optimizer, networks: isAdversarial ? [0, 1] : [0])
    }
    let seeds = experiment.seeds.count
    return Self.table(
      caption: .text("Problem ") + .name(name)
        + .text(seeds > 1 ? ": medians over the seeds (lowest–highest)" : ": one seed"),
      label: "Results of \(name)",
      columns: columns.map { ($0, !["optimizer", "kind"].contains($0)) }, rows: rows)
  }

  private func row(_ problem: Int, _ optimizer: Int, networks: [Int]) -> [HTML] {
    let own = folder.comparedTrials(problem: problem, optimizer: optimizer)
    let results = own.compactMap { folder.results[$0.index] }
    let finished = results.filter { $0.status == .finished }
    let entry = experiment.optimizers[optimizer]
    let settings = own.first?.settings
    let batch = settings.map { $0.batchSize == 0 ? "–" : "\($0.batchSize)" } ?? "–"
    let losses = networks.map { network in
      HTML.text(
        Self.words(Summary.spread(finished.compactMap { $0.finalLoss(ofNetwork: network) })))
    }
    return [.name(entry.name)] + losses + [
      .text("\(results.count { $0.status == .diverged }) of \(own.count)"),
      .text(settings.map { Wording.number($0.learningRate) } ?? "–"), .text(batch),
      .text(type(of: entry.optimizer).kind),
    ]
  }

  private var trials: HTML {
    let columns = [
      ("trial", true), ("problem", false), ("optimizer", false), ("lr", true), ("seed", true),
      ("status", false),
      ("steps", true), ("final loss", true), ("seconds", true),
    ]
    let rows = folder.trials.map { trial -> [HTML] in
      let result = folder.results[trial.index]
      let state = state(of: trial)
      let status = result?.divergedAt.map { "diverged at step \($0)" } ?? state
      let loss = result.flatMap { $0.status == .finished ? $0.finalLoss(ofNetwork: 0) : nil }
      return [
        .text("\(trial.index)"), .name(experiment.problems[trial.problem].name),
        .name(experiment.optimizers[trial.optimizer].name),
        .text(Wording.number(trial.settings.learningRate)), .text("\(trial.settings.seed)"),
        .element("span", ["class": state == "not begun" ? "" : state], .text(status)),
        .text(result.map { "\($0.steps)" } ?? "–"), .text(loss.map(Wording.number) ?? "–"),
        .text(result.map { Wording.number($0.seconds) } ?? "–"),
      ]
    }
    return Self.table(caption: .nothing, label: "Trials", columns: columns, rows: rows)
  }

  /// - Parameter columns: their titles, and whether they hold numbers.
  static func table(
    caption: HTML, label: String, columns: [(title: String, isNumber: Bool)], rows: [[HTML]]
  ) -> HTML {
    let head = columns.map { column in
      HTML.element(
        "th", ["scope": "col", "class": column.isNumber ? "number" : ""], .text(column.title))
    }
    let body = rows.map { row in
      HTML.element(
        "tr",
        row.enumerated().map { index, cell in
          .element("td", ["class": columns[index].isNumber ? "number" : ""], cell)
        })
    }
    return .element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": label],
      .element(
        "table", caption == .nothing ? .nothing : .element("caption", caption),
        .element("thead", .element("tr", head)), .element("tbody", body)))
  }
}
