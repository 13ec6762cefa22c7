internal import CConfinement
internal import Glibc
internal import OptimizerLab

/// A program of somebody else's that runs beside the lab: in a session and a group of its own, with two
/// pipes to the lab, what it prints kept apart, and no other file of the lab's open.
package final class ConfinedProgram {
  /// The program reads this as descriptor 3, whose number is in `OPTLAB_IN`. Writing never waits.
  package let toProgram: Descriptor
  /// The program writes this as descriptor 4, whose number is in `OPTLAB_OUT`. Reading never waits.
  package let fromProgram: Descriptor
  /// Its standard output and error.
  package let output: Descriptor
  /// What it is kept by, as far as it holds: `rlimit`, `subreaper`, `landlock 7`.
  package let protection: [String]

  private let limits: ProgramLimits
  private let process: ProgramProcess
  /// Its temporary folder, until it has ended.
  private var home: SubmissionHome?
  private var nextLook = ContinuousClock.now
  private var printed = ProgramLog()
  private var ending: ProgramEnding?

  /// - Parameters:
  ///   - command: the program and its arguments; without a shell. A program without a slash is looked
  ///     for in the folders of `PATH`, others in `folder`.
  ///   - folder: where it starts.
  package init(
    command: [String], folder: String, limits: ProgramLimits, confinement: Confinement
  ) throws(ProgramFailure) {
    Self.ignoreBrokenPipes
    self.limits = limits
    guard let input = Descriptor.pipe(), let answers = Descriptor.pipe(),
      let text = Descriptor.pipe()
    else { throw .notStarted(OutputError.systemReason(errno)) }
    (toProgram, fromProgram, output) = (input.writing, answers.reading, text.reading)
    for own in [toProgram, fromProgram, output] { own.neverBlock() }
    let plan: ProgramPlan
    if confinement.isSubmission {
      // Once for the whole process, and for good.
      confined_guard_this_process()
      let user = try confinement.user.map { name throws(ProgramFailure) in
        try SystemUser(named: name)
      }
      let home = try SubmissionHome(copying: folder, for: user)
      plan = try SubmissionProgram.plan(
        command: command, in: home, limits: limits, as: user, layers: confinement.layers)
      self.home = home
    } else {
      plan = try OwnProgram.plan(command: command, folder: folder)
      home = nil
    }
    let started = try plan.start(
      reading: input.reading, writing: answers.writing, printing: text.writing)
    process = ProgramProcess(started, user: confinement.user)
    protection = process.protection
  }

  deinit { _ = end(grace: .zero) }

  /// Whoever writes to a program that has ended is told so, not ended by a signal.
  private static let ignoreBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// Whether it has ended by itself.
  package var hasEnded: Bool { ending != nil || process.hasEnded }

  /// Takes what it has printed since the last time.
  package func readOutput() throws(ProgramFailure) {
    while let bytes = output.readSome(), !bytes.isEmpty {
      printed.append(bytes)
      if printed.count > limits.outputBytes { throw .printedTooMuch(bytes: limits.outputBytes) }
    }
  }

  /// Looks, a few times a second, at what it has written into its temporary folder.
  package func checkFiles() throws(ProgramFailure) {
    guard let home, ContinuousClock.now >= nextLook else { return }
    let most = 4 * (limits.fileBytes ?? SubmissionProgram.fileBytes)
    if home.holdsMore(than: most) { throw .wroteTooMuch(bytes: most) }
    nextLook = .now + .milliseconds(100)
  }

  /// The first and the last 32 KB of what it printed.
  package var log: String { printed.text }

  /// Closes the pipes, waits, ends the program and what it left behind. Once: later calls answer the
  /// same.
  /// - Parameter grace: how long it may take to end by itself.
  package func end(grace: Duration) -> ProgramEnding {
    if let ending { return ending }
    toProgram.letGo()
    fromProgram.letGo()
    let limit = ContinuousClock.now + grace
    while !process.hasEnded, ContinuousClock.now < limit {
      // It may wait for what it prints to be read.
      guard (try? readOutput()) != nil else { break }
      process.waitABit()
    }
    let ending = process.finish()
    try? readOutput()
    output.letGo()
    home = nil
    self.ending = ending
    return ending
  }
}
