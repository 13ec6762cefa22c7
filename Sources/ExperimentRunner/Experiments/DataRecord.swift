internal import OptimizerLab
package import SpecLanguage

/// What `manifest.json` says of each problem's data: what the spec leaves to the files.
package enum DataRecord {
  /// An entry a problem, in the order of the spec.
  package static func node(_ experiment: Experiment, _ inputs: [ProblemInput]) -> JSONNode {
    .array(
      zip(experiment.problems, inputs).map { problem, input in
        .object([.init("problem", .string(problem.name))] + entry(input))
      })
  }

  private static func entry(_ input: ProblemInput) -> [JSONNode.Member] {
    guard let examples = input.examples else { return [] }
    func strings(_ texts: [String]) -> JSONNode { .array(texts.map { .string($0) }) }
    var members: [JSONNode.Member] = [
      .init("rows", .integer(examples.count)),
      .init("held_out_rows", .integer(input.heldOut?.count ?? 0)),
      .init("width", .integer(examples.width)),
      .init("target_width", .integer(examples.targetWidth)),
    ]
    if let classes = examples.classes { members.append(.init("classes", strings(classes))) }
    if let columns = input.columns {
      members += [
        .init("features", strings(columns.features)), .init("targets", strings(columns.targets)),
        .init("rows_left_out", .integer(columns.leftOut)),
        .init("separator", .string(columns.separator)), .init("decimal", .string(columns.decimal)),
        .init("standardized_features", standards(columns.standardFeatures)),
        .init("standardized_targets", standards(columns.standardTargets)),
      ]
    }
    members += [.init("notes", strings(input.notes)), .init("warnings", strings(input.warnings))]
    return members
  }

  private static func standards(_ columns: [ColumnStandard]) -> JSONNode {
    .array(
      columns.map {
        .object([
          .init("column", .string($0.column)), .init("mean", .number($0.mean)),
          .init("deviation", .number($0.deviation)),
        ])
      })
  }

  /// What an example of each problem is made of; `nil` for a problem without examples, and where a
  /// manifest does not say.
  static func shapes(in manifest: JSONNode?) -> [DataShape?] {
    (manifest?["data"]?.elements ?? []).map { entry in
      guard let width = entry["width"]?.integer, let targetWidth = entry["target_width"]?.integer,
        width > 0, targetWidth >= 0
      else { return nil }
      return DataShape(
        width: width, targetWidth: targetWidth, classCount: entry["classes"]?.elements?.count)
    }
  }

  /// Everything that a manifest says of how data were read, each sentence once.
  package static func sentences(in manifest: JSONNode?) -> [String] {
    var seen: Set<String> = []
    let all = (manifest?["data"]?.elements ?? []).flatMap { entry in
      ["warnings", "notes"].flatMap { entry[$0]?.elements?.compactMap(\.text) ?? [] }
    }
    return all.filter { seen.insert($0).inserted }
  }
}
