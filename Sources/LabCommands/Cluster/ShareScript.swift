internal import ExperimentReport
package import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab

/// A submission without a scheduler: a script that trains all shares, or one.
package struct ShareScript {
  package let path: String
  package let text: String
  private let folder: ClusterFolder
  private let shares: Int
  private let options: SubmitOptions

  package init(
    _ run: ExperimentRun, shares: Int, options: SubmitOptions, program: String, setup: String?,
    commit: String
  ) {
    folder = ClusterFolder(
      run: URL(fileURLWithPath: run.output).standardizedFileURL.path, engine: .script)
    self.shares = shares
    self.options = options
    path = folder.shareScript
    text = TaskScript(
      name: run.experiment.name, program: program, folder: folder.run, options: options,
      setup: setup, commit: commit
    ).shares(shares)
  }

  /// - Throws: `ClusterError` where another script is there; what `ExperimentRun.announce` throws.
  package func write(
    _ run: ExperimentRun, _ trials: [Trial], inputs: [ProblemInput], tell: (String) -> Void
  ) throws {
    if ClusterFolder(run: folder.run, engine: .slurm).isThere {
      throw ClusterError(
        .folder,
        "\(folder.run) was submitted to Slurm; `optlab submit --again` goes on with it, or take another "
          + "folder with --out")
    }
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
    // Whoever asks for the status knows by it which shares there are.
    try OutputFile.makeFolder(folder.path)
    let spec = SHA256.hex(of: try InputBytes.read("\(folder.run)/\(SpecOrigin.fileName)"))
    try folder.write(
      ClusterPlan(
        name: run.experiment.name, spec: spec, shares: shares, options: options, scripts: [:]))
  }
}
