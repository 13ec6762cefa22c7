internal import ExperimentReport
package import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// Gives the trials of a run to Slurm, and is gone: nothing of it stays on the login node.
package struct Submission {
  private let folder: ClusterFolder
  private var plan: ClusterPlan
  private let scripts: TaskScript
  /// What was asked for by hand beside a script that is there already.
  private let overrides: [String]

  /// What was submitted.
  package struct Receipt: Sendable {
    package fileprivate(set) var arrays: [(id: String, shares: String)] = []
    package fileprivate(set) var collecting: String?
    /// What became of the tasks in the first seconds; empty where Slurm did not say.
    package fileprivate(set) var queue = ""
  }

  /// The first submission of a folder.
  /// - Parameters:
  ///   - program: this program's path, from the root on.
  ///   - setup: what the user wants to have before all else in the scripts.
  package init(
    _ run: ExperimentRun, shares: Int, options: SubmitOptions, program: String, setup: String?,
    commit: String
  ) {
    folder = ClusterFolder(
      run: URL(fileURLWithPath: run.output).standardizedFileURL.path, engine: .slurm)
    scripts = TaskScript(
      name: run.experiment.name, program: program, folder: folder.run, options: options,
      setup: setup, commit: commit)
    plan = ClusterPlan(
      name: run.experiment.name, spec: "", shares: shares, options: options, scripts: [:])
    overrides = OutputFile.exists(folder.taskScript) ? options.head : []
  }

  /// Both scripts as they would be written.
  package var scriptTexts: [(path: String, text: String)] {
    [(folder.taskScript, scripts.task), (folder.collectScript, scripts.collect)]
  }

  /// Says that the files that tasks need are where nodes see them.
  package func checkPlaces(inputs: [String]) throws(ClusterError) {
    var places = [("the folder", folder.run), ("the program", scripts.program)]
    for input in inputs { places.append(("the file", input)) }
    try SharedPlaces.check(places)
  }

  /// Writes the folder, and submits all shares.
  /// - Throws: `ClusterError`; what `ExperimentRun.announce` throws.
  package func submit(
    _ run: ExperimentRun, _ trials: [Trial], inputs: [ProblemInput], tell: (String) -> Void
  ) throws -> Receipt {
    let facts = try prepare()
    let jobs = folder.jobs
    if !jobs.isEmpty, try SlurmQueue(of: jobs).entries.contains(where: { $0.place != nil }) {
      throw ClusterError(
        .busy,
        "\(folder.run): its tasks are in the queue already; `optlab status` shows them, `optlab cancel` "
          + "ends them")
    }
    try run.announce(
      trials, inputs: inputs, outputs: OutputFolder.fileNames(of: run.experiment, exports: []),
      warn: tell)
    var own = self
    try own.writeFiles(tell: tell)
    return try own.submit(Array(1...plan.shares), after: [], facts, tell: tell)
  }

  private func prepare() throws -> ClusterFacts {
    for name in ["sbatch", "squeue"] {
      _ = try SlurmCommand(
        name, otherwise: ", or say --engine script for a script without a scheduler")
    }
    let facts = ClusterFacts()
    try facts.check(plan.options)
    return facts
  }

  private mutating func writeFiles(tell: (String) -> Void) throws {
    try OutputFile.makeFolder(folder.path)
    for (path, text) in scriptTexts {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      if let there = try OutputFile.read(path) {
        plan.scripts[name] = SHA256.hex(of: Array(text.utf8))
        if there != Array(text.utf8) {
          tell("\(path) is there already, and used as it is; remove it to have it written anew")
        }
      } else {
        try OutputFile.write(text, to: path)
        plan.scripts[name] = SHA256.hex(of: Array(text.utf8))
      }
    }
    plan.spec = SHA256.hex(of: try InputBytes.read("\(folder.run)/\(SpecOrigin.fileName)"))
    try folder.write(plan)
  }
}

// Once more, for what has no result.
extension Submission {
  /// - Parameter options: what is asked for otherwise than the first time.
  /// - Throws: `ClusterError` where nothing was submitted from there; `RunFolderError`.
  private init(again run: SharedRun, options: SubmitOptions) throws {
    folder = run.folder
    plan = run.plan
    if !options.sbatch.isEmpty { plan.options.sbatch = options.sbatch }
    plan.options.atMost = options.atMost ?? plan.options.atMost
    plan.options.time = options.time ?? plan.options.time
    plan.options.partition = options.partition ?? plan.options.partition
    scripts = TaskScript(
      name: plan.name, program: "", folder: folder.run, options: plan.options, setup: nil,
      commit: "")
    overrides = options.head
    let spec = SHA256.hex(of: try InputBytes.read("\(folder.run)/\(SpecOrigin.fileName)"))
    guard spec == plan.spec else {
      throw ClusterError(
        .usage,
        "\(folder.run): experiment.json is no longer what was submitted; `optlab submit` the spec anew"
      )
    }
  }

