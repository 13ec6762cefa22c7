package import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab

extension Judge {
  /// What came of a claim about a run's optimizers.
  package func verdict(in overview: RunOverview) -> Verdict {
    guard let place = place(in: overview) else { return .untold("the run has no such problem") }
    return verdict(
      among: overview.optimizers.indices.map {
        JudgedSide(overview, problem: place, optimizer: $0)
      })
  }

  /// The place of its problem.
  func place(in overview: RunOverview) -> Int? {
    guard let problem else { return overview.problems.indices.first }
    return overview.problems.firstIndex { Self.same($0.name, problem) }
  }

  /// What came of a claim about these.
  ///
  /// It is told where an interval of 95 % lies on one side of the bound: of a mean, Student's; of a median
  /// that of order statistics. Pairs are of the same seed. Where no chance plays, the value itself tells.
  package func verdict(among sides: [JudgedSide]) -> Verdict {
    if let pair = difference ?? ratio, pair.count == 2 {
      guard let first = Self.side(pair[0], sides), let second = Self.side(pair[1], sides) else {
        return .untold("there are no results of \(Wording.list(pair))")
      }
      let usual = ratio == nil ? Bound.below(0) : .below(1)
      return JudgedPair(self, first, second, isRatio: ratio != nil).verdict(bound ?? usual)
    }
    if let lowest {
      guard let own = Self.side(lowest, sides) else {
        return .untold("there are no results of \(lowest)")
      }
      let others = sides.filter { !Self.same($0.name, own.name) }
      return verdict(lowest: own, others)
    }
    guard let side = of.map({ Self.side($0, sides) }) ?? (sides.count == 1 ? sides[0] : nil) else {
      return .untold("there are no results of \(of ?? "what is meant")")
    }
    return bound.map { verdict(of: side, $0) } ?? .untold("it has no bound")
  }

  private static func side(_ name: String, _ sides: [JudgedSide]) -> JudgedSide? {
    sides.first { same($0.name, name) }
  }

  private static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

  // MARK: One alone

  private func verdict(of side: JudgedSide, _ bound: Bound) -> Verdict {
    let values = JudgedValues(self, of: side)
    if let why = values.obstacle { return .untold(why) }
    let known = values.bySeed.compactMap(\.value)
    guard !known.isEmpty else { return .untold(Self.unrecorded(values)) }
    if every != nil { return verdict(ofEvery: known, values, bound) }
    guard values.missing == 0 else { return .untold(Self.unrecorded(values), seeds: known.count) }
    let isMean = mean != nil
    let isRandom = side.problem.traits.isRandom
    let estimate: Estimate =
      isMean ? .mean(known, isRandom: isRandom) : .median(known, isRandom: isRandom)
    let value = isMean ? estimate.value : Summary.median(known)
    return Verdict.of(
      value, estimate.interval, isRandom: isRandom, seeds: known.count, bound,
      isMean ? "mean" : "median", note: values.note)
  }

  /// What is said of every seed of the run is said of no other, and needs no interval.
  private func verdict(
    ofEvery known: [Double], _ values: JudgedValues, _ bound: Bound
  ) -> Verdict {
    let failing = known.count { !bound.holds(for: $0) }
    guard failing > 0 || values.missing == 0 else {
      return .untold(Self.unrecorded(values), seeds: known.count)
    }
    let range = known.count == 1 || Set(known).count == 1 ? "" : ", from \(Wording.range(known))"
    return Verdict(
      failing == 0 ? .holds : .fails, value: failing == 0 ? known.min() : nil, seeds: known.count,
      finding: "so under \(known.count - failing) of \(Wording.count(known.count, "seed"))\(range)"
        + values.note)
  }

  private static func unrecorded(_ values: JudgedValues) -> String {
    let lost = values.missing
    guard values.diverged > 0 || lost < values.bySeed.count else { return "no trial recorded it" }
    return "\(lost) of \(Wording.count(values.bySeed.count, "trial")) have none"
      + (values.diverged > 0 ? "; \(values.diverged) diverged" : "")
  }

  // MARK: One against all others

  /// It is the lowest where it is lower than each; and is not where another is told to be lower, of which
  /// there are several to find one among, so that these share what may be left to chance.
  private func verdict(lowest own: JudgedSide, _ others: [JudgedSide]) -> Verdict {
    guard !others.isEmpty else { return .untold("there is no other") }
    let level = 1 - (1 - StudentT.level) / Double(others.count)
    let each = others.map { other -> (name: String, is: Verdict, isNot: Verdict) in
      let pair = JudgedPair(self, own, other, isRatio: false)
      return (
        Wording.name(other.name), pair.verdict(.below(0)), pair.verdict(.below(0), level: level)
      )
    }
    let seeds = each.map(\.is.seeds).min() ?? 0
    let lower = each.filter { $0.isNot.outcome == .fails }
    if !lower.isEmpty {
      return Verdict(
        .fails, seeds: seeds, finding: "not lower than \(Wording.list(lower.map(\.name)))")
    }
    let open = each.filter { $0.is.outcome != .holds }
    guard let first = open.first else {
      return Verdict(.holds, seeds: seeds, finding: "lower than \(Wording.list(each.map(\.name)))")
    }
    return .untold(
      "against \(Wording.list(open.map(\.name))) it cannot be told: \(first.is.finding)",
      seeds: seeds)
  }
}

