internal import ExperimentReport
package import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab

/// A submission without a scheduler: a script that trains all shares, or one.
package struct ShareScript {
  package let path: String
  package let text: String

  package init(
    _ run: ExperimentRun, shares: Int, options: SubmitOptions, program: String, setup: String?,
    commit: String
  ) {
    let folder = URL(fileURLWithPath: run.output).standardizedFileURL.path
    path = "\(folder)/shares.sh"
    text = TaskScript(
      name: run.experiment.name, program: program, folder: folder, options: options, setup: setup,
      commit: commit
    ).shares(shares)
  }

  /// - Throws: `ClusterError` where another script is there; what `ExperimentRun.announce` throws.
  package func write(
    _ run: ExperimentRun, _ trials: [Trial], inputs: [ProblemInput], tell: (String) -> Void
  ) throws {
    if let there = try OutputFile.read(path), there != Array(text.utf8) {
      throw ClusterError(
        .folder,
        "\(path) is there already, and is another script; remove it to have it written anew")
    }
    try run.announce(
      trials, inputs: inputs, outputs: OutputFolder.fileNames(of: run.experiment, exports: []),
      warn: tell)
    try OutputFile.write(text, to: path)
    // The path lives for the call.
    guard unsafe chmod(path, 0o755) == 0 else { throw OutputError.last(path, isCreation: true) }
  }
}