  /// Submits the shares that have trials without a result, and are not in the queue.
  /// - Returns: `nil` where there are none.
  package static func again(
    _ path: String, options: SubmitOptions, isDry: Bool, tell: (String) -> Void
  ) throws -> (name: String, shares: String, receipt: Receipt?)? {
    let folder = ClusterFolder(of: RealPath.of(path) ?? path)
    let jobs = folder.jobs
    // Before the files: a task that ends meanwhile is in the queue still, or has its results.
    let queue =
      folder.isThere && folder.engine == .slurm
      ? try SlurmQueue(of: jobs) : SlurmQueue(entries: [])
    let run = try SharedRun(path)
    guard run.folder.engine == .slurm else {
      let command = run.folder.commandToGoOn(run.unfinished, calledAs: path)
      throw ClusterError(
        .usage, "\(path): its shares were not given to Slurm; to go on: \(command)")
    }
    let submission = try Submission(again: run, options: options)
    let shares = run.unfinished.filter { queue.entry(ofShare: $0, in: jobs) == nil }
    guard !shares.isEmpty else { return nil }
    let words = ClusterJob.ranges(shares)
    if isDry { return (run.plan.name, words, nil) }
    for (name, hash) in run.plan.scripts.sorted(by: { $0.key < $1.key }) {
      let path = "\(run.folder.path)/\(name)"
      guard let bytes = try OutputFile.read(path) else {
        throw ClusterError(.nothingSubmitted, "\(path) is gone; `optlab submit` the spec anew")
      }
      if SHA256.hex(of: bytes) != hash { tell("\(path) was changed, and is used as it is") }
    }
    let facts = try submission.prepare()
    let waiting = Set(queue.entries.filter { $0.place != nil }.map(\.job)).sorted()
    let receipt = try submission.submit(shares, after: waiting, facts, tell: tell)
    return (run.plan.name, words, receipt)
  }
}

extension Submission {
  /// Shares by the offset of the array that has them.
  static func arrays(of shares: [Int], largestPlace: Int) -> [(offset: Int, places: [Int])] {
    let groups = Dictionary(grouping: shares) { ($0 - 1) / largestPlace }
    return groups.sorted { $0.key < $1.key }.map { group, shares in
      (group * largestPlace, shares.sorted().map { $0 - group * largestPlace })
    }
  }

  /// - Parameter earlier: jobs that the collection waits for as well.
  private func submit(
    _ shares: [Int], after earlier: [String], _ facts: ClusterFacts, tell: (String) -> Void
  ) throws -> Receipt {
    let sbatch = try SlurmCommand("sbatch")
    var receipt = Receipt()
    for (offset, places) in Self.arrays(of: shares, largestPlace: facts.largestPlace) {
      let array = ClusterJob.ranges(places)
      let names = ClusterJob.ranges(places.map { $0 + offset })
      let most = plan.options.atMost.map { "%\($0)" } ?? ""
      let words = arguments(
        ["--array=\(array)\(most)"], log: "%A_%a.log", script: folder.taskScript, "\(offset)")
      let id = try call(sbatch, words, for: "tasks \(names)", after: receipt)
      try folder.add(
        ClusterJob(.tasks, id: id, offset: offset, array: array, arguments: words))
      receipt.arrays.append((id, names))
    }
    let all = earlier + receipt.arrays.map(\.id)
    let words = arguments(
      ["--dependency=afterany:\(all.joined(separator: ":"))", "--kill-on-invalid-dep=yes"],
      log: "collect-%j.log", script: folder.collectScript)
    let id = try call(sbatch, words, for: "the collection", after: receipt)
    try folder.add(ClusterJob(.collect, id: id, arguments: words))
    receipt.collecting = id
    // Slurm finds out within its first look at the queue what never starts.
    sleep(2)
    let new = Set(receipt.arrays.map(\.id))
    receipt.queue =
      (try? SlurmQueue(of: folder.jobs.filter { new.contains($0.id) }))?.summary ?? ""
    return receipt
  }

  /// What `sbatch` is told: the user's own options after ours.
  private func arguments(
    _ first: [String], log: String, script: String, _ words: String...
  ) -> [String] {
    var all = ["--parsable"] + first
    all += ["--output=\(folder.logPattern(log))", "--chdir=\(folder.run)"]
    all += overrides
    all += plan.options.sbatch
    return all + [script] + words
  }

  /// - Returns: the job's id.
  private func call(
    _ sbatch: SlurmCommand, _ arguments: [String], for what: String, after receipt: Receipt
  ) throws(ClusterError) -> String {
    let answer = try sbatch.run(arguments, secondsAllowed: 60)
    // `4711`, or `4711;cluster`.
    let id = answer.output.split(separator: "\n").last?.split(separator: ";").first.map(String.init)
    if answer.code == 0, let id, Int(id) != nil { return id }
    let why = answer.code == 0 ? "it printed no job's number" : answer.complaint
    guard !receipt.arrays.isEmpty else {
      throw ClusterError(.unavailable, "sbatch refused \(what): \(why); nothing was submitted")
    }
    let there = receipt.arrays.map { "\($0.id) (tasks \($0.shares))" }.joined(separator: ", ")
    throw ClusterError(
      .unavailable,
      "sbatch refused \(what): \(why); submitted before it, and kept: \(there); `optlab submit --again "
        + "\(ShellText.quoted(folder.run))` adds the rest")
  }
}
