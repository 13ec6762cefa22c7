import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("The lock of a folder")
struct FolderLockTests {
  private let scratch = Result { try TestFolder() }

  private func path() throws -> String { try scratch.get().folder.path }

  @Test("is held by one run, and given back with it")
  func alone() throws {
    let lock = try FolderLock(path()) { _ in }
    let error = #expect(throws: FolderLock.Held.self) { try FolderLock(path()) { _ in } }
    #expect(error?.holder.hasPrefix("process \(getpid()) on ") == true)
    withExtendedLifetime(lock) {}
  }

  @Test("is waited for with a sentence and a limit, where a shard began and does not go on")
  func frozen() throws {
    let path = try path()
    // As a process that was stopped between its first two steps.
    // The paths of both calls live for them.
    let turn = unsafe open("\(path)/.lock.turn", O_RDWR | O_CREAT, 0o666)
    defer { close(turn) }
    #expect(flock(turn, LOCK_EX) == 0)
    try "process 77 on node3".write(
      toFile: "\(path)/.lock.turn", atomically: false, encoding: .utf8)
    var told: [String] = []
    let patience = FolderLock.Patience(untilTold: 0.05, untilGivenUp: 0.2)
    let shard = try #require(Shard("1/2"))
    let error = #expect(throws: FolderLock.Held.self) {
      try FolderLock(path, shard: shard, patience: patience) { told.append($0) }
    }
    #expect(error?.holder == "process 77 on node3")
    #expect(
      told == [
        "\(path): waits for another shard, which has begun and not gone on (process 77 on node3)"
      ])
  }

  @Test("of a share is waited for, saying who has it, without keeping other shares from beginning")
  func heldShare() throws {
    let path = try path()
    let shard = try #require(Shard("1/2"))
    let first = try FolderLock(path, shard: shard) { _ in }
    first.join()
    var told: [String] = []
    var hasOtherBegun = false
    let patience = FolderLock.Patience(untilTold: 0.05, untilGivenUp: 0.2)
    let second = try FolderLock(path, shard: shard, sharePatience: patience) { warning in
      told.append(warning)
      guard told.count == 1 else { return }
      // Another share begins while this one waits.
      let other = try? FolderLock(path, shard: Shard("2/2")) { _ in }
      other?.join()
      hasOtherBegun = other != nil
    }
    second.join()
    #expect(hasOtherBegun && second.isBesideHolder && !first.isBesideHolder)
    let holder = "process \(getpid()) on \(WriterTag.host), shard 1/2"
    #expect(
      told == [
        "\(path): waits for another process, which has the share 1/2 (\(holder))",
        "\(path): another process still has the share 1/2 (\(holder)): goes on beside it, with the trials "
          + "that nobody holds",
      ])
    // Who would start over takes away what the other has made.
    let error = #expect(throws: FolderLock.Held.self) {
      try FolderLock(path, shard: shard, sharePatience: patience, goesOnBeside: false) { _ in }
    }
    #expect(error?.holder == holder)
    withExtendedLifetime([first, second]) {}
    #expect(FolderLock.shareCount(in: path) == 2)
  }

  @Test("of a trial is waited for in the same way, and then left to whom it may wake")
  func frozenTrial() throws {
    let run = try LocalRun()
    let id = run.trials[0].identity
    let files = TrialFile(ofRun: run.path("out"))
    let place = files.path(of: id)
    let held = try files.prepare(id, stop: StopFlag()) { told in Issue.record("\(told)") }
    defer { withExtendedLifetime(held) {} }
    // Another trial of the run is free.
    _ = try files.prepare(run.trials[1].identity, stop: StopFlag()) { told in
      Issue.record("\(told)")
    }
    var told: [String] = []
    let patience = TrialFile.Patience(untilTold: 0.05, untilGivenUp: 0.2)
    _ = try files.prepare(id, stop: StopFlag(), patience: patience) { told.append($0) }
    #expect(
      told == [
        "\(place): waits for the process that is training this trial already",
        "\(place): another process holds this trial, and has written nothing for 0.2 s: trains it all the "
          + "same",
      ])
  }
}

@Suite("A file that is being written")
struct WriterTagTests {
  @Test("is taken away once its writer, on this machine, is gone, and not before")
  func temporaries() throws {
    let scratch = try TestFolder()
    let (here, dead) = (WriterTag.own.drop { $0 != "@" }, "99999999")
    let names = [
      // Of processes that are gone, also as versions before this one named them.
      ("a.csv.\(dead)\(here).tmp", false), ("a.csv.\(dead).tmp", false),
      ("a.csv.\(dead)\(here.prefix { $0 != "+" }).tmp", false),
      ("a.csv.\(dead)\(here.prefix { $0 != "+" })+00000000.tmp", false),
      // Of this one, of one that lives, of one of another machine or container, of nobody's.
      ("a.csv.\(WriterTag.own).tmp", true), ("a.csv.1\(here).tmp", true),
      ("a.csv.\(dead)@elsewhere-1.tmp", true), ("a.csv.tmp", true), ("a.csv", true),
    ]
    for (name, _) in names { try scratch.write("", to: name) }
    OutputFile.removeTemporaries(in: scratch.folder.path)
    for (name, stays) in names { #expect(scratch.exists(name) == stays, "\(name)") }
    let run = RunFolder(
      path: scratch.folder.path, experiment: try LocalRun.experiment(smallSpec), trials: [],
      results: [:])
    for name in [".convergence.\(dead)\(here)", ".convergence.\(dead)@elsewhere-1"] {
      try FileManager.default.createDirectory(
        at: scratch.file(name), withIntermediateDirectories: true)
    }
    run.removeLeftovers()
    #expect(!scratch.exists(".convergence.\(dead)\(here)"))
    #expect(scratch.exists(".convergence.\(dead)@elsewhere-1"))
  }
}
