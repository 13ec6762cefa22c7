package import ExperimentRunner
internal import OptimizerLab

/// How the optimizers of one problem fared on one network, in what they are compared by; see `Measure`.
///
/// A trial that diverged has not reached the target, whatever it passed on its way, and is worse than
/// every one that finished: where trials are ranked, its final loss is infinite.
package struct LossComparison: Sendable {
  /// One optimizer.
  package struct Entry: Sendable {
    /// Its place in the spec.
    package var optimizer: Int
    /// How many trials there are, one a seed.
    package var seeds = 0
    /// What its finished trials ended with and the lowest that they came to, in the order of the
    /// seeds.
    package var finals: [Double] { finalBySeed.map(\.loss) }
    package var finalBySeed: [(seed: UInt64, loss: Double)] = []
    package var bests: [Double] = []
    /// The first recorded step at or below the target, of the finished trials that came there.
    package var reached: [Int] = []
    /// The seeds whose trials diverged, and at which step.
    package var divergedBySeed: [(seed: UInt64, step: Int)] = []
    package var diverged: [Int] { divergedBySeed.map(\.step) }
    /// Trials that were not begun, were interrupted or failed.
    package var unfinished = 0

    /// Trials of which it is known what came of them.
    package var ended: Int { seeds - unfinished }
    /// The median of the final losses over the trials that ended: infinite where at least half of
    /// them diverged, `nil` where none ended.
    package var final: Double? { Summary.median(ranked(finals)) }

    /// What each seed ended with, infinite where it diverged.
    package var lossBySeed: [(UInt64, Double)] {
      finalBySeed.map { ($0.seed, $0.loss) } + divergedBySeed.map { ($0.seed, .infinity) }
    }

    /// What it and another ended with under each seed that both ended; infinite where one diverged.
    package func pairs(with other: Entry) -> [(Double, Double)] {
      let others = Dictionary(other.lossBySeed) { known, _ in known }
      return lossBySeed.compactMap { seed, loss in others[seed].map { (loss, $0) } }
    }

    /// Losses of the finished trials, and an infinite one for each that diverged.
    package func ranked(_ losses: [Double]) -> [Double] {
      losses + [Double](repeating: .infinity, count: divergedBySeed.count)
    }
  }

  /// One for each optimizer, in the order of the spec.
  package private(set) var entries: [Entry]
  /// The losses whose reaching is told.
  package let targets: Targets
  /// The one that captions and `results.csv` tell of; `nil` where there is none.
  package var target: Double? { targets.told }
  /// Whether the spec gave the target.
  package let isTargetGiven: Bool
  /// What the trials began with, before their first step.
  package let starts: [Double]
  package let measure: Measure

  /// - Parameters:
  ///   - network: the network's place; a GAN has two.
  ///   - measure: what is compared; without it, what the network is compared by, which is looked up once for
  ///     all figures and tables.
  package init(
    _ context: RunOverview, problem place: Int, network: Int = 0, by measure: Measure? = nil
  ) {
    if let measure {
      self.init(context, of: place, by: measure)
    } else {
      let measure = Measure(context.problems[place].traits, network: network)
      self = context.found("losses of network \(network)", problem: place) {
        LossComparison(context, of: place, by: measure)
      }
    }
  }

  private init(_ context: RunOverview, of place: Int, by measure: Measure) {
    let problem = context.problems[place]
    let curves = context.runs.filter { $0.problem == place }.map { run in
      (run, run.result.map(measure.curve) ?? [])
    }
    let starts = context.starts(problem: place, by: measure)
    self.measure = measure
    self.starts = starts.map(\.loss)
    isTargetGiven = problem.target != nil
    targets = Targets(
      starts: context.sharingTargets(with: place).map {
        $0 == place ? starts : context.starts(problem: $0, by: measure)
      },
      own: problem.target.map { $0 - (problem.traits.referenceLoss ?? 0) },
      of: measure)
    entries = context.optimizers.indices.map { Entry(optimizer: $0) }
    for (run, curve) in curves {
      entries[run.optimizer].add(run, curve: curve, measure, target: targets.told)
    }
  }

  /// The optimizers with a median final loss, the lowest first; of equal ones, the first of the
  /// spec.
  package var ranking: [Entry] {
    entries.filter { $0.final?.isFinite == true }.enumerated().sorted { a, b in
      let (first, second) = (a.element.final ?? .infinity, b.element.final ?? .infinity)
      return first != second ? first < second : a.offset < b.offset
    }.map(\.element)
  }

  /// The optimizers of whose trials at least half diverged; they come after the ranking.
  package var lost: [Entry] { entries.filter { $0.final == .infinity } }

  /// The place in the ranking, from 1; equal ones share it, and the lost ones the last. `nil` where no
  /// trial ended.
  package func rank(of entry: Entry) -> Int? {
    entry.final.map { final in 1 + entries.count { ($0.final ?? .infinity) < final } }
  }

  /// Of each optimizer its place, as `rank` has it.
  var ranks: [Int?] {
    let finals = entries.map(\.final)
    let sorted = finals.map { $0 ?? .infinity }.sorted()
    let places = Dictionary(zip(sorted, 1...), uniquingKeysWith: min)
    return finals.map { $0.flatMap { places[$0] } }
  }

  /// What two optimizers ended with under each seed that both ended; infinite where one diverged.
  package func pairs(_ first: Int, _ second: Int) -> [(Double, Double)] {
    entries[first].pairs(with: entries[second])
  }
}

extension LossComparison.Entry {
  fileprivate mutating func add(
    _ run: RunOverview.Run, curve: [Measure.Point], _ measure: Measure, target: Double?
  ) {
    seeds += 1
    switch run.result?.status {
    case .finished:
      guard let result = run.result, let last = measure.final(of: result),
        let best = curve.map(\.value).min()
      else { return }
      finalBySeed.append((run.seed, last))
      bests.append(best)
      if let target, let first = curve.first(where: { $0.value <= target }) {
        reached.append(first.step)
      }
    case .diverged: divergedBySeed.append((run.seed, run.result?.divergedAt ?? 0))
    default: unfinished += 1
    }
  }
}

// MARK: In words

extension LossComparison {
  /// Why there is no target, or why reaching it says little; empty where it is as it should be.
  package var targetRemark: String {
    guard let middle = Summary.median(starts) else { return "" }
    guard let target else {
      return
        "There is no loss to reach: of what trials begin with, \(NumberText.typeset(middle)), no "
        + "part can be told."
    }
    let there = starts.count { $0 <= target }
    guard there > 0 else { return "" }
    let whose =
      there == starts.count ? "every trial" : "\(there) of \(Wording.count(starts.count, "trial"))"
    return
      "The loss to reach, \(NumberText.typeset(target)), says little: \(whose) began at or below it."
  }
}