/// Two sides under the same seeds.
private struct JudgedPair {
  let first: JudgedValues
  let second: JudgedValues
  let isRandom: Bool
  let isRatio: Bool

  init(_ judge: Judge, _ first: JudgedSide, _ second: JudgedSide, isRatio: Bool) {
    self.first = JudgedValues(judge, of: first)
    self.second = JudgedValues(judge, of: second)
    isRandom = first.problem.traits.isRandom || second.problem.traits.isRandom
    self.isRatio = isRatio
  }

  func verdict(_ bound: Judge.Bound, level: Double = StudentT.level) -> Verdict {
    for side in [first, second] {
      if let why = side.obstacle { return .untold(why) }
    }
    let others = Dictionary(second.bySeed.map { ($0.seed, $0.value) }) { known, _ in known }
    let pairs = first.bySeed.compactMap { seed, value in others[seed].map { (value, $0) } }
    guard !pairs.isEmpty else { return .untold("no seed is common to both") }
    let known = pairs.compactMap { a, b in a.flatMap { a in b.map { (a, $0) } } }
    guard known.count == pairs.count else {
      return .untold(
        "\(pairs.count - known.count) of \(Wording.count(pairs.count, "pair")) have no value",
        seeds: known.count)
    }
    guard !isRatio || known.allSatisfy({ $0 > 0 && $1 > 0 }) else {
      return .untold("a ratio needs values above 0", seeds: known.count)
    }
    let told = known.filter { $0.isFinite || $1.isFinite }
    let differences = told.map { isRatio ? log($0) - log($1) : $0 - $1 }
    guard !differences.isEmpty else {
      return .untold("both diverged, or never came there, under every seed")
    }
    return verdict(differences, bound, level, lost: known.count - told.count)
  }

  private func verdict(
    _ differences: [Double], _ bound: Judge.Bound, _ level: Double, lost: Int
  ) -> Verdict {
    // A mean says nothing of what is infinite.
    let isMean = differences.allSatisfy(\.isFinite)
    let interval =
      !isRandom
      ? nil
      : isMean
        ? StudentT.interval(ofMean: differences, level: level)
        : OrderStatistics.interval(ofMedian: differences, level: level)
    let value = isMean ? Estimate.mean(differences).value : Summary.median(differences)
    let scaled: (Double) -> Double = isRatio ? { exp($0) } : { $0 }
    let word = (isMean ? (isRatio ? "geometric mean" : "mean") : "median") + " of the pairs"
    return Verdict.of(
      value.map(scaled),
      interval.map { Interval(low: scaled($0.low), high: scaled($0.high), level: $0.level) },
      isRandom: isRandom, level: level, seeds: differences.count, bound, word,
      note: lost > 0 ? "; under \(Wording.count(lost, "seed")) both have none" : "")
  }
}

extension JudgedValues {
  /// Why nothing can be judged yet.
  var obstacle: String? {
    let all = bySeed.count + unfinished
    if all == 0 { return "there is no trial of it" }
    return unfinished == 0
      ? nil : "\(unfinished) of \(Wording.count(all, "trial")) have no result"
  }

  /// How many diverged, as the end of a sentence.
  var note: String {
    diverged == 0 ? "" : "; \(diverged) of \(Wording.count(bySeed.count, "trial")) diverged"
  }
}

extension Verdict {
  /// Holds an estimate against a bound.
  /// - Parameters:
  ///   - interval: `nil` where there are too few seeds, or no chance plays.
  ///   - word: what the value is: `median`.
  ///   - note: what is to be said of it besides, beginning with a separator.
  static func of(
    _ value: Double?, _ interval: Interval?, isRandom: Bool, level: Double = StudentT.level,
    seeds: Int, _ bound: Judge.Bound, _ word: String, note: String
  ) -> Verdict {
    guard let value, !value.isNaN else {
      return .untold("the \(word) is no number\(note)", seeds: seeds)
    }
    let number = "\(word) \(shown(value))"
    guard isRandom else {
      return Verdict(
        bound.holds(for: value) ? .holds : .fails, value: value, seeds: seeds,
        finding: "\(number), the same under every seed\(note)")
    }
    guard let interval else {
      return Verdict(
        .untold, value: value, seeds: seeds,
        finding: "\(number): one seed has no interval\(note)")
    }
    let finding =
      "\(number) [\(shown(interval.low)), \(shown(interval.high))] over "
      + Wording.count(seeds, "seed")
    guard interval.level >= level else {
      return Verdict(
        .untold, value: value, interval: interval, seeds: seeds,
        finding:
          "\(finding), which are too few: their interval has \(Wording.percent(interval.level)), not "
          + Wording.percent(level) + note)
    }
    let outcome: Outcome? = bound.holds(for: interval).map { $0 ? .holds : .fails }
    return Verdict(
      outcome ?? .untold, value: value, interval: interval, seeds: seeds,
      finding: finding + note)
  }

  private static func shown(_ value: Double) -> String {
    value.isInfinite ? (value < 0 ? "−∞" : "∞") : NumberText.typeset(value)
  }
}
