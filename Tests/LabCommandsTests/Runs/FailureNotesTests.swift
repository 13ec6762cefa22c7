import ExperimentRunner
import Foundation
import LabCommands
import TestSupport
import Testing

/// Where every trial fails.
private struct FailingExecutors: ExecutorSource, TrialExecutor {
  func makeExecutor(for work: TrialWork, report: any ProgressReport) -> any TrialExecutor { self }

  func train(_ trial: Trial, label: String) throws(OutputError) -> TrialResult {
    var result = TrialResult(status: .failed)
    result.failure = "it was told to"
    return result
  }
}

@Suite("A trial that failed in a shard")
struct FailureNotesTests {
  private func train(_ run: LocalRun, fails: Bool) throws {
    var options = ExperimentRun.Options()
    options.shard = Shard("1/1")
    options.log = "/logs/1.log"
    guard fails else {
      try run.train(options: options)
      return
    }
    _ = try ExperimentRun(
      run.experiment, specFolder: run.scratch.folder.path, output: run.path("out"),
      options: options, stop: StopFlag(), executors: FailingExecutors()
    ).run(run.trials, inputs: run.inputs, report: RunLog())
  }

  @Test(
    "has its reason in a note, in what the collection says, and in the manifest, until it ends well"
  )
  func reason() throws {
    let run = try LocalRun()
    try train(run, fails: true)
    try train(run, fails: true)
    let notes = FailureNotes(ofRun: run.path("out"))
    let hash = run.trials[0].identity.hash
    #expect(notes.hashes == Set(run.trials.map(\.identity.hash)))
    let note = try #require(notes.read(run.trials[0].identity))
    #expect(note.reason == "it was told to")
    #expect(note.tries == 2 && note.log == "/logs/1.log" && note.host == WriterTag.host)
    do {
      let merge = try ShardMerge(run.path("out")) { _ in }
      #expect(
        merge.missing.first == "trial 0, line · Adam · seed 0: failed: \(note.sentence)",
        "\(merge.missing)")
      _ = try merge.write()
    }
    let manifest = try run.scratch.text("out/manifest.json")
    #expect(manifest.contains("tried 2 times, last on \(WriterTag.host); log: /logs/1.log"))
    #expect(manifest.contains("\"status\": \"failed\"") && manifest.contains(hash))
    try train(run, fails: false)
    #expect(notes.hashes.isEmpty)
    #expect(try ShardMerge(run.path("out")) { _ in }.missing.isEmpty)
  }

  @Test("has none after a run of all trials, whose manifest says it")
  func whole() throws {
    let run = try LocalRun()
    try train(run, fails: true)
    #expect(run.scratch.exists("out/failed"))
    try run.complete()
    #expect(!run.scratch.exists("out/failed"))
  }
}
