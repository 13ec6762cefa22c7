internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What the measured pictures of one GAN show, in sentences.
struct GANQualityCaption {
  let context: RunOverview
  let problem: Int

  /// A distance so many times its lowest is worse by more than the draw of the noise makes out.
  private static let worse = 1.1

  var sentences: [String] {
    guard let levels = context.problems[problem].pictureLevels else { return [] }
    let ends = ends(.frechet)
    guard let range = EndRange(context, ends).words(NumberText.typeset) else {
      return [Self.sentence(of: levels)]
    }
    let verb = range.isOne ? "is" : "goes from"
    return ["At the end the Fréchet distance \(verb) \(range.text).", Self.sentence(of: levels)]
      + [grey(ends, levels), later(ends), classes(levels)]
  }

  private func ends(_ quantity: Quantity) -> [RunOverview.End] {
    let network = context.problems[problem].networks.count - 1
    return context.ends(problem: problem) { $0.result?.final(quantity, ofNetwork: network) }
  }

  /// "512 other real pictures get 2.5, the mean picture alone 152."
  private static func sentence(of levels: PictureLevels) -> String {
    let mean = NumberText.typeset(levels.meanPicture)
    return levels.others.map {
      "\(levels.otherCount) other real pictures get \(NumberText.typeset($0.frechet)), the mean picture "
        + "alone \(mean)."
    } ?? "The mean picture alone gets \(mean)."
  }

  /// Whose pictures all together are no better than one.
  private func grey(_ ends: [RunOverview.End], _ levels: PictureLevels) -> String {
    let names = ends.filter { $0.spread.median >= levels.meanPicture }.map { context.name($0) }
    return names.isEmpty
      ? ""
      : "No better than one grey picture \(names.count == 1 ? "is" : "are") \(Wording.list(names))."
  }

  /// "Adam was better before: 38 at step 640, 42 at the end."
  private func later(_ ends: [RunOverview.End]) -> String {
    let items = ends.compactMap { end -> String? in
      let rows = context.everyRow.filter {
        $0.problem == problem && $0.optimizer == end.optimizer && $0.values[.frechet] != nil
      }
      func distance(_ row: SummaryRow) -> Double { row.values[.frechet]?.median ?? .infinity }
      // Where some seeds are missing, medians are of others.
      guard let last = rows.last,
        let best = rows.filter({ $0.seeds == last.seeds }).min(by: { distance($0) < distance($1) }),
        distance(last) > Self.worse * distance(best)
      else { return nil }
      return "\(context.name(end.optimizer)), with \(NumberText.typeset(distance(best))) at step "
        + "\(best.step) and \(NumberText.typeset(distance(last))) at the end"
    }
    return items.isEmpty
      ? ""
      : "Better before the end \(items.count == 1 ? "was" : "were") "
        + "\(items.joined(separator: "; "))."
  }

  /// "Classes shown at the end, of 10: 1 (Adam) and 4 (SGD)."
  private func classes(_ levels: PictureLevels) -> String {
    guard let all = levels.others?.classes else { return "" }
    let ends = ends(.classes)
    let few = ends.filter { $0.spread.median < Double(all) }
    guard !ends.isEmpty else { return "" }
    guard !few.isEmpty else {
      return "All \(all) classes are shown at the end\(ends.count > 1 ? " by all of them" : "")."
    }
    let items = few.sorted {
      ($0.spread.median, $0.optimizer) < ($1.spread.median, $1.optimizer)
    }.map { end in
      let count = context.count(end).map { ", \($0)" } ?? ""
      return "\(Wording.count(end.spread.median)) (\(context.name(end.optimizer))\(count))"
    }
    return "Classes shown at the end, of \(all): \(Wording.list(items))."
  }
}
