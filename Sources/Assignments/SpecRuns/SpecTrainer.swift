internal import Dispatch
package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Trains specs for a grading: with seeds of the grader's, and with limits.
package struct SpecTrainer: Sendable {
  /// A loss above it is no training any more: what a graded run has where the base says nothing.
  package static let divergedAbove = 1e6

  package var executors: any ExecutorSource
  /// Trials side by side.
  package var jobs: Int
  package var limits: AssignmentLimits
  package var report: any ProgressReport

  package init(
    executors: any ExecutorSource, jobs: Int, limits: AssignmentLimits,
    report: any ProgressReport = NoProgress()
  ) {
    self.executors = executors
    self.jobs = jobs
    self.limits = limits
    self.report = report
  }

  /// The spec as it is graded.
  /// - Parameter root: says what is recorded.
  package static func graded(
    _ spec: GradedSpec, root: GradedSpec, name: String, seeds: [UInt64], figures: [String]
  ) -> Experiment {
    var experiment = spec.experiment
    experiment.name = name
    experiment.seeds = seeds
    experiment.record = root.experiment.record
    experiment.record.divergedAbove = experiment.record.divergedAbove ?? divergedAbove
    experiment.record.tensorboard = false
    experiment.figures = figures
    return experiment
  }

  /// Trains what has no result in `output` yet.
  /// - Parameters:
  ///   - folder: what the spec's paths are relative to.
  ///   - isAuthors: whether it is a spec of the assignment, which may ask for as much as it likes.
  package func train(
    _ given: Experiment, from folder: String, into output: String, isAuthors: Bool = false
  ) throws(SpecRefusal) -> TrainedRuns {
    do {
      let inputs = try given.loadInputs(from: folder)
      let experiment = given.adopting(inputs)
      let trials = experiment.trials(inputs: inputs)
      if !isAuthors { try check(trials) }
      let stop = StopFlag()
      let alarm = DispatchWorkItem { stop.set() }
      DispatchQueue.global().asyncAfter(deadline: .now() + limits.taskSeconds, execute: alarm)
      defer { alarm.cancel() }
      var options = ExperimentRun.Options()
      options.jobs = min(jobs, try experiment.trialsThatFit(inputs: inputs))
      options.trialTimeout = limits.taskSeconds
      let run = ExperimentRun(
        experiment, specFolder: folder, output: output, options: options, stop: stop,
        executors: executors)
      let trained = try waiting(for: stop) { try run.run(trials, inputs: inputs, report: report) }
      return TrainedRuns(
        experiment: experiment, trials: trained.folder.trials, results: trained.folder.results)
    } catch let refusal as SpecRefusal {
      throw refusal
    } catch {
      let text =
        (error as? InputMistakes)?.all.map { "\($0)" }.joined(separator: "; ") ?? "\(error)"
      throw SpecRefusal(
        .training, "could not be trained: \(text)".replacing("\(folder)/", with: ""))
    }
  }

  /// Another process of the same grading may be training the same just now.
  private func waiting<Value>(for stop: StopFlag, _ body: () throws -> Value) throws -> Value {
    while true {
      do {
        return try body()
      } catch let held as FolderLock.Held {
        if stop.isSet { throw held }
        sleepBriefly()
      }
    }
  }

  private func sleepBriefly() {
    let semaphore = DispatchSemaphore(value: 0)
    _ = semaphore.wait(timeout: .now() + .milliseconds(100))
  }

  private func check(_ trials: [Trial]) throws(SpecRefusal) {
    if trials.count > limits.trials {
      throw SpecRefusal(
        .notAllowed, "asks for \(trials.count) trials; at most \(limits.trials) are trained")
    }
    if let longest = trials.map(\.stepCount).max(), longest > limits.updates {
      throw SpecRefusal(
        .notAllowed,
        "asks for \(longest) updates in a trial; at most \(limits.updates) are made")
    }
  }
}

/// Tells nobody.
package struct NoProgress: ProgressReport {
  package init() {}
  package func planned(_ trials: [Trial], later: [Int]) {}
  package func began(_ trial: Trial, label: String) {}
  package func advanced(_ trial: Trial, label: String, _ advance: TrialAdvance) {}
  package func ended(_ trial: Trial, label: String, result: TrialResult) {}
  package func warned(_ message: String) {}
}
