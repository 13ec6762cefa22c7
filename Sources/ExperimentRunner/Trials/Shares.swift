/// Which share each trial belongs to: the longest first, each to the share that has least to do.
///
/// It follows from the trials and the number of shares alone, so that every process comes to the same,
/// whenever and wherever it starts. What results decide comes in stages, and each stage is given out when
/// it is known: what was given out before stays where it is.
package struct Shares: Sendable {
  package let count: Int
  private let cost: TrialCost
  /// The share, from 1, of each trial's hash.
  private var owners: [String: Int] = [:]

  package init(count: Int, cost: TrialCost) {
    self.count = count
    self.cost = cost
  }

  /// The shares of trials of which some stages may have begun.
  /// - Parameter results: those that there are, by the trials' places.
  package init(
    count: Int, of experiment: Experiment, _ trials: [Trial], _ results: [Int: TrialResult] = [:]
  ) {
    self.init(count: count, cost: TrialCost(experiment))
    for stage in experiment.stages(of: trials, results) { give(stage) }
  }

  /// Gives out the trials of a stage; those that are trained once for all go to the same share.
  package mutating func give(_ trials: some Sequence<Trial>) {
    var seen: Set<String> = []
    let new = trials.filter { trial in
      owners[trial.identity.hash] == nil && seen.insert(trial.identity.hash).inserted
    }
    var loads = LeastLoad(count: min(count, new.count))
    for (seconds, trial) in cost.longestFirst(new) {
      owners[trial.identity.hash] = loads.add(seconds) + 1
    }
  }

  /// The share of a trial that was given out, from 1.
  package func index(of trial: Trial) -> Int? { owners[trial.identity.hash] }

  /// The distinct trials of each share, from the first share on, and the seconds they may take.
  package func parts(of trials: [Trial]) -> [(trials: [Trial], seconds: Double)] {
    var parts = [(trials: [Trial], seconds: Double)](repeating: ([], 0), count: count)
    var seen: Set<String> = []
    for trial in trials where seen.insert(trial.identity.hash).inserted {
      guard let share = index(of: trial) else { continue }
      parts[share - 1].trials.append(trial)
      parts[share - 1].seconds += cost.seconds(of: trial)
    }
    return parts
  }
}

/// Loads of which the least is asked for, and of equal ones the first: a heap.
private struct LeastLoad {
  private var heap: [(load: Double, place: Int)]

  init(count: Int) { heap = (0..<count).map { (0, $0) } }

  /// Adds to the least load.
  /// - Returns: the place of the load.
  mutating func add(_ more: Double) -> Int {
    let place = heap[0].place
    heap[0].load += more
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < heap.count }
      guard let least = children.min(by: { heap[$0] < heap[$1] }), heap[least] < heap[parent]
      else { return place }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
