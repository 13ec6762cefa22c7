internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

extension Diff {
  /// For programs: all of it, one document.
  package var json: JSONNode {
    var members: [JSONNode.Member] = [
      .init("first", .string(first.name)), .init("second", .string(second.name)),
      .init("equal", .bool(isEqual)), .init("spec", .array(spec.map(\.json))),
    ]
    if let trials { members.append(.init("trials", trials.json)) }
    return .object(members)
  }
}

extension LeafDifference {
  fileprivate var json: JSONNode {
    var members: [JSONNode.Member] = [.init("place", .string("\(place)"))]
    if let otherPlace { members.append(.init("second_place", .string("\(otherPlace)"))) }
    switch change {
    case .changed(let from, let to):
      members += [
        .init("change", .string("changed")), .init("first", from), .init("second", to),
      ]
    case .added(let node):
      members += [.init("change", .string("added")), .init("second", node)]
    case .removed(let node):
      members += [.init("change", .string("removed")), .init("first", node)]
    case .reordered(let names):
      members += [
        .init("change", .string("reordered")), .init("second", .array(names.map(JSONNode.string))),
      ]
    }
    return .object(members)
  }
}

extension TrialDiff {
  fileprivate var json: JSONNode {
    .object([
      .init("common", .integer(rows.count)),
      .init("equal", .integer(rows.count { $0.isEqual })),
      .init("only_first", .array(onlyFirst.map(JSONNode.string))),
      .init("only_second", .array(onlySecond.map(JSONNode.string))),
      .init("parted", .array(rows.filter { !$0.isEqual }.map(\.json))),
    ])
  }
}

extension TrialDiff.Row {
  fileprivate var json: JSONNode {
    .object([
      .init("problem", .string(problem)), .init("optimizer", .string(optimizer)),
      .init("seed", .integer(seed)), .init("status", .array(statuses.map(JSONNode.string))),
      .init("final_loss", .array(finals.map { $0.map { .number($0) } ?? .null })),
      .init("common_steps", pair.map { .integer($0.commonSteps) } ?? .null),
      .init("other_steps", pair.map { .integer($0.otherSteps) } ?? .null),
      .init("parts_at", pair?.parting.map(\.json) ?? .null),
    ])
  }
}

extension TrialParting {
  fileprivate var json: JSONNode {
    .object([
      .init("step", .integer(step)), .init("table", .string(table)),
      .init("network", network.map { .integer($0) } ?? .null),
      .init("layer", layer.map { .integer($0) } ?? .null),
      .init(
        "columns",
        .array(
          values.map { value in
            .object([
              .init("column", .string(value.column.rawValue)),
              .init("first", value.first.map { .number($0) } ?? .null),
              .init("second", value.second.map { .number($0) } ?? .null),
              .init("relative", value.relative.map { .number($0) } ?? .null),
            ])
          })),
    ])
  }
}
