internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// What a submission keeps in a run's folder: scripts, plan, jobs, states and logs in `slurm/`; in `shares/`
/// plan and states, where no Slurm is asked.
struct ClusterFolder: Sendable {
  /// What carries the tasks; the folder is named by it.
  enum Engine: String, Sendable {
    case slurm
    case script = "shares"
  }

  /// The run's folder, from the root on.
  let run: String
  let engine: Engine

  init(run: String, engine: Engine) {
    self.run = run
    self.engine = engine
  }

  /// Of what was submitted from there.
  init(of run: String) {
    let script = ClusterFolder(run: run, engine: .script)
    let slurm = ClusterFolder(run: run, engine: .slurm)
    self = !slurm.isThere && script.isThere ? script : slurm
  }

  var isThere: Bool { OutputFile.exists(planFile) }

  var path: String { "\(run)/\(engine.rawValue)" }
  /// The script of an engine without a queue.
  var shareScript: String { "\(run)/shares.sh" }
  var taskScript: String { "\(path)/task.sbatch" }
  var collectScript: String { "\(path)/collect.sbatch" }
  private var planFile: String { "\(path)/plan.json" }
  private var jobsFile: String { "\(path)/jobs.jsonl" }

  func state(ofShare share: Int) -> TaskState? { TaskState(at: "\(path)/task-\(share).state") }

  /// More shares than this are not named: those that are done take a moment each.
  private static let mostNamed = 20

  /// What trains shares that have no result yet.
  func commandToGoOn(_ shares: [Int], calledAs path: String) -> String {
    switch engine {
    case .slurm: return "optlab submit --again \(ShellText.quoted(path))"
    case .script:
      let names = shares.count > Self.mostNamed ? [] : shares
      return ([ShellText.quoted(shareScript)] + names.map(String.init)).joined(separator: " ")
    }
  }

  /// Where the output of a task went.
  func log(of task: ClusterJob, share: Int) -> String {
    "\(path)/\(task.id)_\(share - task.offset).log"
  }

  /// A path for `sbatch --output`, in which a percent sign begins a name of Slurm's.
  func logPattern(_ name: String) -> String {
    path.replacing("%", with: "%%") + "/" + name
  }

  /// - Throws: `ClusterError` where nothing was submitted from there.
  func plan() throws(ClusterError) -> ClusterPlan {
    guard let bytes = try? InputBytes.read(planFile), let node = try? JSONParser.parse(bytes),
      let plan = ClusterPlan(node)
    else {
      throw ClusterError(
        .nothingSubmitted,
        OutputFile.exists(planFile)
          ? "\(planFile): this is no plan of `optlab submit`"
          : "\(run): `optlab submit` submitted nothing from there: it has no slurm/plan.json")
    }
    return plan
  }

  func write(_ plan: ClusterPlan) throws(OutputError) {
    try OutputFile.write(JSONText.pretty(plan.node), to: planFile)
  }

  /// All that was submitted, and cancelled, in that order.
  var jobs: [ClusterJob] {
    let text = SystemFile.text(jobsFile) ?? ""
    return text.split(separator: "\n").compactMap { line in
      (try? JSONParser.parse(Array(line.utf8))).flatMap { ClusterJob($0) }
    }
  }

  /// One line more, in one call of the system: two submissions at once leave both.
  func add(_ job: ClusterJob) throws(OutputError) {
    let line = Array((JSONText.compact(job.node) + "\n").utf8)
    // The path lives for the call.
    let file = unsafe open(jobsFile, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw .last(jobsFile, isCreation: true) }
    defer { close(file) }
    // The array outlives the call.
    let count = unsafe line.withUnsafeBytes { bytes in
      unsafe Glibc.write(file, bytes.baseAddress, bytes.count)
    }
    guard count == line.count, fsync(file) == 0 else { throw .last(jobsFile, isCreation: false) }
  }
}

/// What a run was divided into.
struct ClusterPlan: Sendable {
  var name: String
  /// The SHA-256 of the folder's `experiment.json`.
  var spec: String
  /// How many shares there are, whichever of them are submitted.
  var shares: Int
  var options: SubmitOptions
  /// The SHA-256 of the scripts as they were written, by their names.
  var scripts: [String: String]

  init(
    name: String, spec: String, shares: Int, options: SubmitOptions, scripts: [String: String]
  ) {
    self.name = name
    self.spec = spec
    self.shares = shares
    self.options = options
    self.scripts = scripts
  }

  // The script reads the line of the shares.
  var node: JSONNode {
    .object([
      .init("version", .integer(1)), .init("name", .string(name)), .init("spec", .string(spec)),
      .init("shares", .integer(shares)), .init("options", options.node),
      .init(
        "scripts",
        .object(scripts.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })),
    ])
  }

  init?(_ node: JSONNode) {
    guard node["version"]?.integer == 1, let name = node["name"]?.text,
      let spec = node["spec"]?.text, let shares = node["shares"]?.integer,
      (1...1_000_000).contains(shares)
    else { return nil }
    var scripts: [String: String] = [:]
    for script in ["task.sbatch", "collect.sbatch"] {
      scripts[script] = node["scripts"]?[script]?.text
    }
    self.init(
      name: name, spec: spec, shares: shares, options: SubmitOptions(node["options"]),
      scripts: scripts)
  }
}

/// A line of `jobs.jsonl`: one call of `sbatch`, or of `scancel`.
struct ClusterJob: Sendable {
  enum Kind: String, Sendable { case tasks, collect, cancelled }

  var kind: Kind
  /// Slurm's; of an array, that of the whole.
  var id: String
  /// A share is the place in the array and this.
  var offset = 0
  /// The places in the array, as `--array` has them.
  var array = ""
  var time: String
  var arguments: [String] = []

  init(
    _ kind: Kind, id: String, offset: Int = 0, array: String = "", arguments: [String] = []
  ) {
    self.kind = kind
    self.id = id
    self.offset = offset
    self.array = array
    self.arguments = arguments
    time = Date().formatted(.iso8601)
  }

  var node: JSONNode {
    .object([
      .init("time", .string(time)), .init("kind", .string(kind.rawValue)), .init("id", .string(id)),
      .init("offset", .integer(offset)), .init("array", .string(array)),
      .init("arguments", .array(arguments.map { .string($0) })),
    ])
  }

  init?(_ node: JSONNode) {
    guard let kind = node["kind"]?.text.flatMap(Kind.init(rawValue:)), let id = node["id"]?.text,
      let time = node["time"]?.text
    else { return nil }
    self.kind = kind
    self.id = id
    self.time = time
    offset = node["offset"]?.integer ?? 0
    array = node["array"]?.text ?? ""
  }

  /// The shares that it has, of `1-3,7` and the offset.
  var shares: [Int] {
    array.split(separator: ",").flatMap { part -> [Int] in
      let ends = part.split(separator: "-").compactMap { Int($0) }
      guard let first = ends.first, let last = ends.last, first <= last else { return [] }
      return (first...last).map { $0 + offset }
    }
  }

  /// `1-3,7`, of places in order.
  static func ranges(_ places: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for place in places {
      if let last = ranges.last, last.upperBound + 1 == place {
        ranges[ranges.count - 1] = last.lowerBound...place
      } else {
        ranges.append(place...place)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
