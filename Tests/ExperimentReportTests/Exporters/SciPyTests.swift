import ExperimentRunner
import Foundation
import TestSupport
import Testing

/// `Tests/Statistics/check.py` computes the tables of results again, with SciPy, from those of the
/// trials.
@Suite("The statistics of a run")
struct SciPyTests {
  /// The Python that has `Tests/Statistics/requirements.txt`, as `./test` makes it.
  private static let python = ProcessInfo.processInfo.environment["OPTLAB_STATISTICS_PYTHON"]

  private static let script = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../Statistics/check.py").standardizedFileURL

  private static func problem(_ kind: String) -> String {
    switch kind {
    case "gan":
      """
      { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 24}, "latent": 4,
        "generator": [{"kind": "linear", "units": 784}, "tanh"],
        "discriminator": [{"kind": "linear", "units": 4}, "leaky_relu", {"kind": "linear", "units": 1}, "sigmoid"],
        "epochs": 6, "batch_size": 8 }
      """
    case "surface":
      """
      { "name": "valley", "kind": "surface", "target": 1.5,
        "data": {"kind": "surface", "surface": "branin"}, "steps": 30 }
      """
    case "regression of more":
      problem("regression").replacing("sine, noisy", with: "wide")
        .replacing(#""units": 6}"#, with: #""units": 40}"#)
    default:
      """
      { "name": "sine, noisy", "kind": "regression",
        "data": {"kind": "function", "function": "sine", "count": 32, "noise": 0.1},
        "model": [{"kind": "linear", "units": 6}, "relu", {"kind": "linear", "units": 1}],
        "epochs": 8, "batch_size": 8 }
      """
    }
  }

  private static func spec(
    _ kinds: [String], seeds: Int, optimizers: [String], above: Double = 1e9
  ) -> String {
    """
    { "name": "odd", "seeds": \(Array(0..<seeds)), "problems": [\(kinds.map(problem).joined(separator: ","))],
      "optimizers": [\(optimizers.joined(separator: ", "))],
      "record": {"probe": 16, "diverged_above": \(above)} }
    """
  }

  private static func optimizer(_ name: String, _ kind: String, _ rate: String) -> String {
    #"{"name": "\#(name)", "kind": "\#(kind)", "lr": \#(rate)}"#
  }

  /// Five problems over which optimizers are scored, twins among these, and one that diverges.
  private static let five: String = {
    let surfaces = ["rosenbrock", "beale", "quadratic", "branin"].map { name in
      """
      { "name": "\(name)", "kind": "surface", "steps": 40,
        "data": {"kind": "surface", "surface": "\(name)"} }
      """
    }
    return """
      { "name": "five", "seeds": [0, 1, 2],
        "problems": [\((surfaces + [problem("regression")]).joined(separator: ","))],
        "optimizers": [
          \(optimizer("A", "adam", "0.05")), \(optimizer("B", "minibatch", "0.01")),
          \(optimizer("B again", "minibatch", "0.01")), \(optimizer("hot", "momentum", "0.05"))
        ], "record": {"every": 3, "probe": 16} }
      """
  }()

  static let runs: [(String, String)] = [
    ("five problems", five),
    (
      "twins, and rates of which some make trials diverge",
      spec(
        ["regression", "surface"], seeds: 7,
        optimizers: [
          optimizer("A", "minibatch", "0.05"), optimizer("=A, \\\"again\\\"", "minibatch", "0.05"),
          optimizer("hot", "momentum", "[0.15, 0.3]"), optimizer("slow", "adam", "0.00001"),
        ], above: 0.9)
    ),
    (
      "two problems that are compared, one of a larger network",
      spec(
        ["regression", "regression of more"], seeds: 4,
        optimizers: [
          optimizer("A", "adam", "0.01"), optimizer("B", "minibatch", "0.05"),
          optimizer("hot", "momentum", "0.3"),
        ], above: 0.9
      ).replacing(#""record":"#, with: #""compare": "problems", "record":"#)
    ),
    (
      "one seed",
      spec(
        ["regression"], seeds: 1,
        optimizers: [optimizer("A", "adam", "0.01"), optimizer("B", "gd", "0.1")])
    ),
    (
      "all diverged",
      spec(
        ["regression"], seeds: 3,
        optimizers: [optimizer("A", "gd", "100000"), optimizer("B", "momentum", "100000")],
        above: 10)
    ),
    (
      "a GAN by batches of all sizes",
      spec(
        ["gan", "regression"], seeds: 2,
        optimizers: [
          optimizer("GD", "gd", "0.1"), optimizer("SGD", "sgd", "0.01"),
          optimizer("mini", "minibatch", "0.1"),
        ])
    ),
  ]

  @Test(
    "are SciPy's, of odd runs too",
    .enabled(
      if: python != nil,
      "SciPy is not there; ./test fetches it where it can, or name a Python that has it in OPTLAB_STATISTICS_PYTHON"
    ), arguments: runs)
  func same(_ run: (name: String, spec: String)) throws {
    let local = try LocalRun(run.spec)
    try local.complete()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.python ?? "")
    process.arguments = ["-W", "error", Self.script.path, local.path("out")]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(run.name): \(said)")
    #expect(said.hasPrefix("SciPy has the same "))
    #expect(said.split(separator: " ").compactMap { Int($0) }.first ?? 0 > 50)
  }
}
