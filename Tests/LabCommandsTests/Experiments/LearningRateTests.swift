import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage
import Testing

@Suite("The learning rates of a spec") struct LearningRateTests {
  private func read(_ rate: String, seeds: String = "[0, 1]") -> Reading<Experiment> {
    let text = Mistake.spec.with(#""lr": 0.001"#, replacedBy: #""lr": \#(rate)"#)
      .with(#""seeds": [0, 1]"#, replacedBy: #""seeds": \#(seeds)"#)
    return Reading(SpecSource(name: "spec.json", text: text), from: Experiment.ofLab)
  }

  private func trials(_ rate: String) throws -> [Trial] {
    let reading = read(rate)
    #expect(reading.diagnostics.isEmpty)
    return reading.value.trials(inputs: try reading.value.loadInputs(from: ""))
  }

  @Test(
    "are what a list or a grid says",
    arguments: [
      ("0.1", [0.1]), ("[0.1]", [0.1]), ("[0.3, 0.1, 1]", [0.3, 0.1, 1]),
      (#"{"log_grid": [1e-4, 1, 5]}"#, [1e-4, 1e-3, 1e-2, 1e-1, 1]),
      (#"{"log_grid": [1, 0.01, 3]}"#, [1, 0.1, 0.01]),
      (#"{"log_grid": [1e-27, 1e-23, 5]}"#, [1e-27, 1e-26, 1e-25, 1e-24, 1e-23]),
      (#"{"log_grid": [1e22, 1e26, 5]}"#, [1e22, 1e23, 1e24, 1e25, 1e26]),
      (#"{"log_grid": [1e-300, 1e300, 3]}"#, [1e-300, 1, 1e300]),
      (#"{"log_grid": [0.001, 0.1, 5]}"#, [0.001, 0.00316228, 0.01, 0.0316228, 0.1]),
      (#"{"sine": [0.1, 0.2], "gan": 0.5, "valley": {"log_grid": [1, 100, 3]}}"#, [0.1, 0.2]),
    ])
  func values(rate: String, values: [Double]) throws {
    let own = try trials(rate).filter { $0.problem == 0 && $0.optimizer == 0 }
    #expect(own.map(\.settings.learningRate) == values.flatMap { [$0, $0] })
    #expect(own.map(\.settings.seed) == values.flatMap { _ in [0, 1] as [UInt64] })
  }

  @Test("multiply the trials: problems × optimizers × rates × seeds, in this order")
  func order() throws {
    let all = try trials(#"{"sine": [0.1, 0.2], "gan": 0.5, "valley": {"log_grid": [1, 100, 3]}}"#)
    #expect(
      all.map { "\($0.problem) \($0.optimizer) \($0.settings.learningRate) \($0.settings.seed)" }
        == [
          "0 0 0.1 0", "0 0 0.1 1", "0 0 0.2 0", "0 0 0.2 1", "0 1 0.01 0", "0 1 0.01 1",
          "1 0 0.5 0", "1 0 0.5 1", "1 1 0.01 0", "1 1 0.01 1", "2 0 1.0 0", "2 0 1.0 1",
          "2 0 10.0 0", "2 0 10.0 1", "2 0 100.0 0", "2 0 100.0 1", "2 1 0.01 0", "2 1 0.01 1",
        ])
    #expect(all.map(\.index) == Array(0..<18))
  }

  @Test("give a trial of a list the identity that it has alone")
  func identity() throws {
    let several = try trials("[0.1, 0.001]")
    let alone = try trials("0.001")
    #expect(several[2].identity == alone[0].identity)
    #expect(several[2].settings.learningRate == 0.001)
    #expect(Set(several.map(\.identity.hash)).count > Set(alone.map(\.identity.hash)).count)
  }

  @Test(
    "stand in the resolved spec as they were given",
    arguments: [
      #""lr": [0.3, 0.1, 1]"#, #""lr": {"log_grid": [0.0001, 1, 5]}"#, #""lr": 0.25"#,
      #""lr": {"sine": [0.1, 0.2], "gan": 0.5, "valley": {"log_grid": [1, 100, 3]}}"#,
    ])
  func resolved(field: String) {
    let reading = read(String(field.dropFirst(6)))
    let text = JSONText.compact(reading.resolved).replacing(" ", with: "")
    #expect(text.contains(field.replacing(" ", with: "")), "\(text)")
    let again = Reading(SpecSource(name: "spec.json", text: text), from: Experiment.ofLab)
    #expect(JSONText.compact(again.resolved) == JSONText.compact(reading.resolved))
  }

  @Test("stand in a trial's label where there are several")
  func label() throws {
    let experiment = read("[0.1, 0.0000001]").value
    let labels = experiment.trials(inputs: try experiment.loadInputs(from: ""))
      .map(experiment.label)
    #expect(labels[2] == "sine · Adam · lr 1e-7 · seed 0")
    #expect(labels[4] == "sine · sgd · seed 0")
  }
}
