import ArgumentParser
import ExperimentRunner
import FoundationEssentials
import Glibc
import LabCommands
import OptimizerLab

struct Submit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Have a cluster train a spec: one call, many tasks, then the tables and figures.",
    discussion: """
      Writes the scripts, gives them to Slurm, prints the jobs and returns. optlab status DIR says how far \
      they are, optlab submit --again DIR submits what has no result, optlab cancel DIR ends them. What \
      stands after -- goes to sbatch: optlab submit big.json --out /project/big -- --constraint=milan. \
      docs/cluster.md has the rest, and what other schedulers need.
      """)

  /// What carries the tasks.
  enum Engine: String, ExpressibleByArgument, CaseIterable { case slurm, script }

  @Argument(
    help: "A spec's path, or the name of an experiment that ships with the program.",
    completion: .spec)
  var spec: String?

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp(
      "The folder to write, where all nodes see it; plots/NAME without it.", valueName: "DIR"),
    completion: .directory)
  var output: String?

  @Option(
    help: ArgumentHelp("Submit once more what has no result in this folder.", valueName: "DIR"),
    completion: .run)
  var again: String?

  @Option(
    help: "slurm, or script: a script that trains the shares in a loop, or with GNU parallel.")
  var engine = Engine.slurm

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Change one value of the spec before it is checked: optimizers.0.lr=0.01.",
      valueName: "KEY=VALUE"), completion: .specKey)
  var edits: [String] = []

  @Option(
    help: ArgumentHelp(
      "What a task may take, as Slurm writes it: minutes, 2:30:00, 1-12:00:00. One that is not done then "
        + "goes on where it was.", valueName: "TIME"))
  var time: String?

  @Option(help: ArgumentHelp("Slurm's partition.", valueName: "NAME"))
  var partition: String?

  @Option(help: ArgumentHelp("Slurm's account.", valueName: "NAME"))
  var account: String?

  @Option(help: ArgumentHelp("Memory of a task: 2G.", valueName: "SIZE"))
  var mem: String?

  @Option(help: ArgumentHelp("Processors of a task, each for one trial at a time.", valueName: "N"))
  var cpus = 1

  @Option(help: ArgumentHelp("Into how many tasks the trials are divided.", valueName: "N"))
  var tasks: Int?

  @Option(
    help: ArgumentHelp(
      "Into as many tasks as take about so many minutes, 20 without it.", valueName: "MINUTES"))
  var taskMinutes: Double?

  @Option(help: ArgumentHelp("Tasks of an array that run at the same time.", valueName: "N"))
  var atMost: Int?

  @Option(
    help: ArgumentHelp(
      "What the scripts do first: modules, containers, variables.", valueName: "FILE"),
    completion: .file())
  var setup: String?

  @Flag(
    help: "Measure first how long trials take: the longest, trained here for at most 10 seconds.")
  var pilot = false

  @Flag(help: "The folder is on a disk of this machine that the nodes have mounted.")
  var sharedOk = false

  @Flag(help: "Write nothing, and print what would be submitted.")
  var dryRun = false

  @OptionGroup var external: ExternalOption

  @Argument(parsing: .postTerminator, help: "Options for sbatch, after --.")
  var sbatch: [String] = []

  func validate() throws {
    guard (spec == nil) != (again == nil) else {
      throw ValidationError("a spec, or --again with the folder of an earlier submission")
    }
    if again != nil,
      output != nil || !edits.isEmpty || tasks != nil || taskMinutes != nil || pilot
    {
      throw ValidationError(
        "--again submits the same trials in the same shares: no --out, --set, --tasks, --task-minutes, "
          + "--pilot")
    }
    guard output != "", again != "" else {
      throw ValidationError("a folder is not an empty text")
    }
    guard tasks == nil || taskMinutes == nil else {
      throw ValidationError("--tasks or --task-minutes, not both")
    }
    for (name, value) in [("--tasks", tasks), ("--at-most", atMost), ("--cpus", cpus)] {
      if let value, !(1...1_000_000).contains(value) {
        throw ValidationError("\(name) is a number from 1 to 1000000, not \(value)")
      }
    }
    if let taskMinutes, !(taskMinutes > 0 && taskMinutes <= 1e6) {
      throw ValidationError("--task-minutes is a number above 0, at most a million")
    }
    guard engine == .slurm || again == nil && sbatch.isEmpty else {
      throw ValidationError("--engine script has neither --again nor options for sbatch")
    }
  }

  func run() throws {
    let options = self.options
    try options.check()
    if let again {
      try submitAgain(again, options)
    } else {
      try submit(options)
    }
  }

  private var options: SubmitOptions {
    var options = SubmitOptions()
    (options.time, options.partition, options.account) = (time, partition, account)
    (options.memory, options.cpus, options.atMost) = (mem, cpus, atMost)
    options.sbatch = sbatch
    options.allowsExternal = external.isGiven
    return options
  }

  private func submit(_ options: SubmitOptions) throws {
    let setup = try setupText()
    let (file, written) = try SpecArguments.read(spec ?? "", edits: edits)
    try ExternalPermission.check(written, spec: file.path, isGiven: external.isGiven)
    let folder = file.folder(for: written)
    let inputs = try written.loadInputs(from: folder)
    let experiment = written.adopting(inputs)
    Streams.remark(inputs.warnings + inputs.notes)
    let run = ExperimentRun(
      experiment, specFolder: folder, specFile: file.realPath,
      output: output ?? "plots/\(experiment.name)", options: ExperimentRun.Options(),
      stop: StopFlag(), executors: WorkerExecutors(Work.program))
    let trials = experiment.trials(inputs: inputs)
    let plan = SubmitPlan(
      experiment, trials, division: tasks.map { .tasks($0) } ?? .minutes(taskMinutes ?? 20),
      options: options, pace: pilot ? pace(of: experiment, trials, inputs, in: folder) : 1)
    let program = RealPath.of("/proc/self/exe") ?? CommandLine.arguments[0]
    let commit = ProcessInfo.processInfo.environment["OPTLAB_COMMIT"] ?? ""
    if engine == .script {
      let script = ShareScript(
        run, shares: plan.shares, options: options, program: program, setup: setup, commit: commit)
      return try write(script, run, trials, inputs, plan)
    }
    let submission = Submission(
      run, shares: plan.shares, options: options, program: program, setup: setup, commit: commit)
    if dryRun { return show(submission.scriptTexts, plan) }
    if !sharedOk {
      try submission.checkPlaces(
        inputs: experiment.problems.flatMap { $0.task.inputFiles(from: folder) })
    }
    Streams.remark(plan.remarks)
    let receipt = try submission.submit(run, trials, inputs: inputs) { Streams.remark([$0]) }
    tell(receipt, of: "\(experiment.name): \(plan.sentence)", in: run.output)
  }

  /// How long the trials take, as the longest of them does here.
  private func pace(
    of experiment: Experiment, _ trials: [Trial], _ inputs: [ProblemInput], in folder: String
  ) -> Double {
    let progress = ProgressDisplay(isQuiet: true)
    let pilot = Pilot(experiment, trials, inputs: inputs, folder: folder, report: progress)
    progress.close()
    Streams.remark([pilot.sentence])
    return pilot.pace
  }

  private func submitAgain(_ folder: String, _ options: SubmitOptions) throws {
    guard
      let submitted = try Submission.again(
        folder, options: options, isDry: dryRun, tell: { Streams.remark([$0]) })
    else {
      Streams.output(
        "nothing to submit: every task is done, or in the queue; "
          + "optlab status \(ShellText.quoted(folder))\n")
      return
    }
    let words = "\(submitted.name): tasks \(submitted.shares) again"
    guard let receipt = submitted.receipt else {
      Streams.output("\(words)\n")
      return
    }
    tell(receipt, of: words, in: folder)
  }

  private func tell(_ receipt: Submission.Receipt, of words: String, in folder: String) {
    let arrays = receipt.arrays.map { "array    \($0.id) (tasks \($0.shares))\n" }.joined()
    Streams.output(
      "\(words)\n\(arrays)"
        + (receipt.collecting.map { "collect  \($0), when they are over\n" } ?? "")
        + (receipt.queue.isEmpty ? "" : "now      \(receipt.queue)\n")
        + "to look  optlab status \(ShellText.quoted(folder))\n")
  }

  private func show(_ scripts: [(path: String, text: String)], _ plan: SubmitPlan) {
    for (path, text) in scripts { Streams.output("# \(path)\n\(text)\n") }
    Streams.output("\(plan.name): \(plan.sentence)\n")
    Streams.remark(plan.remarks)
  }

  private func write(
    _ script: ShareScript, _ run: ExperimentRun, _ trials: [Trial], _ inputs: [ProblemInput],
    _ plan: SubmitPlan
  ) throws {
    if dryRun { return show([(script.path, script.text)], plan) }
    try script.write(run, trials, inputs: inputs) { Streams.remark([$0]) }
    Streams.output("\(plan.name): \(plan.sentence)\nto go on  \(ShellText.quoted(script.path))\n")
  }

  private func setupText() throws -> String? {
    guard let setup else { return nil }
    let bytes = try InputBytes.read(setup, limit: 1 << 20)
    guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
      throw ValidationError("\(setup) is no text that a shell reads")
    }
    return text.replacing("\r\n", with: "\n").trimmed(\.isNewline)
  }
}
