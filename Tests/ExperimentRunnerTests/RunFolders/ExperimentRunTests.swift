import ExperimentRunner
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("A run in this process")
struct ExperimentRunTests {
  /// The small experiment, trained once; no test changes it.
  static let shared = Result {
    let run = try LocalRun()
    try run.complete()
    return run
  }

  private func options(jobs: Int) -> ExperimentRun.Options {
    var options = ExperimentRun.Options()
    options.jobs = jobs
    return options
  }

  @Test("counts steps, epochs, examples and gradient evaluations")
  func counts() throws {
    let trials = try Self.shared.get().scratch.csv("out/trials.csv").rows
    func counts(_ trial: Int) throws -> [String] {
      try trials[trial]["steps", "epochs", "examples", "gradient_evaluations"]
    }
    // Adam's batches of 16, SGD's of 1.
    #expect(try counts(0) == ["15", "5", "200", "200"])
    #expect(try counts(2) == ["200", "5", "200", "200"])
    #expect(try counts(4) == ["6", "2", "80", "240"])
    #expect(try counts(8) == ["30", "", "", "30"])
  }

  @Test("gives the same bytes for any number of jobs", arguments: [1, 2, 5])
  func jobs(_ jobs: Int) throws {
    let (one, other) = (try Self.shared.get(), try LocalRun())
    try other.complete(options: options(jobs: jobs))
    let (first, second) = (try one.results(in: "out"), try other.results(in: "out"))
    #expect(first.count == tables.count)
    for (name, table) in first { #expect(second[name] == table, "\(name)") }
    #expect(try one.scratch.bytes("out/pictures.u8") == other.scratch.bytes("out/pictures.u8"))
  }

  @Test("trains nothing the second time, only what changed after that, and all when it starts over")
  func reuse() throws {
    let scratch = try TestFolder()
    let (plain, changed) = (
      try LocalRun(in: scratch), try LocalRun(edits: ["optimizers.0.lr=0.002"], in: scratch)
    )
    func train(_ run: LocalRun, startsOver: Bool = false) throws -> (reused: Int, trained: [String])
    {
      var options = ExperimentRun.Options()
      options.startsOver = startsOver
      let log = RunLog()
      let reused = try run.train(options: options, report: log).reused
      let entries = log.entries
      #expect(entries.planned == [entries.ended.count] && entries.began == entries.ended)
      return (reused, entries.ended)
    }
    // On the surface the two seeds are one trial.
    #expect(try train(plain).trained.count == 10)
    let again = try train(plain)
    #expect(again.reused == 12 && again.trained.isEmpty)
    let other = try train(changed)
    #expect(other.reused == 6)
    #expect(other.trained.count == 5 && other.trained.allSatisfy { $0.contains("Adam") })
    let fresh = try train(plain, startsOver: true)
    #expect(fresh.reused == 0 && fresh.trained.count == 10)
  }

  @Test("marks a trial that diverged, ends its curve there, and goes on with the others")
  func divergence() throws {
    let run = try LocalRun(edits: ["optimizers.1.lr=1e6"])
    try run.complete()
    let trials = try run.scratch.csv("out/trials.csv").rows
    let diverged = try trials.filter { try $0["status"] == "diverged" }
    #expect(try diverged.contains { try $0["problem", "optimizer"] == ["line", "SGD"] })
    #expect(try diverged.allSatisfy { try $0.integer("diverged_at") != nil })
    #expect(try diverged.allSatisfy { try $0["final_eval_loss"] == "" })
    let others = try trials.filter { try $0["optimizer"] == "Adam" }
    #expect(try others.allSatisfy { try $0["status"] == "finished" })
    for name in tables {
      let text = try run.scratch.text("out/\(name)").lowercased()
      #expect(!text.contains("nan") && !text.contains("inf,"), "\(name)")
    }
  }

  @Test("takes the longest trials first, each once, on as many executors as jobs")
  func queue() throws {
    let run = try LocalRun()
    let made = Mutex(0)
    let log = RunLog()
    let queue = TrialQueue(experiment: run.experiment, stop: StopFlag(), report: log) {
      made.withLock { $0 += 1 }
      return CountingExecutor()
    }
    let (results, failure) = queue.run(run.trials, jobs: 1)
    #expect(failure == nil && results.keys.sorted() == Array(0..<12))
    #expect(made.withLock { $0 } == 1)
    let kinds = log.entries.began.map { String($0.prefix { $0 != " " }) }
    // SGD takes a step for each example: the line's under it are more work than the GAN's under Adam.
    #expect(
      kinds == ["gan", "gan", "line", "line", "gan", "gan", "line", "line"]
        + Array(repeating: "valley", count: 4))
    _ = queue.run(run.trials, jobs: 3)
    #expect(made.withLock { $0 } == 4)
  }

