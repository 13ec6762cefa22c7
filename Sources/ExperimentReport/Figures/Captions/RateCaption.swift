internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Which learning rates suit the optimizers of one problem, in sentences. Of a GAN the generator's
/// loss counts.
struct RateCaption {
  let context: RunOverview
  let problem: Int

  /// The best of one optimizer and all that it was tried with.
  private struct Sweep {
    var optimizer: Int
    var rows: [RateRow]
    var best: RateRow
    /// The rates with the same loss as the best, itself among them; none where there is no median
    /// loss under any rate, and so no best.
    var equals: [RateRow]
    /// The best final loss, on a surface above the minimum.
    var loss: Double?
    /// Whether it is the largest rate without divergence that was looked for, and not the best.
    var isOfEdge: Bool { best.isOfEdge }
  }

  var sentences: [String] {
    let sweeps = sweeps
    let tried = sweeps.filter { !$0.isOfEdge }
    let facts = ChoiceFacts(context: context, problem: problem)
    return [
      best(tried), tolerance(tried), edges(tried), boundary(sweeps), diverged(sweeps),
      facts.optimism,
    ]
  }

  /// "Of several learning rates the best by final loss is shown: Adam 0.01 of 5 and SGD 0.3 of 5. Of GD
  /// none is best, and 0.1 of 2 is shown."
  var shown: String {
    func item(_ sweep: Sweep) -> String {
      "\(NumberText.typeset(sweep.best.rate)) of \(sweep.rows.count)"
    }
    let tried = sweeps.filter { !$0.isOfEdge }
    let edges = sweeps.filter(\.isOfEdge).map {
      "\(context.name($0.optimizer)) \(NumberText.typeset($0.best.rate))"
    }
    let largest =
      edges.isEmpty
      ? [] : ["The largest learning rate without divergence is shown: \(Wording.list(edges))."]
    let known = tried.filter { !$0.equals.isEmpty }
    let items = known.map { "\(context.name($0.optimizer)) \(item($0))" }
    let ties = known.contains { $0.equals.count > 1 } ? ", of equal ones the first" : ""
    let others = tried.filter(\.equals.isEmpty).map {
      "Of \(context.name($0.optimizer)) no learning rate is best, and \(item($0)) is shown."
    }
    return
      ((items.isEmpty
      ? []
      : [
        "Of several learning rates the best by final loss is shown\(ties): \(Wording.list(items))."
      ]) + others + largest).joined(separator: " ")
  }

  private var offset: Double { context.problems[problem].traits.referenceLoss ?? 0 }

  private var sweeps: [Sweep] {
    let compared = context.problems[problem].traits.comparedNetwork
    let network = context.problems[problem].networks.dropFirst(compared).first?.name
    let own = context.rateRows.filter { $0.problem == problem && $0.network == network }
    return context.optimizers.indices.compactMap { optimizer in
      let rows = own.filter { $0.optimizer == optimizer }.sorted { $0.rate < $1.rate }
      return rows.first(where: \.isCompared).map { best in
        let loss = best.isLost ? nil : best.finalLoss?.median
        return Sweep(
          optimizer: optimizer, rows: rows, best: best,
          equals: rows.filter { loss != nil && !$0.isLost && $0.finalLoss?.median == loss },
          loss: loss.map { $0 - offset })
      }
    }
  }

  /// "By final loss each is best at: Adam 0.01 with 0.012 (0.01–0.014), SGD 0.3 with 0.02."
  private func best(_ sweeps: [Sweep]) -> String {
    let ranked = sweeps.enumerated().sorted { a, b in
      (a.element.loss ?? .infinity, a.offset) < (b.element.loss ?? .infinity, b.offset)
    }.map(\.element)
    let items = ranked.compactMap { sweep -> String? in
      guard let loss = sweep.best.finalLoss, !sweep.equals.isEmpty else { return nil }
      let above = Spread(
        median: loss.median - offset, low: loss.low - offset, high: loss.high - offset)
      let rates = Wording.list(sweep.equals.map { NumberText.typeset($0.rate) })
      let count =
        sweep.best.diverged == 0
        ? "" : ", \(sweep.best.finished) of \(Wording.count(sweep.best.seeds, "seed"))"
      return
        "\(context.name(sweep.optimizer)) \(rates)\(sweep.equals.count > 1 ? " alike" : "") with "
        + above.inWords + count
    }
    guard !items.isEmpty else { return "" }
    let traits = context.problems[problem].traits
    let noun = Measure(traits, network: traits.comparedNetwork).noun
    let whose =
      context.problems[problem].rankedNetwork == nil ? "generator's final loss" : "final \(noun)"
    return "By \(whose) each is best at: \(items.joined(separator: "; "))."
  }

