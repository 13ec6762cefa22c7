internal import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab

extension Trial {
  /// The name of a folder of this trial's, for people: its place, its problem, its optimizer and its seed.
  ///
  /// `012-gan-adam-b1-0.5-seed-3`: letters, digits, points and dashes, whatever the spec's names are.
  func folderName(in experiment: Experiment) -> String {
    let number = String(index)
    let names = [
      String(repeating: "0", count: max(3 - number.count, 0)) + number,
      Self.plain(experiment.problems[problem].name),
      Self.plain(experiment.optimizers[optimizer].name), "seed-\(settings.seed)",
    ]
    return names.filter { !$0.isEmpty }.joined(separator: "-")
  }

  private static func plain(_ text: String) -> String {
    let words = text.split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == ".") }
    let word = words.joined(separator: "-").lowercased()
    return String(word.prefix(40)).trimmed { ".-".contains($0) }
  }
}
