import ExperimentRunner
import Foundation
import LabCommands
import SpecLanguage
import TestSupport
import Testing

@Suite("Verifying results")
struct VerificationTests {
  private static let shared = Result {
    let run = try LocalRun()
    try run.complete()
    return run
  }

  private let scratch: TestFolder
  private let trials: [Trial]

  init() throws {
    let run = try Self.shared.get()
    scratch = try TestFolder(copying: run.scratch)
    trials = run.trials
  }

  private func verification() throws -> Verification { try Verification(scratch.file("out").path) }

  private func differences() throws -> [Verification.Difference] {
    try verification().differences(jobs: 2, stop: StopFlag(), report: RunLog())
  }

  /// Writes a trial's result again, changed, as a program that computes otherwise would have.
  private func change(trial index: Int, _ change: (inout TrialResult) -> Void) throws {
    let file = TrialFile(ofRun: scratch.file("out").path)
    let identity = trials[index].identity
    var result = try #require(file.read(identity))
    change(&result)
    try file.write(result, of: identity)
  }

  private func file(ofTrial index: Int) -> URL {
    scratch.file("out/trials/\(trials[index].identity.hash).safetensors")
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
    let verification = try verification()
    #expect(verification.count == 12 && verification.missing == 0)
    #expect(verification.isSameMachine)
    #expect(try differences() == [])
  }

  @Test("names the first step and column that differ, and what is recorded there")
  func value() throws {
    var recorded = 0.0
    try change(trial: 2) { result in
      // Row 3 is step 15; a later one is changed too, and not named.
      result.curves = Self.scaled(result.curves, row: 3, .gradientNorm, by: 1 + 0x1p-52)
      recorded = result.curves[3, .gradientNorm] ?? .nan
      result.curves = Self.scaled(result.curves, row: 5, .loss, by: 2)
    }
    let differences = try differences()
    #expect(differences.map(\.trial) == [2])
    let words = try #require(differences.first).description
    #expect(
      words.hasPrefix(
        "line · SGD · seed 0: curves.csv, step 15, gradient_norm: \(recorded) is recorded, "))
    #expect(words.hasSuffix(" came out"))
  }

  @Test("on another machine leaves room for another order of sums, and for no more")
  func elsewhere() throws {
    for index in trials.indices {
      try change(trial: index) { $0.places = [Self.another] }
    }
    #expect(try !verification().isSameMachine)
    #expect(try verification().countFromHere == 0)
    #expect(try verification().otherMachines.map(\.trials) == [12])
    for (factor, differing) in [(1.001, []), (1.1, [2])] {
      try change(trial: 2) {
        $0.curves = Self.scaled($0.curves, row: 3, .gradientNorm, by: factor)
      }
      #expect(try differences().map(\.trial) == differing, "\(factor)")
    }
  }

  /// A machine that no test runs on.
  private static let another = TrainingPlace(
    processor: "Another", libraries: "OpenBLAS 0.1", program: "optlab 0.1.0 (abc)", host: "far")

  @Test("of two machines compares the one's trials bit for bit, and names the other")
  func mixed() throws {
    try change(trial: 2) {
      $0.places = [Self.another, .own]
      $0.curves = Self.scaled($0.curves, row: 3, .gradientNorm, by: 1.001)
    }
    try change(trial: 3) {
      $0.curves = Self.scaled($0.curves, row: 3, .gradientNorm, by: 1 + 0x1p-52)
    }
    let verification = try verification()
    let differences = verification.differences(jobs: 2, stop: StopFlag(), report: RunLog())
    #expect(differences.map(\.trial) == [3])
    let report = try VerificationReport(verification, of: "out", differences)
    #expect(
      report.text.contains(
        "11 of 12 trials agree bit for bit where they are from this machine, the others as well as "
          + "another processor or other matrix libraries let them"))
    #expect(
      report.text.contains("1 was trained on Another with OpenBLAS 0.1 (host far); this is "))
    #expect(report.json["other_machines"]?.elements?.first?["host"]?.text == "far")
  }

  @Test("of results that do not say where they are from goes by the manifest")
  func earlier() throws {
    for index in trials.indices { try change(trial: index) { $0.places = [] } }
    #expect(try verification().isSameMachine)
    let manifest = try scratch.text("out/manifest.json")
    let line = try #require(
      manifest.split(separator: "\n").first { $0.contains("\"processor\"") })
    try scratch.write(
      manifest.replacing(line, with: "    \"processor\": \"Another\","), to: "out/manifest.json")
    #expect(try !verification().isSameMachine && verification().otherMachines.isEmpty)
  }

  @Test("compares the weights that it finds")
  func weights() throws {
    try change(trial: 0) { result in
      let last = result.weights[0].final.entries.count - 1
      result.weights[0].final.entries[last].bytes[0] ^= 0x40
    }
    let differences = try differences()
    #expect(differences.count == 1)
    #expect(
      differences.first?.description.hasPrefix(
        "line · Adam · seed 0: model.final, 2.bias, value 0: ") == true)
  }

  @Test("says of a damaged result that it is damaged, and of a missing one that it is missing")
  func damage() throws {
    let path = file(ofTrial: 1)
    var bytes = try Data(contentsOf: path)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: path)
    try FileManager.default.removeItem(at: file(ofTrial: 4))
    let verification = try verification()
    #expect(verification.count == 10)
    #expect(verification.damagedCount == 1 && verification.missing == 1)
    let differences = try differences()
    #expect(differences.map(\.trial) == [1])
    #expect(
      differences.map(\.description) == [
        "line · Adam · seed 1: its result is damaged, or another version of the program wrote it"
      ])
  }

  @Test("shows where the spec or the data are no longer those of the results")
  func otherSpec() throws {
    // Another learning rate in the spec, the old results under it.
    let spec = try scratch.text("out/experiment.json")
    try scratch.write(
      spec.replacing("\"lr\": 0.001", with: "\"lr\": 0.002"), to: "out/experiment.json")
    let differences = try differences()
    #expect(differences.map(\.trial) == [0, 1, 4, 5, 8, 9])
    #expect(differences.allSatisfy { $0.description.contains("not those it was trained with") })
  }
}