  /// "No worse than twice that: Adam from 0.003 to 0.03 and SGD at 0.3 alone."
  private func tolerance(_ sweeps: [Sweep]) -> String {
    let items = sweeps.compactMap { sweep -> String? in
      guard let loss = sweep.loss, loss > 0,
        let place = sweep.rows.firstIndex(where: \.isCompared)
      else { return nil }
      func isGood(_ row: RateRow) -> Bool {
        row.diverged == 0 && (row.finalLoss.map { $0.median - offset } ?? .infinity) <= 2 * loss
      }
      var (low, high) = (place, place)
      while low > 0, isGood(sweep.rows[low - 1]) { low -= 1 }
      while high + 1 < sweep.rows.count, isGood(sweep.rows[high + 1]) { high += 1 }
      let (first, last) = (sweep.rows[low].rate, sweep.rows[high].rate)
      let isAlone = sweep.rows.count(where: isGood) <= 1
      let range =
        low == high
        ? "at \(NumberText.typeset(first))\(isAlone ? " alone" : "")"
        : "from \(NumberText.typeset(first)) to \(NumberText.typeset(last))"
      return "\(context.name(sweep.optimizer)) \(range)"
    }
    return items.isEmpty ? "" : "No worse than twice that: \(Wording.list(items))."
  }

  /// "The best of SGD is the largest that was tried."
  private func edges(_ sweeps: [Sweep]) -> String {
    let ends: [(String, (Sweep) -> Bool)] = [
      ("smallest", { $0.equals.map(\.rate) == $0.rows.prefix(1).map(\.rate) }),
      ("largest", { $0.equals.map(\.rate) == $0.rows.suffix(1).map(\.rate) }),
    ]
    let parts = ends.compactMap { word, isThere -> String? in
      let names = sweeps.filter(isThere)
        .map { context.name($0.optimizer) }
      return names.isEmpty
        ? nil : "The best of \(Wording.list(names)) is the \(word) that was tried."
    }
    return parts.joined(separator: " ")
  }

  /// "The largest rate without divergence and the smallest with it: Adam 0.3 and 1, SGD 1 and 3."
  private func boundary(_ sweeps: [Sweep]) -> String {
    let edges = sweeps.map { sweep in
      (
        context.name(sweep.optimizer), sweep,
        EdgeSearch.edge(
          sweep.rows.map { EdgeSearch.Probe(rate: $0.rate, diverges: $0.diverged > 0) })
      )
    }
    let both = edges.compactMap { name, _, edge -> String? in
      guard let good = edge.good, let bad = edge.bad else { return nil }
      return "\(name) \(Self.precise(good)) and \(Self.precise(bad))"
    }
    let all = edges.filter { $0.2.good == nil && $0.2.bad != nil }.map(\.0)
    // That none diverged is worth a word where that was looked for.
    let none = edges.filter { $0.1.isOfEdge && $0.2.bad == nil }.map(\.0)
    let sentences = [
      both.isEmpty
        ? ""
        : "The largest rate without divergence and the smallest with it: \(both.joined(separator: ", ")).",
      all.isEmpty ? "" : "Under \(Wording.list(all)) trials diverged at the smallest rate already.",
      none.isEmpty ? "" : "Under \(Wording.list(none)) none diverged up to the largest rate.",
    ]
    return sentences.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Four digits, for three would not tell the two rates apart.
  private static func precise(_ rate: Double) -> String {
    CSVTable.number(NumberText.rounded(rate, digits: 4)) ?? ""
  }

  /// "Diverged: SGD at 1 (5 of 5) and 3 (5 of 5), Adam at 1 (2 of 5)."
  private func diverged(_ sweeps: [Sweep]) -> String {
    // Of an edge that was looked for, what counts is said.
    let items = sweeps.filter { !$0.isOfEdge }.compactMap { sweep -> String? in
      let rates = sweep.rows.filter { $0.diverged > 0 }
        .map { "\(NumberText.typeset($0.rate)) (\($0.diverged) of \($0.seeds))" }
      return rates.isEmpty ? nil : "\(context.name(sweep.optimizer)) at \(Wording.list(rates))"
    }
    return items.isEmpty ? "" : "Diverged: \(items.joined(separator: "; "))."
  }
}
