import ExperimentRunner
import LabCommands
import TestSupport
import Testing

@Suite("A script of an experiment of which results decide a part")
struct TorchStagesTests {
  private func spec(_ more: String = "") -> String {
    """
    {
      "name": "tuned", "seeds": [0, 1],
      "tuning": {"seeds": [7], "budget": 3, "search": {"lr": [0.5, 0.01, 0.1]\(more)}},
      "problems": [
        {"name": "bowl", "kind": "surface", "data": {"surface": "quadratic"}, "steps": 9},
        {"name": "valley", "kind": "surface", "data": {"surface": "rosenbrock"}, "steps": 9}
      ],
      "optimizers": [{"name": "Momentum", "kind": "momentum"}],
      "record": {"every": 5}
    }
    """
  }

  @Test("is refused before it was run, with what to do")
  func refused() throws {
    let run = try LocalRun(spec())
    let gap = #expect(throws: TorchGap.self) {
      try TorchScript(run.experiment, specFolder: run.path("out"))
    }
    #expect("\(try #require(gap))".contains("run it to its end"))
  }

  @Test("trains what was chosen")
  func chosen() throws {
    let run = try LocalRun(spec())
    let trained = try run.train()
    let text = try TorchScript(FinishedRun(run.path("out")).experiment, specFolder: run.path("out"))
      .text
    let rates = trained.trials.suffix(4).map(\.settings.learningRate)
    #expect(rates[0] != rates[2], "the problems are to differ")
    #expect(text.contains(#"lr={"bowl": \#(rates[0]), "valley": \#(rates[2])}"#), "\(text)")
    #expect(text.contains("SEEDS = [0, 1]"))
  }
}
