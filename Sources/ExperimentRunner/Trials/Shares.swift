/// Which share each trial belongs to: the longest first, each to the share that has least to do.
///
/// It follows from the trials and the number of shares alone, so that every process comes to the same,
/// whenever and wherever it starts. What results decide comes in stages, and each stage is given out when
/// it is known: what was given out before stays where it is.
package struct Shares: Sendable {
  package let count: Int
  private let cost: TrialCost
  /// The share, from 1, of each trial by its place; 0 of one that was not given out.
  private var owners: [Int] = []
  /// That of all that are trained once.
  private var known: [TrialIdentity.Key: Int] = [:]

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
  package mutating func give(_ trials: some Collection<Trial>) {
    var longestFirst: [(seconds: Double, place: Int, slot: Int)] = []
    var slots: [TrialIdentity.Key: Int] = [:]
    slots.reserveCapacity(trials.count)
    var members: [(place: Int, slot: Int)] = []
    // By place: to hand each trial out would copy it.
    for i in trials.indices {
      let (place, key) = (trials[i].index, trials[i].identity.key)
      owners += repeatElement(0, count: max(place + 1 - owners.count, 0))
      if !known.isEmpty, let share = known[key] {
        owners[place] = share
        continue
      }
      let slot = slots[key] ?? slots.count
      if slot == slots.count {
        slots[key] = slot
        longestFirst.append((cost.seconds(of: trials[i]), place, slot))
      }
      members.append((place, slot))
    }
    longestFirst.sort { ($1.seconds, $0.place) < ($0.seconds, $1.place) }
    var loads = LeastLoad(count: min(count, longestFirst.count))
    var shares = [Int](repeating: 0, count: longestFirst.count)
    for trial in longestFirst { shares[trial.slot] = loads.add(trial.seconds) + 1 }
    for (place, slot) in members { owners[place] = shares[slot] }
    let own = slots.mapValues { shares[$0] }
    known = known.isEmpty ? own : known.merging(own) { first, _ in first }
  }

  /// The share of a trial that was given out, from 1.
  package func index(of trial: Trial) -> Int? {
    owners.indices.contains(trial.index) && owners[trial.index] > 0 ? owners[trial.index] : nil
  }

  /// The distinct trials of each share, from the first share on, and the seconds they may take.
  package func parts(of trials: [Trial]) -> [(trials: [Trial], seconds: Double)] {
    var parts = [(trials: [Trial], seconds: Double)](repeating: ([], 0), count: count)
    var seen: Set<TrialIdentity.Key> = []
    for trial in trials where seen.insert(trial.identity.key).inserted {
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
      var least = 2 * parent + 1
      if least + 1 < heap.count, heap[least + 1] < heap[least] { least += 1 }
      guard least < heap.count, heap[least] < heap[parent] else { return place }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
