import ExperimentRunner
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// On [−1, 1] some of 64 units are dead from the start: their gradients are 0, and with them the means
/// that ε keeps the step from being divided by.
@Suite("An ε below the normal numbers of single precision")
struct SubnormalEpsilonTests {
  static let kinds = Catalog.optimizers.filter { !$0.init().epsilons.isEmpty }.map { $0.kind }

  private func statuses(_ kind: String, eps: String, dtype: String = "float32") throws -> [String] {
    let spec = """
      {"name": "dead", "seeds": [0, 1],
       "problems": [
         {"name": "line", "kind": "regression", "dtype": "\(dtype)",
          "data": {"kind": "function", "function": "linear", "count": 16},
          "model": [{"kind": "linear", "units": 64}, "relu", {"kind": "linear", "units": 1}],
          "steps": 3, "batch_size": 8},
         {"name": "gan", "kind": "gan", "dtype": "\(dtype)", "data": {"kind": "digits", "count": 8},
          "latent": 1, "generator": [{"kind": "linear", "units": 64}, "relu", {"kind": "linear", "units": 784}],
          "discriminator": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}, "sigmoid"],
          "steps": 3, "batch_size": 2}],
       "optimizers": [{"kind": "\(kind)", "eps": \(eps)}], "figures": []}
      """
    return try LocalRun(spec).complete().map { $0?.status.rawValue ?? "none" }
  }

  @Test("is added as PyTorch adds it, and not taken for 0", arguments: kinds)
  func trains(kind: String) throws {
    let finished = [String](repeating: "finished", count: 4)
    #expect(try statuses(kind, eps: "1e-40") == finished)
    #expect(try statuses(kind, eps: "1e-310", dtype: "float64") == finished)
  }

  @Test("is 0 in PyTorch too, where single precision has no number as small")
  func zero() throws {
    #expect(try statuses("adam", eps: "1e-46").prefix(2) == ["diverged", "diverged"])
  }

  @Test("gives a trial another identity than the one whose ε was taken for 0, and no other trial")
  func identity() throws {
    func text(_ eps: String) throws -> String {
      try LocalRun(smallSpec, edits: ["optimizers.0.eps=\(eps)"]).trials[0].identity.text
    }
    #expect(try text("1e-40").contains("\"subnormals\""))
    for eps in ["1e-8", "1e-37", "1e-46", "0"] {
      #expect(try !text(eps).contains("subnormals"), "\(eps)")
    }
  }
}
