package import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// What verifying a folder came to, for people and for programs.
package struct VerificationReport: Sendable {
  package let folder: String
  /// The trials whose numbers are not the recorded ones, in the order of the spec.
  package let differences: [Verification.Difference]
  /// How many trials have a result.
  package let compared: Int
  /// How many have none, and how many more the results decide.
  package let missing: Int
  package let toCome: Int
  package let hasOtherStages: Bool
  package let isSameMachine: Bool
  /// Of how many trials every bit is compared, of the others as much as machines agree in; and those.
  package let exactCount: Int
  package let otherMachines: [(machine: TrainingPlace, trials: Int)]
  package let files: Verification.FileReport

  /// - Parameter differences: what `Verification.differences` found.
  /// - Throws: `OutputError`
  package init(
    _ verification: Verification, of folder: String, _ differences: [Verification.Difference]
  ) throws(OutputError) {
    self.folder = folder
    self.differences = differences
    compared = verification.count + verification.damagedCount
    missing = verification.missing
    toCome = verification.toCome
    hasOtherStages = verification.hasOtherStages
    isSameMachine = verification.isSameMachine
    exactCount = verification.countFromHere
    otherMachines = verification.otherMachines
    files = try verification.compareFiles()
  }

  /// Whether all that is there is what comes of the spec.
  package var agrees: Bool {
    differences.isEmpty && files.differences.isEmpty && !hasOtherStages
  }

  /// Lines for people, with a line feed at the end of each.
  package var text: String {
    let how =
      isSameMachine
      ? "bit for bit"
      : (exactCount > 0 ? "bit for bit where they are from this machine, the others " : "")
        + "as well as another processor or other matrix libraries let them (docs/pytorch.md)"
    var lines = differences.map { "trial \($0.trial), \($0.description)" }
    lines.append("\(compared - differences.count) of \(compared) trials agree \(how)")
    lines += otherMachines.map { machine, count in
      "\(count) \(count == 1 ? "was" : "were") trained on \(machine.words); this is "
        + TrainingPlace.own.words
    }
    if missing > 0 { lines.append("\(missing) more have no result yet; `optlab run` makes them") }
    if hasOtherStages {
      lines.append(
        "the trials that were chosen are not those that the results of the others decide; "
          + "`optlab run` trains the right ones")
    }
    if toCome > 0 {
      lines.append("\(toCome) more are decided by these; `optlab run` makes them")
    }
    lines += files.differences
    if !files.differences.isEmpty {
      lines.append("these files are not what comes of the trials; `optlab plot` makes them anew")
    }
    return lines.map { "\($0)\n" }.joined()
  }

  package var json: JSONNode {
    .object([
      .init("folder", .string(folder)),
      .init("status", .string(agrees ? "agrees" : "differs")),
      .init("compared", .integer(compared)),
      .init("agree", .integer(compared - differences.count)),
      .init("missing", .integer(missing)),
      .init("to_come", .integer(toCome)),
      .init("other_stages", .bool(hasOtherStages)),
      .init("bit_for_bit", .bool(isSameMachine)),
      .init(
        "other_machines",
        .array(
          otherMachines.map { machine, count in
            .object([
              .init("processor", .string(machine.processor)),
              .init("libraries", .string(machine.libraries)),
              .init("program", .string(machine.program)), .init("host", .string(machine.host)),
              .init("trials", .integer(count)),
            ])
          })),
      .init(
        "trials",
        .array(
          differences.map { difference in
            .object([
              .init("trial", .integer(difference.trial)),
              .init("difference", .string(difference.description)),
            ])
          })),
      .init("files", .array(files.differences.map(JSONNode.string))),
      .init("remarks", .array(files.remarks.map(JSONNode.string))),
    ])
  }

  /// The same of a folder that could not be verified.
  package static func failed(_ folder: String, _ message: String) -> JSONNode {
    .object([
      .init("folder", .string(folder)), .init("status", .string("error")),
      .init("error", .string(message)),
    ])
  }
}
