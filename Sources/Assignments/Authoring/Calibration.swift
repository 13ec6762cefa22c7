internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// How often a right answer passes: its specs are trained with many seeds once, of which students are drawn
/// with a few each.
struct Calibration {
  /// Draws for each number of seeds.
  static let draws = 2000
  /// The share of the draws that has to pass.
  static let wanted = 0.999

  struct Row: Sendable {
    var check: String
    /// Seeds a student.
    var seeds: Int
    var share: Double
    /// Whether students get so many.
    var isOwn: Bool
  }

  let assignment: AssignmentFolder
  let numbers: VariantNumbers
  /// The folder of the solution.
  let solution: String
  let trainer: SpecTrainer
  let work: String
  /// How many seeds are trained.
  let poolSize: Int

  private var own: Assignment { assignment.assignment }

  func rows() throws(SpecRefusal) -> [Row] {
    let pools = try trainedPools()
    var rows: [Row] = []
    for task in own.tasks {
      if let task = task as? SpecTask, let pool = pools[task.id] {
        rows += self.rows(of: task, pool)
      }
      if let runs = (task as? AnswerTask)?.from ?? (task as? PredictTask)?.judge {
        rows += self.rows(of: task, runs, pools)
      }
    }
    return rows
  }

  // MARK: Training

  private var seeds: [UInt64] {
    Variant(assignment: own.name, version: own.version, student: "calibration").seeds(poolSize)
  }

  /// By task, and by file with a stroke behind it for specs of the assignment.
  private func trainedPools() throws(SpecRefusal) -> [String: TrainedRuns] {
    let reader = SpecReader(assignment: assignment, submission: solution, numbers: numbers)
    var pools: [String: TrainedRuns] = [:]
    for task in own.tasks.compactMap({ $0 as? SpecTask }) {
      let spec = try reader.read(task)
      pools[task.id] = try train(
        spec.own, root: spec.root, name: task.id,
        from: spec.isRunWhereHandedIn ? solution : assignment.path)
    }
    for task in own.tasks {
      let runs = (task as? AnswerTask)?.from ?? (task as? PredictTask)?.judge
      guard let name = runs?.spec, pools["\(name)/"] == nil else { continue }
      let spec = try reader.reference(name)
      pools["\(name)/"] = try train(
        spec, root: spec, name: "spec-\(pools.count)", from: spec.folder)
    }
    return pools
  }

  private func train(
    _ spec: GradedSpec, root: GradedSpec, name: String, from folder: String
  ) throws(SpecRefusal) -> TrainedRuns {
    let isRandom = spec.experiment.problems.contains { $0.task.traits.isRandom }
    let experiment = SpecTrainer.graded(
      spec, root: root, name: name, seeds: isRandom ? seeds : [seeds[0]], figures: [])
    return try trainer.train(experiment, from: folder, into: "\(work)/\(name)")
  }

  // MARK: Drawing students

  /// The numbers of seeds that are looked at, the students' own among them.
  private func counts(_ own: Int, of pool: TrainedRuns) -> [Int] {
    let most = pool.experiment.seeds.count
    return Set([own, 5, 9, 15].filter { $0 <= most }).sorted().isEmpty
      ? [most] : Set([min(own, most), 5, 9, 15].filter { $0 <= most }).sorted()
  }

  private func rows(of task: SpecTask, _ pool: TrainedRuns) -> [Row] {
    let ownCount = min(task.seeds ?? own.variant.seeds, pool.experiment.seeds.count)
    let judge = GoalJudge(pool)
    return task.goals.flatMap { goal in
      let known = values(of: goal, pool)
      return counts(ownCount, of: pool).map { count in
        let share = self.share(of: pool.experiment.seeds, count) { drawn in
          if let known {
            return (try? judge.outcome(of: goal, values: known.with(seeds: drawn)).isMet) ?? false
          }
          return GoalJudge(pool.with(seeds: drawn)).outcome(of: goal).isMet
        }
        return Row(
          check: "\(task.id).\(goal.id)", seeds: count, share: share, isOwn: count == ownCount)
      }
    }
  }

  /// A goal's numbers under all seeds; `nil` where which of several rates is the best depends on the draw,
  /// and for what is no number of runs.
  private func values(of goal: Goal, _ pool: TrainedRuns) -> GoalValues? {
    guard !goal.measure.isOfSpec, goal.measure.bestRate == nil,
      let group = try? pool.group(goal.measure.of), group.rates.count == 1
    else { return nil }
    return try? GoalValues(goal.measure, of: pool)
  }

  private func rows(
    of task: any AssignmentTask, _ runs: MeasuredRuns, _ pools: [String: TrainedRuns]
  ) -> [Row] {
    let names = runs.spec.map { ["\($0)/"] } ?? runs.task.map { [$0] } ?? runs.difference ?? []
    guard let pool = names.first.flatMap({ pools[$0] }) else { return [] }
    let sheet = AnswerSheet(in: solution)
    let usual = (names.first.flatMap { own.task($0) } as? SpecTask)?.seeds ?? own.variant.seeds
    let ownCount = min(usual, pool.experiment.seeds.count)
    return counts(ownCount, of: pool).map { count in
      let share = self.share(of: pool.experiment.seeds, count) { drawn in
        let judge = AnswerJudge(assignment: own, numbers: numbers, sheet: sheet) { source in
          let name =
            switch source {
            case .task(let task): task.id
            case .spec(let name): "\(name)/"
            }
          return pools[name].map { .success($0.with(seeds: drawn)) }
            ?? .failure(SpecRefusal(.missing, name))
        }
        return judge.isRight(task)
      }
      return Row(check: task.checkIDs[0], seeds: count, share: share, isOwn: count == ownCount)
    }
  }

  /// The share of the draws of so many seeds of which something is so.
  private func share(
    of seeds: [UInt64], _ count: Int, _ isSo: @Sendable (Set<UInt64>) -> Bool
  ) -> Double {
    // One way to draw all of them.
    let draws = count == seeds.count ? 1 : Self.draws
    var generator = SplitMix64(state: UInt64(count))
    var good = 0
    for _ in 0..<draws {
      var left = seeds
      var drawn: Set<UInt64> = []
      for _ in 0..<count { drawn.insert(left.remove(at: generator.next(below: left.count))) }
      if isSo(drawn) { good += 1 }
    }
    return Double(good) / Double(draws)
  }
}

extension TrainedRuns {
  /// Only the trials with these seeds.
  func with(seeds: Set<UInt64>) -> TrainedRuns {
    TrainedRuns(
      experiment: experiment,
      trials: trials.filter { $0.isTuning || seeds.contains($0.settings.seed) }, results: results)
  }
}
