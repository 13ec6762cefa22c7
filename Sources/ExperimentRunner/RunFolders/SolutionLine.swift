internal import OptimizerLab

/// The loss over all data along the straight line between what two trials ended with, which began with
/// the same parameters: whether they found the same place.
///
/// I. Goodfellow, O. Vinyals, A. Saxe: Qualitatively Characterizing Neural Network Optimization
/// Problems, ICLR 2015 (arXiv:1412.6544); the barrier: J. Frankle et al.: Linear Mode Connectivity and
/// the Lottery Ticket Hypothesis, ICML 2020 (arXiv:1912.05671).
package struct SolutionLine: Sendable, Equatable {
  /// Two trials of one problem and seed, by their places.
  package struct Ends: Sendable, Hashable {
    package var first: Int
    package var second: Int

    package init(_ first: Int, _ second: Int) {
      self.first = first
      self.second = second
    }
  }

  package var ends: Ends
  /// At equal distances, from the first's end to the second's, both included.
  package var losses: [Double]

  package init(_ ends: Ends, losses: [Double]) {
    self.ends = ends
    self.losses = losses
  }

  /// How far along the way a loss was taken, from 0 to 1.
  package func fraction(_ place: Int) -> Double { Double(place) / Double(losses.count - 1) }

  /// The most that a loss is above the straight line between those of both ends; 0 where none is.
  package var barrier: Double {
    guard let first = losses.first, let last = losses.last else { return 0 }
    return losses.indices.map { place in
      losses[place] - (first + (last - first) * fraction(place))
    }.max() ?? 0
  }
}

/// Keeps the lines of a run beside its trials, so that the data are needed only once:
/// `lines/HASH-HASH.safetensors`, named for both ends. The layout before had them in the trials' folders.
package struct SolutionLines: Sendable {
  private let run: RunFolder
  private let files: TrialFile
  /// Losses a line.
  private let count: Int

  private static let format = "optlab-line-1"

  package init(_ run: RunFolder) {
    self.run = run
    files = TrialFile(ofRun: run.source)
    count = run.experiment.record.interpolation
  }

  /// Those that are there, in the order of `ends`.
  package func read(_ ends: [SolutionLine.Ends]) -> [SolutionLine] {
    ends.compactMap { ends in
      [path(of: ends), formerPath(of: ends)].lazy.compactMap { path in
        guard let bytes = (try? OutputFile.read(path)).flatMap({ $0 }),
          let read = try? SafetensorsFile(decoding: bytes),
          let file = SafetensorsFile(
            read, sealedAs: Self.format, of: run.trials[ends.first].identity),
          let losses = file["loss"]?.numbers, losses.count == count
        else { return nil }
        return SolutionLine(ends, losses: losses)
      }.first
    }
  }

  /// Takes the losses of those that are not there, and writes them.
  /// - Parameter inputs: what each problem's files hold.
  package func complete(
    _ ends: [SolutionLine.Ends], inputs: [ProblemInput], stop: StopFlag
  ) throws(OutputError) {
    let known = Set(read(ends).map(\.ends))
    for ends in ends where !known.contains(ends) && !stop.isSet {
      let trial = run.trials[ends.first]
      let task = run.experiment.problems[trial.problem].task
      let losses = self.losses(ends, task, inputs[trial.problem])
      guard let losses else { continue }
      var file = SafetensorsFile()
      file.add("loss", losses, shape: [losses.count])
      try OutputFile.makeFolder(Self.folder(of: run.source))
      try OutputFile.write(
        file.sealed(as: Self.format, of: trial.identity), to: path(of: ends))
    }
  }

  private func path(of ends: SolutionLine.Ends) -> String {
    let names = [ends.first, ends.second].map { run.trials[$0].identity.hash }
    return "\(Self.folder(of: run.source))/\(names.joined(separator: "-")).safetensors"
  }

  private func formerPath(of ends: SolutionLine.Ends) -> String {
    let other = run.trials[ends.second].identity.hash
    return "\(files.formerPlace(of: run.trials[ends.first].identity))/line-\(other).safetensors"
  }

  package static func folder(of run: String) -> String { "\(run)/lines" }

  /// The hashes of both ends, where it is the name of a line.
  package static func ends(ofName name: String) -> [String]? {
    let hashes = name.dropLast(".safetensors".count).split(separator: "-").map(String.init)
    return hashes.count == 2 && hashes.allSatisfy(TrialIdentity.isHash) ? hashes : nil
  }

  /// Takes away the lines to and from the solutions of those trials.
  /// - Parameters:
  ///   - hashes: of the trials.
  ///   - run: the run's folder.
  static func remove(of hashes: Set<String>, in run: String) {
    let folder = folder(of: run)
    for name in OutputFile.names(in: folder)
    where ends(ofName: name).map({ !hashes.isDisjoint(with: $0) }) ?? false {
      OutputFile.remove("\(folder)/\(name)")
    }
    OutputFile.removeEmptyFolder(folder)
  }

  /// `nil` where there is no such loss, or the weights are not there.
  private func losses(
    _ ends: SolutionLine.Ends, _ task: any LearningTask, _ input: ProblemInput
  ) -> [Double]? {
    let training = task.makeTraining(
      Double.self, trial: run.trials[ends.first].settings, input: input)
    let network = training.learners.first?.network
    guard let landscape = training.landscape, let first = solution(ends.first, network),
      let second = solution(ends.second, network)
    else { return nil }
    return landscape.values(from: first, to: second, count: count)
  }

  /// What a trial ended with.
  private func solution(_ place: Int, _ network: Network?) -> [Double]? {
    guard let network else {
      guard let path = run.results[place]?.path, path.count > 0 else { return nil }
      return [path[path.count - 1, .x], path[path.count - 1, .y]].compactMap { $0 }
    }
    guard let final = run.results[place]?.weights.first(where: { $0.network == "model" })?.final
    else { return nil }
    return try? network.state(of: final).parameters
  }
}
