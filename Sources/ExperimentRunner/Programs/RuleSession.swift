internal import OptimizerLab
internal import SpecLanguage

/// An external optimizer at work for one trial: its program, begun when the trial begins and again where
/// the trial goes back to a checkpoint, and what became of it.
///
/// A failure is kept, and no step is made after it.
final class RuleSession: RuleChannel, @unchecked Sendable {
  // A trial's session is used by the thread that trains it, and nobody else.
  private let external: External
  /// Where the program runs.
  private let folder: String
  private let stop: StopFlag
  private var stopSeen: ContinuousClock.Instant?
  private var process: RuleProcess?
  private var players: [String] = []
  /// The steps that each player has made.
  private var steps: [Int] = []
  private(set) var failure: ProgramFailure?
  /// Whether the run was stopped while the program was waited for, which is no failure.
  private(set) var isInterrupted = false
  /// Where it failed: `step 12 of the generator`.
  private var place = ""

  /// A run that is stopped waits a second for its trials to be kept.
  private static let patience = Duration.milliseconds(700)

  /// - Parameter folder: where the program runs.
  init(_ external: External, folder: String, stop: StopFlag) {
    self.external = external
    self.folder = folder
    self.stop = stop
  }

  deinit { process?.end() }

  /// What the program is told.
  var settings: [JSONNode.Member] { external.settings }

  /// Whether another optimizer is the same program with the same settings.
  func runs(_ other: External) -> Bool {
    JSONText.compact(Fields.writing(other)) == JSONText.compact(Fields.writing(external))
  }

  var asks: Bool { process?.ready.asks ?? false }

  /// Starts the program, which is told where its players stand.
  /// - Parameters:
  ///   - made: the steps that each has made.
  ///   - state: what the program remembered then; `nil` at the beginning of a trial.
  /// - Returns: whether it is ready.
  func begin(_ hello: RuleHello, made: [Int], state: [UInt8]?) -> Bool {
    process?.end()
    process = nil
    players = hello.players.map(\.name)
    steps = made
    place = ""
    do throws(ProgramFailure) {
      let limits = limits
      let program = try ConfinedProgram(
        command: external.command, folder: folder, limits: limits,
        confinement: .ofTrials)
      let process = try RuleProcess(
        program: program, hello: hello, limits: limits, isStopped: { [unowned self] in isStopped })
      self.process = process
      if let state { try process.load(state) }
      return true
    } catch {
      fail(error)
      return false
    }
  }

  /// What the program remembers; `nil` where it does not say.
  func save() -> [UInt8]? {
    guard failure == nil, !isInterrupted, let process else { return nil }
    place = ""
    do throws(ProgramFailure) {
      return try process.save()
    } catch {
      fail(error)
      return nil
    }
  }

  /// Ends the program.
  func end() {
    process?.end()
    process = nil
  }

  private var limits: ProgramLimits {
    var limits = ProgramLimits()
    limits.startSeconds = external.timeout
    limits.stepSeconds = external.timeout
    // Of what it prints, the first and the last are kept, and no more.
    limits.outputBytes = .max
    if Confinement.ofTrials.isSubmission {
      limits.outputBytes = 1 << 20
      limits.memoryBytes = 1 << 30
      limits.fileBytes = 16 << 20
    }
    return limits
  }

  private var isStopped: Bool {
    guard stop.isSet else { return false }
    let now = ContinuousClock.now
    let seen = stopSeen ?? now
    stopSeen = seen
    return now - seen > Self.patience
  }

  private func fail(_ error: ProgramFailure) {
    if case .tookTooLong = error, isStopped {
      isInterrupted = true
    } else {
      failure = failure ?? error
      log = process?.log ?? ""
    }
  }

  private var log = ""
}

// Its steps.
extension RuleSession {
  @specialized(where S == Float)
  @specialized(where S == Double)
  func step<S: Scalar>(
    player: String, gradient: Span<S>, learningRate: Double, parameters: inout MutableSpan<S>
  ) -> Bool {
    guard let (process, number) = next(player) else { return false }
    do throws(ProgramFailure) {
      try process.step(
        player: number, gradient: gradient, learningRate: learningRate, parameters: &parameters)
      return true
    } catch {
      fail(error)
      return false
    }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  func step<S: Scalar>(
    player: String, learningRate: Double, parameters: inout MutableSpan<S>,
    gradientAt: (Span<S>, inout MutableSpan<S>) -> Double
  ) -> Double? {
    guard let (process, number) = next(player) else { return nil }
    do throws(ProgramFailure) {
      return try process.step(
        player: number, learningRate: learningRate, parameters: &parameters,
        gradientAt: gradientAt)
    } catch {
      fail(error)
      return nil
    }
  }

  /// Counts a step; `nil` where there are no more.
  private func next(_ player: String) -> (RuleProcess, Int)? {
    guard failure == nil, !isInterrupted, let process,
      let number = players.firstIndex(of: player)
    else { return nil }
    steps[number] += 1
    place = "step \(steps[number])" + (players.count > 1 ? " of the \(player)" : "")
    return (process, number)
  }
}

extension RuleSession {
  /// Why the trial has failed, in a sentence; `nil` where it has not.
  /// `adam.py, step 12: NameError: name 'gradient' is not defined (line 3: return theta - lr*gradient)`
  var failureSentence: String? {
    guard let failure else { return nil }
    let last = log.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
    var words = failure.sentence
    switch failure {
    case .mistake, .exception, .notStarted: break
    default:
      if !last.isEmpty { words += "; the last that it printed: \(Echo.quoted(last))" }
    }
    return "\(external.shortName)\(place.isEmpty ? "" : ", \(place)"): \(words)"
  }
}

extension External {
  /// What it is called in a sentence: of `python3 rules/adam.py --fast`, `rules/adam.py`.
  package var shortName: String {
    let words = command.dropFirst().filter { $0.contains(".") && !$0.hasPrefix("-") }
    return Echo.escaped(words.first ?? command.first ?? "")
  }
}
