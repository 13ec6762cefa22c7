import ExperimentRunner
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("How often a spec has steps recorded")
struct RecordSettingsTests {
  private func read(_ text: String) -> RecordSettings {
    let reading = Reading<RecordSettings>(SpecSource(name: "record.json", text: text))
    #expect(reading.diagnostics.isEmpty)
    return reading.value
  }

  static let specs: [(text: String, every: Int, points: Int?)] = [
    ("{}", 10, 320), (#"{"probe": 8}"#, 10, 320), (#"{"every": 10}"#, 10, nil),
    (#"{"every": 3}"#, 3, nil), (#"{"points": 100}"#, 10, 100),
    (#"{"points": 100, "every": 3}"#, 3, 100), (#"{"every": 10, "points": 320}"#, 10, 320),
  ]

  @Test(
    "is limited unless it says how often alone, and is the same as it is printed",
    arguments: specs.indices)
  func fields(_ place: Int) {
    let (text, every, points) = Self.specs[place]
    let settings = read(text)
    #expect(settings.every == every && settings.points == points)
    let again = read(JSONText.compact(Fields.writing(settings)))
    #expect(again.every == every && again.points == points)
  }

  private func identity(_ record: String, steps: Int) throws -> TrialIdentity {
    let spec = """
      {"name": "walk", "problems": [{"name": "valley", "kind": "surface", "steps": \(steps),
       "data": {"kind": "surface", "surface": "rosenbrock"}}],
       "optimizers": [{"kind": "sgd"}], "record": \(record), "figures": []}
      """
    let experiment = try LocalRun.experiment(spec)
    let inputs = try experiment.loadInputs(from: ".")
    return try #require(experiment.trials(inputs: inputs).first).identity
  }

  @Test("is of a trial's identity by what decides its own steps, for short ones as it always was")
  func identities() throws {
    let short = try identity("{}", steps: 3_190)
    #expect(try short.hash == identity(#"{"every": 10}"#, steps: 3_190).hash)
    #expect(short.text.contains(#""every":10"#) && !short.text.contains("points"))
    let long = try identity("{}", steps: 3_191)
    #expect(long.text.contains(#""points":320"#) && !long.text.contains("every"))
    #expect(try long.hash == identity(#"{"every": 1, "points": 320}"#, steps: 3_191).hash)
    #expect(try long.hash != identity(#"{"every": 10}"#, steps: 3_191).hash)
  }
}
