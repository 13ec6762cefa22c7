import ExperimentRunner
import Foundation
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// A regression on a table, in double precision.
private func tableSpec(_ optimizers: String, _ training: String, seeds: String = "[0]") -> String {
  """
  {"name": "e", "seeds": \(seeds), "problems": [{"name": "p", "kind": "regression", "dtype": "float64",
    "data": {"kind": "csv", "path": "table.csv", "features": ["a", "b"], "target": "y"},
    "model": [{"kind": "linear", "units": 12}, "tanh", {"kind": "linear", "units": 1}], \(training)}],
   "optimizers": [\(optimizers)], "record": {"every": 10}, "figures": []}
  """
}

private func scratch() throws -> TestFolder {
  let scratch = try TestFolder()
  var table = "a,b,y\n"
  for i in 0..<40 {
    let (a, b) = (Double(i % 8) / 4 - 1, Double(i / 8) / 2 - 1)
    table += "\(a),\(b),\(a * b + a / 2 - 0.3)\n"
  }
  try scratch.write(table, to: "table.csv")
  return scratch
}

private func external(_ name: String, _ file: String, _ rest: String) -> String {
  "{\"name\": \"\(name)\", \(program(file, rest))}"
}

private func program(_ file: String, _ rest: String) -> String {
  "\"kind\": \"external\", \(PythonRules.command(file)), \(rest)"
}

