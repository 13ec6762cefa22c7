internal import ExperimentReport
package import ExperimentRunner
internal import Foundation
internal import SpecLanguage

/// An experiment that is trained in this process, into folders of a scratch: without a worker, a
/// terminal and a figure.
package struct LocalRun {
  package let scratch: TestFolder
  package let experiment: Experiment
  package let inputs: [ProblemInput]

  package var trials: [Trial] { experiment.trials(inputs: inputs) }

  /// - Parameters:
  ///   - edits: what the command line has after `--set`.
  ///   - scratch: the folder that the spec's paths are relative to.
  /// - Throws: what is wrong with the spec, or with its data.
  package init(
    _ spec: String = smallSpec, edits: [String] = [], in scratch: TestFolder? = nil
  ) throws {
    self.scratch = try scratch ?? TestFolder()
    let written = try Self.experiment(spec, edits: edits)
    inputs = try written.loadInputs(from: self.scratch.folder.path)
    experiment = written.adopting(inputs)
  }

  /// - Throws: what is wrong with the spec.
  package static func experiment(_ spec: String, edits: [String] = []) throws -> Experiment {
    let source = SpecSource(name: "spec.json", text: spec)
    let reading = Reading<Experiment>(source, edits: try edits.map { try SpecEdit($0) })
    guard reading.diagnostics.isEmpty else {
      throw Mistake(description: reading.diagnostics.rendered(in: source))
    }
    return reading.value
  }

  package struct Mistake: Error, CustomStringConvertible {
    package var description: String

    package init(description: String) { self.description = description }
  }

  package func path(_ out: String) -> String { scratch.file(out).path }

  /// The same run as a value, of which a test may ask more.
  /// - Parameter spec: the spec's file, by its name in the scratch.
  package func run(
    to out: String, of spec: String? = nil, options: ExperimentRun.Options = .init(),
    stop: StopFlag = StopFlag()
  ) -> ExperimentRun {
    ExperimentRun(
      experiment, specFolder: scratch.folder.path, specFile: spec.flatMap { RealPath.of(path($0)) },
      output: path(out), options: options, stop: stop, executors: LocalExecutors())
  }

  /// Trains what is not trained yet.
  @discardableResult
  package func train(
    to out: String = "out", options: ExperimentRun.Options = .init(), stop: StopFlag = StopFlag(),
    report: RunLog = RunLog()
  ) throws -> ExperimentRun.Trained {
    try run(to: out, options: options, stop: stop).run(trials, inputs: inputs, report: report)
  }

  /// The same, and writes the tables and the figures' scripts.
  /// - Returns: what came of each trial, in the order of the spec; `nil` for one without a result.
  @discardableResult
  package func complete(
    to out: String = "out", options: ExperimentRun.Options = .init(), stop: StopFlag = StopFlag(),
    report: RunLog = RunLog()
  ) throws -> [TrialResult?] {
    let trained = try train(to: out, options: options, stop: stop, report: report)
    _ = try OutputFolder(trained.folder).write()
    try trained.record.finish(trained.folder)
    return trials.map { trained.folder.results[$0.index] }
  }

  /// The files of a folder that must not depend on how its trials ran, the seconds left out.
  package func results(in out: String) throws -> [String: CSVContent] {
    var found: [String: CSVContent] = [:]
    for name in tables where scratch.exists("\(out)/\(name)") {
      found[name] = try scratch.table("\(out)/\(name)")
    }
    return found
  }
}
