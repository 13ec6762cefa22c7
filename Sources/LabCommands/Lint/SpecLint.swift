internal import ExperimentReport
package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What a reviewer would ask of an experiment, with places in its spec.
package struct SpecLint {
  private let source: SpecSource
  private let findings: [FairnessFinding]
  /// What could not be asked, for it takes results.
  package let remark: String?

  /// Of a spec that was not run. Its data are read, and nothing is trained.
  /// - Throws: what is wrong with the data or the weights.
  package init(_ experiment: Experiment, in file: SpecFile) throws {
    source = file.source
    let inputs = try experiment.loadInputs(from: file.folder(for: experiment))
    let trials = experiment.trials(inputs: inputs)
    let starts = experiment.problems.indices.map {
      experiment.startingLosses(problem: $0, trials: trials, inputs: inputs)
    }
    findings = Fairness.findings(FairnessFacts(experiment, trials: trials, starts: starts))
    remark =
      "whether a best rate lies at the end of its grid, results tell: `optlab lint DIR` of a run's folder"
  }

  /// Of a run's folder.
  /// - Throws: `RunFolderError`, `DataError`.
  package init(folder: String) throws {
    let run = try FinishedRun(folder)
    let output = try run.output()
    let spec = "\(run.folder)/\(SpecOrigin.fileName)"
    source = SpecSource(name: spec, bytes: try InputBytes.read(spec))
    findings = Fairness.findings(FairnessFacts(OutputFolder(output)))
    remark = output.results.isEmpty ? "\(folder): none of its trials has a result yet" : nil
  }

  package var isFair: Bool { findings.isEmpty }

  /// Each finding with its place, why it matters and what to write; a blank line between two.
  package var text: String {
    findings.map { finding in
      let diagnostic = Diagnostic(
        warning: "\(finding.what) [\(finding.rule)]", at: finding.place, in: source)
      return diagnostic.rendered(in: source) + "\n"
        + "  why: \(TerminalText.escaped(finding.why))\n"
        + "  instead: \(TerminalText.escaped(finding.remedy))\n"
    }.joined(separator: "\n")
  }
}
