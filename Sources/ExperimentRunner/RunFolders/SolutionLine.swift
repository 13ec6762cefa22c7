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

/// Keeps the lines of a run beside its trials, so that the data are needed only once: `lines/all.safetensors`.
/// The layouts before had a file a line, `lines/HASH-HASH.safetensors`, and first of all one in a trial's folder.
package struct SolutionLines: Sendable {
  private let run: RunFolder
  private let files: TrialFile
  /// Losses a line.
  private let count: Int

  private static let formerFormat = "optlab-line-1"
  /// What a kill may cost.
  private static let shortestPause = Duration.seconds(5)

  package init(_ run: RunFolder) {
    self.run = run
    files = TrialFile(ofRun: run.source)
    count = run.experiment.record.interpolation
  }

  private var folder: String { Self.folder(of: run.source) }

  /// Those that are there, in the order of `ends`.
  package func read(_ ends: [SolutionLine.Ends]) -> [SolutionLine] {
    let pack = kept
    return ends.compactMap { ends in
      (pack.lines[name(of: ends)] ?? formerLosses(ends)).map { SolutionLine(ends, losses: $0) }
    }
  }

  /// Those in one file, of as many losses as are asked for.
  private var kept: LinePack {
    let pack = LinePack(in: folder) ?? LinePack(count: count)
    return pack.count == count ? pack : LinePack(count: count)
  }

  /// One that has a file of its own.
  private func formerLosses(_ ends: SolutionLine.Ends) -> [Double]? {
    let (trial, other) = (run.trials[ends.first].identity, run.trials[ends.second].identity.hash)
    let paths = [
      "\(folder)/\(name(of: ends)).safetensors",
      "\(files.formerPlace(of: trial))/line-\(other).safetensors",
    ]
    return paths.lazy.compactMap { path in
      guard let bytes = (try? OutputFile.read(path)).flatMap({ $0 }),
        let read = try? SafetensorsFile(decoding: bytes),
        let file = SafetensorsFile(read, sealedAs: Self.formerFormat, of: trial),
        let losses = file["loss"]?.numbers, losses.count == count
      else { return nil }
      return losses
    }.first
  }

  /// Takes the losses of those that are not there, and writes them: all at the end, and what there is every few
  /// seconds.
  /// - Parameter inputs: what each problem's files hold.
  package func complete(
    _ ends: [SolutionLine.Ends], inputs: [ProblemInput], stop: StopFlag
  ) throws(OutputError) {
    let known = Set(read(ends).map(\.ends))
    var pack = kept
    var isNew = false
    var due = ContinuousClock.now + Self.shortestPause
    for ends in ends where !known.contains(ends) && !stop.isSet {
      let trial = run.trials[ends.first]
      let task = run.experiment.problems[trial.problem].task
      guard let losses = losses(ends, task, inputs[trial.problem]) else { continue }
      pack.add(losses, of: name(of: ends))
      isNew = true
      let now = ContinuousClock.now
      if now >= due {
        try pack.write(in: folder)
        isNew = false
        // Of a large one, a hundredth of the time at most.
        let end = ContinuousClock.now
        due = end + max(Self.shortestPause, (end - now) * 100)
      }
    }
    if isNew { try pack.write(in: folder) }
  }

  private func name(of ends: SolutionLine.Ends) -> String {
    "\(run.trials[ends.first].identity.hash)-\(run.trials[ends.second].identity.hash)"
  }

  package static func folder(of run: String) -> String { "\(run)/lines" }

  /// The hashes of both ends, where it is the name of a line, or of a line's own file.
  package static func ends(ofName name: String) -> [String]? {
    let ending = ".safetensors"
    let hashes = (name.hasSuffix(ending) ? name.dropLast(ending.count) : name[...])
      .split(separator: "-").map(String.init)
    return hashes.count == 2 && hashes.allSatisfy(TrialIdentity.isHash) ? hashes : nil
  }

  /// Takes away the lines to and from the solutions of those trials.
  /// - Parameters:
  ///   - hashes: of the trials.
  ///   - run: the run's folder.
  static func remove(of hashes: Set<String>, in run: String) throws(OutputError) {
    try remove(in: run) { !hashes.isDisjoint(with: $0) }
  }

  /// Takes away all lines but those between two of those trials.
  package static func keep(of hashes: Set<String>, in run: String) throws(OutputError) {
    try remove(in: run) { !hashes.isSuperset(of: $0) }
  }

  private static func remove(
    in run: String, where isUnwanted: ([String]) -> Bool
  ) throws(OutputError) {
    let folder = folder(of: run)
    for name in OutputFile.names(in: folder) where ends(ofName: name).map(isUnwanted) ?? false {
      OutputFile.remove("\(folder)/\(name)")
    }
    if var pack = LinePack(in: folder),
      pack.remove(where: { ends(ofName: $0).map(isUnwanted) ?? true }) > 0
    {
      try pack.write(in: folder)
    }
    OutputFile.removeEmptyFolder(folder)
  }

  /// How many of the lines in one file are not between two of those trials, and of how many; `nil` where there
  /// is no such file.
  package static func unwanted(
    besides hashes: Set<String>, in run: String
  ) -> (path: String, count: Int, of: Int)? {
    let folder = folder(of: run)
    guard let pack = LinePack(in: folder) else { return nil }
    let count = pack.lines.keys.count { name in
      ends(ofName: name).map { !hashes.isSuperset(of: $0) } ?? true
    }
    return (LinePack.path(in: folder), count, pack.lines.count)
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
