import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab

struct Torch: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print a PyTorch script of the experiment.",
    discussion: """
      The script needs only PyTorch, makes the same random draws, and writes a curves.csv with \
      the columns of optlab's own.
      """)

  @OptionGroup var arguments: SpecArguments

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp(
      "Write the script into this folder, with the files that it reads: drawn digits, tables, "
        + "weights.", valueName: "DIR"), completion: .directory)
  var output: String?

  func run() throws {
    let (file, experiment) = try arguments.read()
    let folder = file.folder(for: experiment)
    let script = try TorchScript(
      experiment.knowingShapes(from: folder), specFolder: folder)
    guard let output else {
      Streams.output(script.text)
      return
    }
    Streams.output(try script.write(to: output).map { "\($0)\n" }.joined())
  }
}
