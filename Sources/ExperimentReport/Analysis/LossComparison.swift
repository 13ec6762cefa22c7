internal import ExperimentRunner
internal import Foundation
internal import OptimizerLab

/// How the optimizers of one problem fared: in the loss over all examples where there is such a
/// thing, else in that of the batch; on a surface, in the value above the minimum.
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
    /// The first recorded step at or below the target, of the seeds that came there.
    package var reached: [Int] = []
    /// The steps at which trials diverged.
    package var diverged: [Int] = []
    /// Trials that were not begun, were interrupted or failed.
    package var unfinished = 0

    package var final: Double? { Summary.median(finals) }
  }

  /// One for each optimizer, in the order of the spec.
  package private(set) var entries: [Entry]
  /// The loss whose reaching is told; `nil` where nothing finished.
  package private(set) var target: Double?
  /// Whether the spec gave the target.
  package let isTargetGiven: Bool

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
    isTargetGiven = problem.target != nil
    target = problem.target.map { $0 - offset } ?? Self.target(of: entries)
    guard let target else { return }
    for (run, curve) in curves {
      guard let first = curve.first(where: { $0.loss <= target }) else { continue }
      entries[run.optimizer].reached.append(first.step)
    }
  }

  /// The optimizers with a finished trial, the lowest final loss first; of equal ones, the first of
  /// the spec.
  package var ranking: [Entry] {
    entries.filter { !$0.finals.isEmpty }.enumerated().sorted { a, b in
      let (first, second) = (a.element.final ?? .infinity, b.element.final ?? .infinity)
      return first != second ? first < second : a.offset < b.offset
    }.map(\.element)
  }

  /// What the optimizer in the middle of the ranking ends with (of an even number the worse of the
  /// two), rounded up to two digits: half of the optimizers come there, and none is asked for what
  /// only the best one can.
  private static func target(of entries: [Entry]) -> Double? {
    let finals = entries.compactMap(\.final).filter { $0 > 0 }.sorted()
    guard !finals.isEmpty else { return nil }
    let middle = finals[finals.count / 2]
    // What is two digits but for its last bit is rounded to them, and must still be reached.
    return max(NumberText.rounded(middle, digits: 2, upwards: true), middle)
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
    case .diverged: diverged.append(run.result?.divergedAt ?? 0)
    default: unfinished += 1
    }
  }
}
