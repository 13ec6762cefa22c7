import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the spec with every default filled in, then its trials.")

  @OptionGroup var arguments: SpecArguments

  @Flag(help: "Print the spec alone, for programs; its data are not needed.")
  var json = false

  func run() throws {
    let (file, experiment) = try arguments.read()
    let spec = JSONText.pretty(Fields.writing(experiment)) + "\n"
    guard !json else {
      Streams.output(spec)
      return
    }
    let inputs = try experiment.loadInputs(from: file.folder(for: experiment))
    Streams.remark(inputs.warnings)
    let trials = experiment.trials(inputs: inputs)
    var text = spec
    text += "trial  problem  optimizer  kind  lr  batch_size  seed  steps  hash\n"
    let configurations = experiment.optimizers.indices.map { experiment.configurations(of: $0) }
    for trial in trials {
      let settings = trial.settings
      let cells =
        [
          "\(trial.index)", CSVTable.plain(experiment.problems[trial.problem].name),
          CSVTable.plain(experiment.optimizers[trial.optimizer].name),
          settings.kind, "\(settings.learningRate)",
          settings.batchSize == 0 ? "–" : "\(settings.batchSize)", "\(settings.seed)",
          "\(trial.stepCount)", trial.identity.hash,
        ] + (trial.configuration.map { [configurations[trial.optimizer][$0].text] } ?? [])
      text += cells.joined(separator: "  ") + "\n"
    }
    text += experiment.wordsOnLaterTrials.map { "\($0)\n" } ?? ""
    Streams.output(text)
  }
}