  @Test("stops at the first result that cannot be kept, and throws why")
  func failure() throws {
    let run = try LocalRun()
    let log = RunLog()
    let queue = TrialQueue(experiment: run.experiment, stop: StopFlag(), report: log) {
      CountingExecutor(failsAt: 3)
    }
    let (results, failure) = queue.run(run.trials, jobs: 1)
    #expect(failure?.path == "nowhere")
    #expect(results.count == 2 && log.entries.began.count == 3)
  }

  /// Trains nothing, and fails to keep what it is asked for the n-th time.
  private final class CountingExecutor: TrialExecutor {
    private let failsAt: Int?
    private var count = 0

    init(failsAt: Int? = nil) { self.failsAt = failsAt }

    func train(_ trial: Trial, label: String) throws(OutputError) -> TrialResult {
      count += 1
      if count == failsAt {
        throw OutputError(path: "nowhere", reason: "it is full", action: .write)
      }
      return TrialResult(status: .finished)
    }
  }

  @Test("is refused in a folder that another run holds, and leaves it as it is")
  func held() throws {
    let run = try LocalRun()
    let first = try run.train()
    let before = try run.scratch.paths(below: "out")
    let error = #expect(throws: FolderLock.Held.self) { try run.train() }
    #expect(error?.holder.hasPrefix("process \(getpid()) on ") == true)
    #expect(try run.scratch.paths(below: "out") == before)
    withExtendedLifetime(first) {}
  }

  @Test("of a share that another has takes what that does not hold first, and ends with all")
  func besideHolder() throws {
    let run = try LocalRun()
    let shard = try #require(Shard("1/1"))
    try run.run(to: "out").announce(run.trials, inputs: run.inputs, outputs: []) { _ in }
    let holder = try FolderLock(run.path("out"), shard: shard) { _ in }
    holder.join()
    // The longest two, which would be the first: they are given back once all others have ended.
    let files = TrialFile(ofRun: run.path("out"))
    let held = Mutex<[Descriptor]>([])
    let gan = run.trials.filter { run.experiment.problems[$0.problem].name == "gan" }
    for trial in gan.suffix(2) {
      let lock = try files.prepare(trial.identity, stop: StopFlag()) { _ in }
      held.withLock { $0.append(lock) }
    }
    var options = ExperimentRun.Options()
    options.shard = shard
    options.sharePatience = FolderLock.Patience(untilTold: 0.01, untilGivenUp: 0.05)
    let labels = gan.suffix(2).map { run.experiment.label(of: $0) }
    let log = RunLog()
    let thread = Thread {
      // Who takes a held one first waits for it, and is to be seen.
      let end = ContinuousClock.now + .seconds(20)
      while log.entries.ended.count < 8, ContinuousClock.now < end { usleep(1000) }
      held.withLock { $0.removeAll() }
    }
    thread.start()
    let trained = try run.train(options: options, report: log)
    let entries = log.entries
    #expect(trained.folder.results.count == 12)
    #expect(Set(entries.began.suffix(2)) == Set(labels) && entries.began.count == 10)
    #expect(entries.warnings.contains { $0.contains("goes on beside it") }, "\(entries.warnings)")
    withExtendedLifetime(holder) {}
  }
}
