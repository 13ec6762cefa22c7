internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

// Sentences that several captions need.
extension RunOverview {
  /// The optimizer's name as a sentence has it.
  func name(_ optimizer: Int) -> String { Wording.name(optimizers[optimizer].name) }

  /// What lines and dots or bands are, in a figure of some of the problems. Nothing is drawn at random on
  /// a surface without noise, so that no seed changes a walk.
  /// - Parameter isByPanel: whether each optimizer has panels of its own, so that many have none.
  func seedSentence(
    _ applies: (Problem) -> Bool = { _ in true }, isByPanel: Bool = false
  ) -> String {
    let seeds = seedSentence(
      applies,
      marks: seedCount > Summary.dotLimit
        ? "; the darker band holds the middle half of them, the paler one goes from 10 to 90 %"
        : ", and each dot one of them")
    return (isByPanel ? [seeds, leftOutSentence] : [seeds, prominenceSentence])
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The same where bands are ranges, however many seeds there are.
  func rangeSentence(_ applies: (Problem) -> Bool) -> String {
    let marks =
      seedCount > Summary.dotLimit
      ? ", and the band goes from 10 to 90 % of them" : ", and the band their range"
    return [seedSentence(applies, marks: marks), prominenceSentence]
      .filter { !$0.isEmpty }.joined(separator: " ")
  }

  private func seedSentence(_ applies: (Problem) -> Bool, marks: String) -> String {
    let own = shown(applies).map(\.element)
    let surfaces = own.count { !$0.traits.isRandom }
    let walks = "\(calmSurface.other) every seed walks the same way"
    if surfaces == own.count, surfaces > 0 {
      return seedCount > 1
        ? "Each line is that of all \(seedCount) seeds, and there is no band: \(walks)."
        : "There is one seed, and so no band; \(walks)."
    }
    let sentence =
      seedCount > 1
      ? "Each line is the median of \(seedCount) seeds\(marks)"
      : "There is one seed, and so no band: how another would do is not known"
    return sentence + (surfaces > 0 ? "; \(walks)." : ".")
  }

  /// On what no seed changes a walk, at the beginning of a sentence and within one.
  var calmSurface: (first: String, other: String) {
    let hasNoise = problems.contains { !$0.traits.hasExamples && $0.traits.isRandom }
    let words = "n a surface\(hasNoise ? " without noise" : "")"
    return ("O\(words)", "o\(words)")
  }

  /// Which pictures and paths are shown of several seeds.
  var firstSeedSentence: String {
    guard let seed = runs.first?.seed else { return "" }
    return seedCount > 1 ? "Of \(seedCount) seeds the first is shown, \(seed)." : "Seed \(seed)."
  }

  /// Which trials of a problem diverged or are not finished; empty where all went well.
  /// - Parameter ofCurves: whether the figure has medians and bands.
  func divergenceNotes(of facts: LossComparison, ofCurves: Bool = true) -> [String] {
    let total = facts.entries.map(\.seeds).reduce(0, +)
    let diverged = facts.entries.filter { !$0.diverged.isEmpty }
    let steps = diverged.flatMap(\.diverged)
    var sentences: [String] = []
    if steps.count == total, total > 0 {
      let what = total == 1 ? "The one trial diverged" : "All \(total) trials diverged"
      sentences.append(
        "\(what), at step \(Wording.range(steps)): there is no loss to compare at the end.")
    } else if !diverged.isEmpty {
      let items = diverged.map { entry in
        "\(name(entry.optimizer)) in \(entry.diverged.count) of \(Wording.count(entry.seeds, "seed"))"
          + " (step \(Wording.range(entry.diverged)))"
      }
      sentences.append(
        "Diverged: \(Wording.list(items))" + (ofCurves ? rest(of: diverged) : "") + ".")
    }
    let unfinished = facts.entries.map(\.unfinished).reduce(0, +)
    if unfinished > 0 {
      sentences.append(
        "\(unfinished) of \(Wording.count(total, "trial")) "
          + "\(unfinished == 1 ? "is" : "are") not finished.")
    }
    return sentences
  }

  /// What curves show after some of an optimizer's trials diverged; of one that diverged under all
  /// seeds there is no rest.
  private func rest(of diverged: [LossComparison.Entry]) -> String {
    let partly = diverged.filter { $0.diverged.count < $0.seeds }
    guard !partly.isEmpty else { return "" }
    let whose =
      partly.count == diverged.count
      ? "" : " of \(Wording.list(partly.map { name($0.optimizer) }))"
    return
      "; from there on medians\(seedCount > Summary.dotLimit ? " and bands" : "")\(whose) are those of "
      + "the rest, and end where fewer than half of the seeds are left"
  }

  /// That noisy lines are smoothed; empty where all curves of some problems are too short for it.
  /// - Parameter what: which lines; without it, all that the figure has of such problems.
  func smoothingSentence(_ applies: (Problem) -> Bool, of what: String? = nil) -> String {
    let isSmoothed = Thinning.curves(everyRow).contains { places in
      let problem = problems[everyRow[places[0]].problem]
      return applies(problem) && problem.traits.isRandom && Smoothing.reach(of: places.count) > 0
    }
    guard isSmoothed else { return "" }
    let hasSurfaces = problems.contains { applies($0) && !$0.traits.isRandom }
    let lines = what ?? "all that is drawn\(hasSurfaces ? " of them" : "")"
    let hasBatches = problems.contains { applies($0) && $0.traits.hasExamples }
    return
      "\(hasBatches ? "Single batches make" : "Noise makes") these numbers jump: \(lines) are running medians, over a twelfth of the "
      + "recorded updates."
  }

  /// What was thinned out for drawing; empty for nothing.
  private func thinningSentence(_ applies: (Problem) -> Bool) -> String {
    let own = shown(applies)
    let thinned = own.map(\.offset).filter(isThinned)
    guard !thinned.isEmpty else { return "" }
    let names = thinned.map { Wording.name(problems[$0].name) }
    let what = thinned.count == shown().count ? "" : " of \(Wording.list(names))"
    let parts =
      seedCount > Summary.dotLimit ? "lines and bands" : seedCount > 1 ? "lines and dots" : "lines"
    return
      "Thinned out for drawing: the \(parts)\(what) go through "
      + "the means of at most \(Thinning.limit) parts of the steps; the CSV files have every recorded "
      + "step."
  }

  /// Paragraphs of a caption: what holds for all of it, then one for each problem that has
  /// something to say, begun with its name where there are several, then what was thinned out.
  /// - Parameters:
  ///   - ofCurves: whether the figure shows curves, which may be thinned out.
  ///   - namesRates: whether the learning rates that are compared are told, where some optimizer was
  ///     tried with several.
  func caption(
    _ introduction: [String], applies: (Problem) -> Bool = { _ in true },
    ofCurves: Bool = false, namesRates: Bool = true,
    of problem: (_ place: Int) -> [String]
  ) -> String {
    var paragraphs = [introduction.filter { !$0.isEmpty }.joined(separator: " ")]
    for (place, each) in shown(applies) {
      let rates = namesRates ? RateCaption(context: self, problem: place).shown : ""
      let sentences = ([rates] + problem(place)).filter { !$0.isEmpty }
      guard !sentences.isEmpty else { continue }
      let heading = problems.count > 1 ? "\(Wording.name(each.name)): " : ""
      paragraphs.append(heading + sentences.joined(separator: " "))
    }
    if ofCurves { paragraphs.append(thinningSentence(applies)) }
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n")
  }
}
