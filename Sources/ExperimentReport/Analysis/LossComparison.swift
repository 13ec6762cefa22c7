internal import ExperimentRunner
internal import Foundation
internal import OptimizerLab

/// How the optimizers of one problem fared: in the loss over all examples where there is such a
/// thing, else in that of the batch; on a surface, in the value above the minimum.
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
    var lossBySeed: [(UInt64, Double)] {
      finalBySeed.map { ($0.seed, $0.loss) } + divergedBySeed.map { ($0.seed, .infinity) }
    }

    /// Losses of the finished trials, and an infinite one for each that diverged.
    func ranked(_ losses: [Double]) -> [Double] {
      losses + [Double](repeating: .infinity, count: divergedBySeed.count)
    }
  }

  /// One for each optimizer, in the order of the spec.
  package private(set) var entries: [Entry]
  /// The loss whose reaching is told; `nil` where there is none.
  package private(set) var target: Double?
  /// Whether the spec gave the target.
  package let isTargetGiven: Bool
  /// What a target that is not given is made of.
  let middle: Double?
  /// What the trials began with, before their first step.
  let starts: [Double]

  /// - Parameter network: the network's place; a GAN has two.
  package init(_ context: RunOverview, problem place: Int, network: Int = 0) {
    let problem = context.problems[place]
    let offset = problem.traits.referenceLoss ?? 0
    let own = context.runs.filter { $0.problem == place }
    let curves = own.map { run in
      (run, run.result.map { Self.curve($0, network: network, offset: offset) } ?? [])
    }
    entries = context.optimizers.indices.map { Entry(optimizer: $0) }
    for (run, curve) in curves { entries[run.optimizer].add(run, curve: curve) }
    starts = curves.compactMap { _, curve in
      curve.first.flatMap { $0.step == 0 ? $0.loss : nil }
    }
    middle = Self.middle(of: entries)
    isTargetGiven = problem.target != nil
    target =
      problem.target.map { $0 - offset } ?? Self.target(middle, below: starts.min() ?? .infinity)
    guard let target else { return }
    for (run, curve) in curves where run.result?.status == .finished {
      guard let first = curve.first(where: { $0.loss <= target }) else { continue }
      entries[run.optimizer].reached.append(first.step)
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
  func rank(of entry: Entry) -> Int? {
    entry.final.map { final in 1 + entries.count { ($0.final ?? .infinity) < final } }
  }

  /// The final losses of an optimizer less those of another under each seed that both ended and one of
  /// them finished: infinite where one diverged.
  func differences(_ first: Int, _ second: Int) -> [Double] {
    let others = Dictionary(entries[second].lossBySeed) { known, _ in known }
    return entries[first].lossBySeed.compactMap { seed, loss in
      others[seed].flatMap { loss == .infinity && $0 == .infinity ? nil : loss - $0 }
    }
  }

  /// The middle one of the median losses that the optimizers' finished trials end with (of an even
  /// number the worse of the two): half of the optimizers come there, and none is asked for what only
  /// the best one can.
  private static func middle(of entries: [Entry]) -> Double? {
    let finals = entries.compactMap { Summary.median($0.finals) }.filter { $0 > 0 }.sorted()
    return finals.isEmpty ? nil : finals[finals.count / 2]
  }

  /// `middle`, rounded up to two digits, or to more where that is needed to stay below every start;
  /// `nil` where it is not below: a loss at which a trial begins is none to be reached.
  private static func target(_ middle: Double?, below start: Double) -> Double? {
    guard let middle else { return nil }
    // What is so many digits but for its last bit is rounded to them, and must still be reached.
    let rounded = [2, 3].map { max(NumberText.rounded(middle, digits: $0, upwards: true), middle) }
    return (rounded + [middle]).first { $0 < start }
  }

  private static func curve(
    _ result: TrialResult, network: Int, offset: Double
  ) -> [(step: Int, loss: Double)] {
    let curves = result.curves
    return (0..<curves.count).compactMap { row in
      guard curves[row, .network] == Double(network),
        let loss = curves[row, .evalLoss] ?? curves[row, .loss]
      else { return nil }
      return (Int(curves[row, .step] ?? 0), loss - offset)
    }
  }
}

extension LossComparison.Entry {
  fileprivate mutating func add(
    _ run: RunOverview.Run, curve: [(step: Int, loss: Double)]
  ) {
    seeds += 1
    switch run.result?.status {
    case .finished:
      guard let last = curve.last, let best = curve.map(\.loss).min() else { return }
      finalBySeed.append((run.seed, last.loss))
      bests.append(best)
    case .diverged: divergedBySeed.append((run.seed, run.result?.divergedAt ?? 0))
    default: unfinished += 1
    }
  }
}

// MARK: In words

extension LossComparison {
  /// Why there is no target, or why reaching it says little; empty where it is as it should be.
  package var targetRemark: String {
    guard let lowest = starts.min() else { return "" }
    guard let target else {
      guard let middle else { return "" }
      return "There is no loss to reach: what the optimizer in the middle ends with, "
        + "\(NumberText.short(middle)), is not below where every trial began (the lowest start is "
        + "\(NumberText.short(lowest)))."
    }
    let there = starts.count { $0 <= target }
    guard there > 0 else { return "" }
    let whose =
      there == starts.count ? "every trial" : "\(there) of \(Wording.count(starts.count, "trial"))"
    return
      "The loss to reach, \(NumberText.short(target)), says little: \(whose) began at or below it."
  }
}
