import ExperimentRunner
import Foundation
import OptimizerLab
import SpecLanguage
import Testing

@Suite("Verifying a folder")
struct VerifyTests {
  /// A folder of a run, and ways to change what it holds.
  private struct Folder {
    let scratch: Scratch

    init() throws {
      scratch = try Scratch()
      try scratch.write(smallSpec, to: "small.json")
      let run = try Program.run(
        ["run", "small.json", "--out", "out", "--quiet"], in: scratch.folder)
      #expect(run.code == 0, "\(run.errors)")
    }

    func verify() throws -> Program.Outcome {
      try Program.run(["verify", "out"], in: scratch.folder)
    }

    /// Writes a trial's result again, changed, as a program that computes otherwise would have.
    func change(trial index: Int, _ change: (inout TrialResult) -> Void) throws {
      let file = TrialFile(folder: scratch.file("out/trials").path)
      let trial = try trials()[index]
      var result = try #require(file.read(trial.identity))
      change(&result)
      try file.write(result, of: trial.identity)
    }

    func trials() throws -> [Trial] {
      let source = SpecSource(name: "small.json", text: smallSpec)
      let experiment = Reading<Experiment>(source).value
      return experiment.trials(inputs: try experiment.loadInputs(from: scratch.folder.path))
    }

    func path(_ name: String, ofTrial index: Int) throws -> String {
      "out/trials/\(try trials()[index].identity.hash)/\(name)"
    }

    /// Makes the folder one that came from elsewhere.
    func moveToAnotherMachine() throws {
      let manifest = try scratch.text("out/manifest.json")
      let line = try #require(
        manifest.split(separator: "\n").first { $0.contains("\"processor\"") })
      try scratch.write(
        manifest.replacing(line, with: "    \"processor\": \"Another\","), to: "out/manifest.json")
    }
  }

  private static func scaled(
    _ records: Records<CurveTable>, row: Int, _ column: Quantity, by factor: Double
  ) -> Records<CurveTable> {
    let columns = Records<CurveTable>.columns
    var values = records.values
    if let place = columns.firstIndex(of: column) { values[row * columns.count + place] *= factor }
    return Records(values: values) ?? records
  }

  @Test("agrees with what was just trained, bit for bit")
  func agrees() throws {
    let outcome = try Folder().verify()
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output == "12 of 12 trials agree bit for bit\n")
  }

  @Test("names the first step and column that differ, and what is recorded there")
  func value() throws {
    let folder = try Folder()
    var recorded = 0.0
    try folder.change(trial: 2) { result in
      // Row 3 is step 15; a later one is changed too, and not named.
      result.curves = Self.scaled(result.curves, row: 3, .gradientNorm, by: 1 + 0x1p-52)
      recorded = result.curves[3, .gradientNorm] ?? .nan
      result.curves = Self.scaled(result.curves, row: 5, .loss, by: 2)
    }
    let outcome = try folder.verify()
    #expect(outcome.code == 1)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0].hasPrefix(
        "trial 2, line · SGD · seed 0: curves.csv, step 15, gradient_norm: \(recorded) is recorded, "
      ))
    #expect(lines[0].hasSuffix(" came out"))
    #expect(lines[1] == "11 of 12 trials agree bit for bit")
  }

  @Test("on another machine leaves room for another order of sums, and for no more")
  func elsewhere() throws {
    let folder = try Folder()
    try folder.moveToAnotherMachine()
    try folder.change(trial: 2) {
      $0.curves = Self.scaled($0.curves, row: 3, .gradientNorm, by: 1.001)
    }
    let good = try folder.verify()
    #expect(good.code == 0, "\(good.output)")
    #expect(
      good.output
        == "12 of 12 trials agree as well as another processor or other matrix libraries let them "
        + "(docs/pytorch.md)\n")
    try folder.change(trial: 2) {
      $0.curves = Self.scaled($0.curves, row: 3, .gradientNorm, by: 1.1)
    }
    let bad = try folder.verify()
    #expect(bad.code == 1)
    #expect(
      bad.output.contains("trial 2, line · SGD · seed 0: curves.csv, step 15, gradient_norm:"))
  }

  @Test("compares the weights that it finds")
  func weights() throws {
    let folder = try Folder()
    let path = folder.scratch.file(try folder.path("model.final.safetensors", ofTrial: 0))
    var bytes = try Data(contentsOf: path)
    bytes[bytes.count - 1] ^= 0x40
    try bytes.write(to: path)
    let outcome = try folder.verify()
    #expect(outcome.code == 1)
    #expect(
      outcome.output.hasPrefix(
        "trial 0, line · Adam · seed 0: model.final.safetensors, 2.bias, value 0: "))
  }

  @Test("says of a damaged result that it is damaged, and of a missing one that it is missing")
  func damage() throws {
    let folder = try Folder()
    let path = folder.scratch.file(try folder.path("result.safetensors", ofTrial: 1))
    var bytes = try Data(contentsOf: path)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: path)
    try FileManager.default.removeItem(
      at: folder.scratch.file(try folder.path("result.safetensors", ofTrial: 4)))
    let outcome = try folder.verify()
    #expect(outcome.code == 1)
    #expect(
      outcome.output
        == "trial 1, line · Adam · seed 1: its result is damaged, or another version of the program "
        + "wrote it\n10 of 11 trials agree bit for bit\n1 more have no result yet; `optlab run` "
        + "makes them\n")
  }

  @Test("shows where the spec or the data are no longer those of the results")
  func otherSpec() throws {
    let folder = try Folder()
    // Another learning rate in the spec, the old results under it.
    let spec = try folder.scratch.text("out/experiment.json")
    try folder.scratch.write(
      spec.replacing("\"lr\": 0.001", with: "\"lr\": 0.002"), to: "out/experiment.json")
    let outcome = try folder.verify()
    #expect(outcome.code == 1)
    #expect(outcome.output.contains("trial 0, line · Adam · seed 0: "))
    #expect(outcome.output.hasSuffix("6 of 12 trials agree bit for bit\n"))
  }
}