/// The largest difference between what two trials ended with.
private func difference(_ a: TrialResult?, _ b: TrialResult?) throws -> Double {
  let (a, b) = (try #require(a), try #require(b))
  #expect(a.status == .finished && b.status == .finished, "\(a.failure ?? "") \(b.failure ?? "")")
  var most = 0.0
  #expect(!a.weights.isEmpty && a.weights.count == b.weights.count)
  for (one, other) in zip(a.weights, b.weights) {
    for (first, second) in zip(one.final.entries, other.final.entries) {
      let (x, y) = (
        try #require(first.values(Double.self)), try #require(second.values(Double.self))
      )
      most = zip(x, y).map { abs($0 - $1) }.reduce(most, max)
    }
  }
  return most
}

@Suite(
  "An optimizer that is a program",
  .enabled(if: PythonRules.isThere, Comment(rawValue: PythonRules.isMissing)))
struct ExternalTests {
  @Test("trains to the numbers of the lab's own rule, with all examples and with shuffled batches")
  func sameNumbers() throws {
    let scratch = try scratch()
    try PythonRules.write(PythonRules.adam, to: "adam.py", in: scratch)
    try PythonRules.write(PythonRules.nesterov, to: "nesterov.py", asks: true, in: scratch)
    let pairs =
      external(
        "mine", "adam.py", "\"lr\": 0.01, \"settings\": {\"beta1\": 0.8}, \"like\": \"adam\"")
      + ", {\"name\": \"lab\", \"kind\": \"adam\", \"lr\": 0.01, \"betas\": [0.8, 0.999]}, "
      + external(
        "mine asks", "nesterov.py",
        "\"lr\": 0.02, \"like\": {\"kind\": \"nesterov\", \"form\": \"lookahead\"}")
      + ", {\"name\": \"lab looks\", \"kind\": \"nesterov\", \"form\": \"lookahead\", \"lr\": 0.02}"
    for (training, limit) in [
      ("\"steps\": 200, \"batch_size\": 40", 1e-12), ("\"epochs\": 20, \"batch_size\": 16", 1e-10),
    ] {
      let run = try LocalRun(tableSpec(pairs, training), in: scratch)
      let results = try run.complete(to: "out\(limit)")
      #expect(try difference(results[0], results[1]) < limit)
      #expect(try difference(results[2], results[3]) < limit)
      // What it asks for is counted as what it is given.
      #expect(results[2]?.gradientEvaluations == results[3]?.gradientEvaluations)
      for place in [0, 2] {
        #expect(
          results[place]?.agreement?.verdict == "equal for all \(results[place]?.steps ?? 0) steps")
      }
      #expect(results[1]?.agreement == nil)
    }
  }

  @Test("plays both networks of a GAN, each with a memory of its own")
  func bothPlayers() throws {
    let scratch = try TestFolder()
    try PythonRules.write(PythonRules.adam, to: "adam.py", in: scratch)
    try PythonRules.write(PythonRules.nesterov, to: "nesterov.py", asks: true, in: scratch)
    let optimizers =
      external("mine", "adam.py", "\"lr\": 0.001") + ", {\"name\": \"lab\", \"kind\": \"adam\"}, "
      + external("asks", "nesterov.py", "\"lr\": 0.01")
      + ", {\"name\": \"looks\", \"kind\": \"nesterov\", \"form\": \"lookahead\"}, "
      + "{\"name\": \"sides\", \"discriminator\": {\(program("adam.py", "\"lr\": 0.001"))},"
      + " \"generator\": {\"kind\": \"adam\"}}"
    let spec = """
      {"name": "g", "problems": [{"name": "gan", "kind": "gan", "dtype": "float64",
        "data": {"kind": "digits", "count": 40}, "latent": 4,
        "generator": [{"kind": "linear", "units": 784}, "tanh"],
        "discriminator": [{"kind": "linear", "units": 4}, "leaky_relu", {"kind": "linear", "units": 1}, "sigmoid"],
        "steps": 20, "batch_size": 16}],
       "optimizers": [\(optimizers)], "record": {"every": 5, "samples": 0}, "figures": []}
      """
    let results = try LocalRun(spec, in: scratch).complete()
    #expect(try difference(results[0], results[1]) < 1e-10)
    #expect(try difference(results[2], results[3]) < 1e-10)
    #expect(try difference(results[4], results[1]) < 1e-10)
  }

  @Test("is compared only as far as the problem lets anyone say")
  func chaotic() throws {
    let scratch = try scratch()
    try PythonRules.write(PythonRules.adadelta, to: "adadelta.py", in: scratch)
    // One mistake: the squares are not averaged.
    try PythonRules.write(
      PythonRules.adadelta.replacing("(1 - rho) * d * d", with: "(1 - rho) * d"), to: "wrong.py",
      in: scratch)
    let spec = """
      {"name": "c", "seeds": [1], "problems": [{"name": "p", "kind": "regression", "dtype": "float64",
        "data": {"kind": "function", "function": "sine", "count": 64, "noise": 0.1},
        "model": [{"kind": "linear", "units": 32}, "relu", {"kind": "linear", "units": 32}, "relu",
                  {"kind": "linear", "units": 1}], "steps": 300, "batch_size": 64}],
       "optimizers": [\(external("mine", "adadelta.py", "\"lr\": 18, \"like\": \"adadelta\"")),
         \(external("wrong", "wrong.py", "\"lr\": 18, \"like\": \"adadelta\""))],
       "record": {"every": 10}, "figures": []}
      """
    let results = try LocalRun(spec, in: scratch).complete()
    let mine = try #require(results[0]?.agreement)
    let amplified = try #require(mine.amplifiedAt)
    #expect(amplified > 100 && amplified < 300, "\(mine.verdict)")
    #expect(
      mine.verdict
        == "equal up to step \(amplified - 1); from there the problem itself amplifies rounding")
    #expect(results[1]?.agreement?.verdict == "parts at step 2")
  }

  @Test("goes on after a stop to the same bits, with what it remembers")
  func resumed() throws {
    let scratch = try scratch()
    // With a draw of its own, an array twice, and a scalar of numpy's.
    let rule = """
      def noisy(theta, g, state, rng, lr=0.01, mu=0.9):
          v = state["v"] = mu * state.get("v", np.zeros_like(theta)) + g
          state["same"] = v
          state["norm"] = np.sqrt(np.sum(v * v))
          noise = rng.normal(size=theta.size) + np.random.normal(size=theta.size)
          return theta - lr * v + 1e-3 * noise / (1 + state["norm"])
      """
    try PythonRules.write(rule, to: "noisy.py", in: scratch)
    let spec = tableSpec(
      external("mine", "noisy.py", "\"lr\": 0.01, \"like\": \"momentum\""),
      "\"steps\": 2000, \"batch_size\": 16")
    let run = try LocalRun(spec, in: scratch)
    try run.complete(to: "whole")
    var options = ExperimentRun.Options()
    options.checkpointInterval = 0.02
    let stop = StopFlag()
    let log = RunLog { _, advance in if advance.step >= 137 { stop.set() } }
    let stopped = try #require(
      try run.complete(to: "out", options: options, stop: stop, report: log)[0])
    #expect(stopped.status == .interrupted && (137..<2000).contains(stopped.steps))
    #expect(try run.complete(to: "out")[0]?.status == .finished)
    let (own, expected) = (try run.results(in: "out"), try run.results(in: "whole"))
    #expect(expected["curves.csv"]?.rows.isEmpty == false)
    for (name, table) in expected { #expect(own[name] == table, "\(name)") }
    let ends = try ["out", "whole"].map { name in
      try #require(TrialFile(ofRun: run.path(name)).read(run.trials[0].identity))
    }
    #expect(ends[0].weights == ends[1].weights && ends[0].weights.count == 1)
    #expect(ends[0].agreement == ends[1].agreement)
  }

  @Test("ends its own trial with a sentence, and no other")
  func failures() throws {
    let scratch = try scratch()
    let rules: [(body: String, settings: String, says: String)] = [
      (
        "return theta - lr*gradient", "",
        ", step 1: NameError: name 'gradient' is not defined (line 5: return theta - lr*gradient)"
      ),
      ("theta - lr*g", "", ", step 1: returned None: is a `return` missing?"),
      (
        "theta -= lr*g", "",
        ", step 1: returned None (theta was changed in place: add `return theta`)"
      ),
      ("return theta[:3]", "", ", step 1: returned an array of shape (3,), not (49,)"),
      (
        "state['n'] = [1]; return theta", "",
        ", step 1: keeps a list in state['n']: only arrays and numbers can be kept"
      ),
      (
        "return theta", "\"beta1\": 0.9",
        ": own does not take beta1: its settings are lr, beta; did you mean beta?"
      ),
      ("import os; os._exit(3)", "", ", step 1: ended with code 3"),
    ]
    var optimizers: [String] = []
    for (place, own) in rules.enumerated() {
      try PythonRules.write(
        "def own(theta, g, state, lr=0.1, beta=0):\n    \(own.body)", to: "own\(place).py",
        in: scratch)
      optimizers.append(
        external("\(place)", "own\(place).py", "\"lr\": 0.1, \"settings\": {\(own.settings)}"))
    }
    try scratch.write("import optlab\ndef broken(:\n", to: "broken.py")
    optimizers.append(external("broken", "broken.py", "\"lr\": 0.1"))
    optimizers.append("{\"kind\": \"adam\"}")
    let run = try LocalRun(
      tableSpec(optimizers.joined(separator: ", "), "\"steps\": 20, \"batch_size\": 40"),
      in: scratch)
    let results = try run.complete()
    for (place, own) in rules.enumerated() {
      #expect(results[place]?.status == .failed)
      #expect(results[place]?.failure == "own\(place).py\(own.says)")
    }
    #expect(
      results[rules.count]?.failure
        == "broken.py: SyntaxError: invalid syntax (broken.py, line 2: def broken(:)")
    #expect(results.last??.status == .finished)
    let manifest = try scratch.text("out/manifest.json")
    #expect(manifest.contains("returned None: is a `return` missing?"))
    let rows = try scratch.csv("out/trials.csv").rows
    #expect(
      try rows.map { try $0["external"] } == Array(repeating: "true", count: rules.count + 1) + [
        "false"
      ])
  }

  @Test(
    "is another trial when its files change, the ones that it imports too, and not when others do")
  func identity() throws {
    let scratch = try scratch()
    try PythonRules.write(PythonRules.adam, to: "adam.py", in: scratch)
    try scratch.write("import part\n" + (try scratch.text("adam.py")), to: "adam.py")
    try scratch.write("scale = 1\n", to: "part.py")
    func hashes(_ rest: String = "\"lr\": 0.1") throws -> [String] {
      let spec = tableSpec(
        external("mine", "adam.py", rest) + ", {\"kind\": \"adam\"}", "\"steps\": 20")
      return try LocalRun(spec, in: scratch).trials.map(\.identity.hash)
    }
    let first = try hashes()
    try scratch.write("x = 1\n", to: "other.py")
    #expect(try hashes() == first)
    #expect(try hashes("\"lr\": 0.1, \"timeout\": 5") == first)
    for change in ["part.py", "optlab.py", "adam.py"] {
      let before = try scratch.text(change)
      try scratch.write(before + "\n# changed\n", to: change)
      let second = try hashes()
      #expect(second[0] != first[0] && second[1] == first[1], "\(change)")
      try scratch.write(before, to: change)
    }
    #expect(try hashes("\"lr\": 0.1, \"settings\": {\"beta1\": 0.5}")[0] != first[0])
    #expect(try hashes() == first)
  }
}
