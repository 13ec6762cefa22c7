package import OptimizerLab
internal import SpecLanguage

/// A program that is an optimizer, at work for one trial: it is told gradients, and tells parameters.
///
/// After a failure it is of no more use, and its process may be anywhere: `end` it.
package final class RuleProcess {
  package let ready: RuleReady
  /// Gradients that it asked for, over all its steps.
  package private(set) var gradientsAsked = 0
  /// What it noted: `gradient_changed`, `dtype_changed`, each once.
  package private(set) var notes: [String] = []
  /// Asked a few times a second while it is waited for: whether that is to end, as if it were late.
  package var isStopped: () -> Bool = { false } {
    didSet { pipe.isStopped = isStopped }
  }

  private let program: ConfinedProgram
  private let pipe: FramePipe
  private let limits: ProgramLimits
  private let counts: [Int]
  private let began = ContinuousClock.now
  private var ending: ProgramEnding?

  /// The most gradients that a step may ask for.
  package static let mostGradients = 64
  /// Of a text that it sends.
  private static let mostText = 1 << 16
  private static let mostState = 1 << 32

  /// Tells the program what it will train, and waits until it has understood.
  package convenience init(
    program: ConfinedProgram, hello: RuleHello, limits: ProgramLimits
  ) throws(ProgramFailure) {
    try self.init(program: program, hello: hello, limits: limits, isStopped: { false })
  }

  /// - Parameter isStopped: see there.
  package init(
    program: ConfinedProgram, hello: RuleHello, limits: ProgramLimits,
    isStopped: @escaping () -> Bool
  ) throws(ProgramFailure) {
    self.program = program
    self.limits = limits
    counts = hello.players.map(\.count)
    let pipe = FramePipe(program)
    self.pipe = pipe
    self.isStopped = isStopped
    pipe.isStopped = isStopped
    pipe.send(.hello, hello.body)
    do throws(ProgramFailure) {
      let arrival = try pipe.exchange(
        until: .now + .seconds(limits.startSeconds), most: Self.mostText, expected: 0,
        lateness: .tookTooLong(.start, seconds: limits.startSeconds))
      try Self.check(arrival, is: .ready, pipe)
      ready = try RuleReady(pipe.bytes(arrival.body))
    } catch {
      ready = RuleReady(asks: false, language: "", protocolVersion: "")
      throw explained(error)
    }
  }

  /// Moves a player's parameters along its gradient, with a program that does not ask for it.
  /// - Parameter sameBuffers: whether the rule is handed the arrays of the step before, with new numbers
  ///   in them, and not new ones.
  @specialized(where S == Float)
  @specialized(where S == Double)
  package func step<S: Scalar>(
    player: Int, gradient: Span<S>, learningRate: Double, sameBuffers: Bool = false,
    parameters: inout MutableSpan<S>
  ) throws(ProgramFailure) {
    precondition(!ready.asks && gradient.count == counts[player])
    pipe.send(
      .step, head(player, sameBuffers), numberBytes: gradient.count * MemoryLayout<S>.stride,
      number: learningRate)
    pipe.send(numbers: gradient)
    do throws(ProgramFailure) {
      try take(try answer(player, as: S.self), of: player, into: &parameters)
    } catch {
      throw explained(error)
    }
  }

  /// Moves a player's parameters with a program that asks for gradients.
  /// - Parameter gradientAt: writes the gradient at a point, and returns the loss there.
  /// - Returns: the loss at the first point that was asked for.
  @specialized(where S == Float)
  @specialized(where S == Double)
  package func step<S: Scalar>(
    player: Int, learningRate: Double, sameBuffers: Bool = false,
    parameters: inout MutableSpan<S>, gradientAt: (Span<S>, inout MutableSpan<S>) -> Double
  ) throws(ProgramFailure) -> Double {
    precondition(ready.asks)
    pipe.send(.step, head(player, sameBuffers), number: learningRate)
    do throws(ProgramFailure) {
      var first: Double?
      var asked = 0
      var (point, gradient) = (Numbers<S>(), Numbers<S>())
      while true {
        let arrival = try answer(player, as: S.self)
        guard arrival.frame.kind == .ask else {
          guard let first else { throw .mistake("asked for no gradient in a step") }
          try take(arrival, of: player, into: &parameters)
          return first
        }
        asked += 1
        guard asked <= Self.mostGradients else {
          throw .tooManyGradients(limit: Self.mostGradients)
        }
        if asked == 1 {
          point = Numbers(count: counts[player])
          gradient = Numbers(count: counts[player])
        }
        let loss = try give(arrival, of: player, &point, &gradient, gradientAt)
        first = first ?? loss
      }
    } catch {
      throw explained(error)
    }
  }

  /// What it remembers, for `load` in another process.
  package func save() throws(ProgramFailure) -> [UInt8] {
    pipe.send(.save)
    do throws(ProgramFailure) {
      let arrival = try pipe.exchange(
        until: deadline, most: Self.mostState, expected: 0,
        lateness: lateness)
      try Self.check(arrival, is: .state, pipe)
      return pipe.bytes(arrival.body)
    } catch {
      throw explained(error)
    }
  }

  /// Gives a new process what `save` had of another.
  package func load(_ state: [UInt8]) throws(ProgramFailure) {
    pipe.send(.load, state)
    do throws(ProgramFailure) {
      let arrival = try pipe.exchange(
        until: deadline, most: Self.mostText, expected: 0,
        lateness: lateness)
      try Self.check(arrival, is: .ready, pipe)
    } catch {
      throw explained(error)
    }
  }

  /// Ends the process, and waits for that.
  @discardableResult
  package func end() -> ProgramEnding { end(grace: .seconds(1)) }

  private func end(grace: Duration) -> ProgramEnding {
    if let ending { return ending }
    let ending = program.end(grace: grace)
    self.ending = ending
    return ending
  }

  /// The first and last of what it printed.
  package var log: String { program.log }
}

