internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

extension Diff {
  /// More lines than that of one sort are counted, not told; `json` has all.
  private static let most = 40

  /// For people, with a line feed at its end.
  package var text: String {
    var lines = spec.isEmpty ? [] : Self.cut(spec.map(\.line), "differences")
    if let trials {
      if !lines.isEmpty { lines.append("") }
      lines += Self.lines(of: trials)
    } else if spec.isEmpty {
      lines.append("nothing differs: both say the same, with every default filled in")
    }
    return lines.map { TerminalText.escaped($0) + "\n" }.joined()
  }

  private static func lines(of trials: TrialDiff) -> [String] {
    let parted = trials.rows.filter { !$0.isEqual }
    let (same, all) = (trials.rows.count - parted.count, trials.rows.count)
    var lines = cut(parted.map(\.line), "trials that part")
    lines += [("first", trials.onlyFirst), ("second", trials.onlySecond)].flatMap { side, labels in
      cut(labels.map { "only in the \(side): \($0)" }, "trials")
    }
    lines.append(
      all == 0
        ? "the two runs have no trial in common"
        : "\(same) of \(all) common trials have the same numbers in every column of every step")
    return lines
  }

  private static func cut(_ lines: [String], _ noun: String) -> [String] {
    lines.count <= most
      ? lines : lines.prefix(most) + ["and \(lines.count - most) more \(noun); --json has all"]
  }
}

extension LeafDifference {
  /// `optimizers[0].lr: 0.001 → 0.01`
  fileprivate var line: String {
    let spot = "\(place)" + (otherPlace.map { " (\($0) in the second)" } ?? "")
    return switch change {
    case .changed(let from, let to): "\(spot): \(from.brief) → \(to.brief)"
    case .added(let node): "\(spot): only in the second: \(node.brief)"
    case .removed(let node): "\(spot): only in the first: \(node.brief)"
    case .reordered(let names):
      "\(spot): in another order; in the second \(Wording.list(names.map { quoted($0) }))"
    }
  }
}

extension JSONNode {
  /// On one line, as long as a line bears it.
  fileprivate var brief: String { PlainText.shortened(JSONText.compact(self), to: 100) }
}

extension TrialDiff.Row {
  /// `sine · Adam · seed 0: parts at step 5, in loss (curves.csv): 0.52 and 0.53, 0.019 apart; …`
  fileprivate var line: String {
    var parts: [String] = []
    if statuses[0] != statuses[1] { parts.append("\(statuses[0]) and \(statuses[1])") }
    if let pair { parts += pair.sentences }
    if finals[0] != finals[1] {
      let words = finals.map { $0.map { "\($0)" } ?? "none" }
      parts.append("the last loss \(words[0]) and \(words[1])")
    }
    return "\(label): \(parts.joined(separator: "; "))"
  }
}

extension TrialPair {
  fileprivate var sentences: [String] {
    var sentences: [String] = []
    if let parting, let value = parting.values.first {
      let others = parting.values.count - 1
      let apart =
        value.relative.map { ", relatively \(NumberText.short($0)) apart" } ?? ""
      sentences.append(
        "parts at step \(parting.step), in \(value.column.rawValue)"
          + (parting.layer.map { " of layer \($0)" } ?? "")
          + (others > 0 ? " and \(others) more column\(others == 1 ? "" : "s")" : "")
          + " (\(parting.table)): \(value.first.map { "\($0)" } ?? "nothing") and "
          + "\(value.second.map { "\($0)" } ?? "nothing")\(apart)")
    }
    if otherSteps > 0 {
      sentences.append(
        commonSteps == 0
          ? "no recorded step is common to both"
          : "\(otherSteps) recorded steps are in one of them alone")
    }
    return sentences
  }
}
