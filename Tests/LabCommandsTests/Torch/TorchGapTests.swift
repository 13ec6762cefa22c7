import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage
import Testing

@Suite("A script of what PyTorch does not have")
struct TorchGapTests {
  private func experiment(_ optimizers: String) -> Experiment {
    let text = Mistake.spec.with(#"{"kind": "sgd"}"#, replacedBy: optimizers)
    return Reading(SpecSource(name: "spec.json", text: text), from: Experiment.ofLab).value
  }

  @Test("is refused in a sentence that names the optimizer")
  func lion() throws {
    let experiment = experiment(#"{"name": "Leo", "kind": "lion"}"#)
    let gap = #expect(throws: TorchGap.self) { try TorchScript(experiment, specFolder: ".") }
    #expect(
      gap?.description == "torch.optim has no lion, which optimizers[1] (\"Leo\") is; a script can "
        + "be printed of the experiment without it")
  }

  @Test("is printed without it, with Muon and L-BFGS in it")
  func others() throws {
    let plain = try TorchScript(experiment(#"{"kind": "sgd"}"#), specFolder: ".").text
    #expect(!plain.contains("closure") && !plain.contains("Muon") && !plain.contains(".eval()"))
    let text = try TorchScript(
      experiment(
        #"{"kind": "muon", "adamw_lr": 0.01}, {"kind": "lbfgs", "line_search_fn": "strong_wolfe"}"#),
      specFolder: "."
    ).text
    #expect(text.contains("partial(MuonWithAdamW, adamw_lr=0.01)"))
    #expect(text.contains("partial(torch.optim.LBFGS, line_search_fn=\"strong_wolfe\")"))
    #expect(text.contains("optimizer.step(closure)"))
  }
}