// Frames of a step.
extension RuleProcess {
  private func head(_ player: Int, _ sameBuffers: Bool) -> [UInt8] {
    RuleFrame.bytes(UInt32(player)) + RuleFrame.bytes(UInt32(sameBuffers ? 1 : 0))
  }

  /// Waits for what the program has to say of a step: DONE or ASK.
  private func answer<S: Scalar>(
    _ player: Int, as type: S.Type
  ) throws(ProgramFailure) -> FramePipe.Arrival {
    let wanted = 4 + counts[player] * MemoryLayout<S>.stride
    let arrival = try pipe.exchange(
      until: deadline, most: wanted + Self.mostText, expected: wanted,
      lateness: lateness)
    guard arrival.frame.kind == .ask, ready.asks else {
      try Self.check(arrival, is: .done, pipe)
      try check(arrival, of: player, atLeast: wanted)
      return arrival
    }
    try check(arrival, of: player, atLeast: wanted)
    guard arrival.body.count == wanted else {
      throw .wrongLength(got: arrival.frame.bodySize, expected: wanted)
    }
    return arrival
  }

  private func check(
    _ arrival: FramePipe.Arrival, of player: Int, atLeast wanted: Int
  ) throws(ProgramFailure) {
    guard arrival.body.count >= wanted else {
      throw .wrongLength(got: arrival.frame.bodySize, expected: wanted)
    }
    let named = pipe.word(at: arrival.body.lowerBound)
    guard named == player else {
      throw .brokenFrame("it answered for player \(named), where player \(player) was to move")
    }
  }

  /// Answers ASK.
  private func give<S: Scalar>(
    _ arrival: FramePipe.Arrival, of player: Int, _ point: inout Numbers<S>,
    _ gradient: inout Numbers<S>, _ gradientAt: (Span<S>, inout MutableSpan<S>) -> Double
  ) throws(ProgramFailure) -> Double {
    gradientsAsked += 1
    var own = point.mutableSpan
    pipe.copyNumbers(from: arrival.body.lowerBound + 4, into: &own)
    var slope = gradient.mutableSpan
    let loss = gradientAt(point.span, &slope)
    pipe.send(
      .gradient, numberBytes: gradient.count * MemoryLayout<S>.stride, number: loss)
    pipe.send(numbers: gradient.span)
    return loss
  }

  /// Takes the parameters of DONE, and what is noted behind them.
  private func take<S: Scalar>(
    _ arrival: FramePipe.Arrival, of player: Int, into parameters: inout MutableSpan<S>
  ) throws(ProgramFailure) {
    precondition(parameters.count == counts[player])
    let start = arrival.body.lowerBound + 4
    let size = parameters.count * MemoryLayout<S>.stride
    pipe.copyNumbers(from: start, into: &parameters)
    let rest = start + size..<arrival.body.upperBound
    guard !rest.isEmpty else { return }
    guard let noted = try? JSONParser.parse(pipe.bytes(rest)) else {
      throw .wrongLength(got: arrival.frame.bodySize, expected: 4 + size)
    }
    for note in noted["notes"]?.elements ?? [] {
      guard let text = note.text, !notes.contains(text), notes.count < 16 else { continue }
      notes.append(String(text.prefix(100)))
    }
  }
}

// Ends.
extension RuleProcess {
  private var lateness: ProgramFailure {
    isTotalNearer
      ? .tookTooLong(.task, seconds: limits.totalSeconds ?? 0)
      : .tookTooLong(.step, seconds: limits.stepSeconds)
  }

  private var isTotalNearer: Bool {
    limits.totalSeconds.map { began + .seconds($0) < .now + .seconds(limits.stepSeconds) } ?? false
  }

  private var deadline: ContinuousClock.Instant {
    let step = ContinuousClock.now + .seconds(limits.stepSeconds)
    return limits.totalSeconds.map { min(step, began + .seconds($0)) } ?? step
  }

  /// That a frame is the one that was waited for, and not the program's complaint.
  private static func check(
    _ arrival: FramePipe.Arrival, is kind: RuleFrame.Kind, _ pipe: FramePipe
  ) throws(ProgramFailure) {
    if arrival.frame.kind == kind { return }
    guard arrival.frame.kind == .failure else {
      let name = arrival.frame.kind.map { "\($0.rawValue)" } ?? "unknown"
      throw .brokenFrame("a frame of kind \(name), where \(kind.rawValue) was to come")
    }
    let root = try? JSONParser.parse(pipe.bytes(arrival.body))
    let message = String((root?["message"]?.text ?? "gave up without a word").prefix(2000))
    throw root?["kind"]?.text == "exception" ? .exception(message) : .mistake(message)
  }

  /// The same failure, or, where the program is gone, how it ended: of what Python printed then, the
  /// line that says it.
  private func explained(_ failure: ProgramFailure) -> ProgramFailure {
    // Only one that seems to have ended is given time for it.
    let ending = end(grace: failure == .closedItsPipes ? .seconds(1) : .zero)
    guard failure == .closedItsPipes else { return failure }
    if case .code(1) = ending.manner, let words = PythonTraceback(program.log)?.words {
      return .exception(words)
    }
    return ending.failure
  }
}
