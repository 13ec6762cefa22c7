import ExperimentReport
import ExperimentRunner
import TestSupport
import Testing

@Suite("What a reviewer would ask of an experiment")
struct FairnessTests {
  /// An experiment that differs in one thing from one to which there is nothing to say, and which
  /// rules say so where.
  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var seeds = "[0, 1, 2, 3, 4, 5, 6]"
    var problem = #""batch_size": 8"#
    var optimizers =
      #"{"kind": "adam", "lr": [0.001, 0.01]}, {"kind": "momentum", "lr": [0.001, 0.01]}"#
    var more = ""
    var findings: [String]

    init(_ description: String, _ change: (inout Row) -> Void, _ findings: [String]) {
      testDescription = description
      self.findings = findings
      change(&self)
    }

    var spec: String {
      """
      {"name": "fair", "seeds": \(seeds),
       "problems": [
        {"name": "line", "kind": "regression",
         "data": {"kind": "function", "function": "linear", "count": 32, "seed": 0},
         "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
         "epochs": 2, \(problem)}],
       "optimizers": [\(optimizers)]\(more)}
      """
    }
  }

  /// What every row but those about rates says: two rates on the seeds that are reported.
  private static let usual = "tuned-on-reported-seeds optimizers[0].lr"

  static let rows: [Row] = [
    Row("as it should be, but for the seeds of its rates", { _ in }, [usual]),
    Row("one seed", { $0.seeds = "[3]" }, ["one-seed seeds", usual]),
    Row("five seeds for one pair", { $0.seeds = "[0, 1, 2, 3, 4]" }, ["few-seeds seeds", usual]),
    Row("six seeds for one pair", { $0.seeds = "[0, 1, 2, 3, 4, 5]" }, [usual]),
    Row(
      "seven seeds for three pairs",
      {
        $0.optimizers += #", {"kind": "adagrad", "lr": [0.001, 0.01]}"#
      }, [usual]),
    Row(
      "six seeds for three pairs",
      {
        $0.seeds = "[0, 1, 2, 3, 4, 5]"
        $0.optimizers += #", {"kind": "adagrad", "lr": [0.001, 0.01]}"#
      }, ["few-seeds seeds", usual]),
    Row(
      "one rate against two",
      { $0.optimizers = #"{"kind": "adam"}, {"kind": "momentum", "lr": [0.001, 0.01]}"# },
      ["unequal-budgets optimizers[0].lr", "tuned-on-reported-seeds optimizers[1].lr"]),
    Row(
      "one rate each", { $0.optimizers = #"{"kind": "adam"}, {"kind": "momentum"}"# },
      ["untuned-rates optimizers"]),
    Row(
      "a batch of one beside the problem's",
      { $0.optimizers = #"{"kind": "sgd", "lr": [0.1, 0.2]}, {"kind": "adam", "lr": [0.1, 0.2]}"# },
      [usual, "different-batches problems[0]"]),
    Row(
      "a line search beside one gradient a step",
      {
        $0.optimizers =
          #"{"kind": "adam", "lr": [0.1, 1], "batch_size": "all"}, {"kind": "lbfgs", "lr": [0.1, 1]}"#
      }, [usual, "different-batches problems[0]", "several-gradients optimizers[1].kind"]),
    Row(
      "a target that is there from the start", { $0.problem += #", "target": 1000"# },
      [usual, "target-above-start problems[0].target"]),
    Row("a target below the start", { $0.problem += #", "target": 1e-9"# }, [usual]),
    Row(
      "a rate that falls beside one that stays",
      {
        $0.optimizers =
          #"{"kind": "adagrad", "lr": [0.1, 0.2], "lr_decay": 0.1}, {"kind": "adam", "lr": [0.1, 0.2]}"#
      }, [usual, "one-schedule optimizers[0].lr_decay"]),
    Row(
      "a schedule beside a rate that stays",
      {
        $0.optimizers =
          #"{"kind": "adam", "lr": [0.1, 0.2], "schedule": {"kind": "exponential", "gamma": 0.9, "by": "step"}}, {"kind": "momentum", "lr": [0.1, 0.2]}"#
      }, [usual, "one-schedule optimizers[0]"]),
    Row(
      "a penalty that only one has",
      {
        $0.optimizers = #"{"kind": "adamw", "lr": [0.1, 0.2]}, {"kind": "adam", "lr": [0.1, 0.2]}"#
      },
      [usual, "one-penalty optimizers[0].weight_decay"]),
    Row(
      "rates tuned on seeds of their own",
      {
        $0.optimizers = #"{"kind": "adam"}, {"kind": "momentum"}"#
        $0.more = #", "tuning": {"seeds": [90], "budget": 2, "search": {"lr": [0.1, 0.2]}}"#
      }, []),
    Row("one optimizer, compared with none", { $0.optimizers = #"{"kind": "adam"}"# }, []),
  ]

  @Test("is what its spec leaves open", arguments: rows)
  func spec(_ row: Row) throws {
    let run = try LocalRun(row.spec)
    let starts = run.experiment.problems.indices.map {
      run.experiment.startingLosses(problem: $0, trials: run.trials, inputs: run.inputs)
    }
    let facts = FairnessFacts(run.experiment, trials: run.trials, starts: starts)
    let findings = Fairness.findings(facts)
    #expect(findings.map { "\($0.rule) \($0.place)" } == row.findings)
  }

  @Test("is, after a run, also whether the best rate lies at the end of its grid")
  func edge() throws {
    // 1e-9 does nothing and 1e9 diverges: 0.01 is the best of three, and of two an end.
    let optimizers = """
      {"kind": "adam", "lr": [1e-9, 0.01, 1e30]}, {"name": "M", "kind": "momentum", "lr": [0.01, 1e30]}
      """
    let row = Row("", { $0.optimizers = optimizers }, [])
    let run = try LocalRun(row.spec)
    let trained = try run.train()
    let findings = Fairness.findings(FairnessFacts(OutputFolder(trained.folder)))
    let edges = findings.filter { $0.rule == "edge-of-grid" }
    #expect(edges.map { "\($0.place)" } == ["optimizers[1].lr"])
    #expect(
      edges.map(\.what) == ["on line the best of M, lr 0.01, is at the end of what was tried"])
  }

  @Test("needs the losses that trials begin with, which are those that are recorded")
  func starts() throws {
    let run = try LocalRun(Row("", { _ in }, []).spec)
    let trained = try run.train()
    let recorded = FairnessFacts(OutputFolder(trained.folder)).starts[0]
    let computed = run.experiment.startingLosses(problem: 0, trials: run.trials, inputs: run.inputs)
    #expect(computed.count == 7 && Set(computed).count == 7)
    #expect(Set(recorded) == Set(computed))
  }

}
