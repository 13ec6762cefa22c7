import CSanitizer
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// With the thread sanitizer a step takes a hundred times as long.
private let (steps, interval) = the_thread_sanitizer_is_on() ? (1000, "0.5") : (16_000, "0.02")

/// A spec whose two trials take half a second each.
private let longSpec = """
  {
    "name": "long",
    "seeds": [0, 1],
    "problems": [
      { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 128}, "latent": 5,
        "generator": [{"kind": "linear", "units": 784}, "tanh"],
        "discriminator": [{"kind": "linear", "units": 16}, "leaky_relu", {"kind": "linear", "units": 1}, "sigmoid"],
        "steps": \(steps), "batch_size": 3 }
    ],
    "optimizers": [{"kind": "adam", "amsgrad": true}],
    "record": {"every": \(steps / 40), "probe": 32, "samples": 16},
    "figures": ["gan_scores", "pictures"]
  }
  """

@Suite("A run that was cut off")
struct ResumeTests {
  private func scratch() throws -> TestFolder {
    let scratch = try TestFolder()
    try scratch.write(longSpec, to: "long.json")
    return scratch
  }

  private func run(
    _ scratch: TestFolder, _ arguments: String..., out: String = "out",
    environment: [String: String] = [:], whileRunning: (Process) -> Void = { _ in }
  ) throws -> Program.Outcome {
    try Program.run(
      ["run", "long.json", "--out", out, "--checkpoint-every", interval] + arguments,
      in: scratch.folder, environment: environment, whileRunning: whileRunning)
  }

  private func checkpoints(_ scratch: TestFolder) throws -> [URL] {
    let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.file("out").path)
    return files.filter {
      $0.hasPrefix("checkpoints/") && $0.hasSuffix(".safetensors") && !$0.contains(".previous.")
    }.sorted()
      .map { scratch.file("out/\($0)") }
  }

  private func expectEqual(_ scratch: TestFolder, _ a: String, _ b: String) throws {
    for name in tables where name != "paths.csv" {
      let second = try scratch.table("\(b)/\(name)")
      #expect(try scratch.table("\(a)/\(name)") == second, "\(name)")
    }
    let first = try Data(contentsOf: scratch.file("\(a)/pictures.u8"))
    #expect(first == (try Data(contentsOf: scratch.file("\(b)/pictures.u8"))))
  }

  @Test("by kill -9 goes on from its checkpoints, to the same bytes")
  func killed() throws {
    let scratch = try scratch()
    #expect(try run(scratch, out: "whole").code == 0)
    var resumed = 0
    for pause in [0, 150_000, 30_000, 80_000] {
      let outcome = try run(
        scratch,
        whileRunning: { process in
          // On a busy machine the first one is late.
          Processes.wait { !process.isRunning || (try? checkpoints(scratch))?.isEmpty == false }
          usleep(useconds_t(pause))
          kill(process.processIdentifier, SIGKILL)
        })
      if outcome.code == 0 { break }
      #expect(outcome.code == SIGKILL)
      resumed += try checkpoints(scratch).count
    }
    #expect(resumed > 0)
    #expect(try run(scratch).code == 0)
    try expectEqual(scratch, "whole", "out")
    // Nothing is left but a file for each of the two trials.
    let left = try scratch.paths(below: "out/trials")
    #expect(left.count == 2 && left.allSatisfy { $0.hasSuffix(".safetensors") }, "\(left)")
    #expect(!scratch.exists("out/checkpoints"))
  }

  @Test(
    "by a signal ends within two seconds, though its figures take longer, and says how to go on")
  func signalled() throws {
    let scratch = try scratch()
    // A gnuplot that knows its version and then hangs.
    try FileManager.default.createDirectory(
      at: scratch.file("bin"), withIntermediateDirectories: true)
    let fake = try scratch.write(
      "#!/bin/sh\n[ \"$1\" = --version ] && echo gnuplot 5.4 patchlevel 4 && exit\nexec sleep 60\n",
      to: "bin/gnuplot")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake.path)
    let path = "\(scratch.file("bin").path):\(ProcessInfo.processInfo.environment["PATH"] ?? "")"
    var sent = ContinuousClock.now
    let outcome = try run(
      scratch, "--set", "problems.0.steps=1000000", environment: ["PATH": path],
      whileRunning: { process in
        // Once it trains, however long that takes on a busy machine.
        Processes.wait { (try? checkpoints(scratch))?.isEmpty == false }
        sent = .now
        kill(process.processIdentifier, SIGINT)
      })
    #expect(sent.duration(to: .now) < .seconds(the_thread_sanitizer_is_on() ? 10 : 2))
    #expect(outcome.code == 130, "\(outcome.errors)")
    #expect(outcome.errors.contains("to go on: "))
    #expect(outcome.errors.contains("run long.json --out out"))
    #expect(try checkpoints(scratch).count > 0)
    let trials = try scratch.table("out/trials.csv").rows
    #expect(
      try trials.contains { try $0["status"] == "interrupted" && $0.integer("steps") != nil })
    #expect(try scratch.table("out/curves.csv").rows.count > 1)
  }
}
