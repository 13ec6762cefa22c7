internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// Everything that is wrong with a spec and with the files that it names, without a run.
package struct SpecCheck {
  package let file: SpecFile
  /// The spec's own mistakes.
  package let diagnostics: [Diagnostic]
  /// What of it is allowed, but seldom meant.
  package let warnings: [Diagnostic]
  /// What is wrong with its data and weights, as a run would say it.
  package let inputMistakes: [any Error]
  /// What of these is allowed, but seldom meant, in whole sentences.
  package let inputWarnings: [String]

  /// - Parameter allowsExternal: whether its programs may be run, wherever it is.
  package init(_ file: SpecFile, allowsExternal: Bool = false) {
    let reading = Reading(file.source, from: Experiment.ofLab)
    let experiment = reading.value
    self.file = file
    diagnostics = reading.diagnostics
    warnings = reading.warnings
    // The files of a problem whose own lines are wrong are not known.
    let sound = experiment.problems.indices.filter { place in
      !reading.diagnostics.contains { $0.path.isEmpty || $0.path.hasPrefix("problems[\(place)]") }
    }
    let inputs = experiment.checkInputs(
      ofProblems: reading.diagnostics.isEmpty ? nil : sound, from: file.folder(for: experiment))
    var mistakes = inputs.mistakes
    do throws(ExternalRefusal) {
      try ExternalPermission.check(experiment, spec: file.path, isGiven: allowsExternal)
    } catch {
      mistakes.append(error)
    }
    inputMistakes = mistakes
    inputWarnings = inputs.warnings
  }

  package var isGood: Bool { diagnostics.isEmpty && inputMistakes.isEmpty }

  /// The mistakes and warnings of the spec itself, each with its place.
  package var report: String {
    (diagnostics + warnings).inFileOrder().rendered(in: file.source)
  }
}
