package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// A rule in a program of somebody else's, started anew each time.
package struct ProgramSource: RuleSource {
  private let folder: String
  private let command: [String]
  private let limits: ProgramLimits
  private let confinement: Confinement
  private let began = ContinuousClock.now
  package let subject: String

  package init(
    folder: String, command: [String], limits: ProgramLimits, confinement: Confinement
  ) {
    self.folder = folder
    self.command = command
    self.limits = limits
    self.confinement = confinement
    subject = command.last { $0.contains(".") } ?? command.last ?? "the program"
  }

  package func start(_ start: RuleStart) throws(RuleFailure) -> any RuleUnderTest {
    do throws(ProgramFailure) {
      let limits = try remaining()
      let program = try ConfinedProgram(
        command: command, folder: folder, limits: limits, confinement: confinement)
      return start.isSingle
        ? try ProgramUnderTest<Float>(program, start, limits: limits)
        : try ProgramUnderTest<Double>(program, start, limits: limits)
    } catch {
      throw RuleFailure(error)
    }
  }

  /// The limits, with what is left of the time of all processes together.
  private func remaining() throws(ProgramFailure) -> ProgramLimits {
    guard let total = limits.totalSeconds else { return limits }
    var limits = limits
    let left = total - (ContinuousClock.now - began) / .seconds(1)
    guard left > 0 else { throw .tookTooLong(.task, seconds: total) }
    limits.totalSeconds = left
    return limits
  }
}

/// A rule's program at work, in one precision.
final class ProgramUnderTest<S: Scalar>: RuleUnderTest {
  private let process: RuleProcess
  let protection: [String]

  init(
    _ program: ConfinedProgram, _ start: RuleStart, limits: ProgramLimits
  ) throws(ProgramFailure) {
    protection = program.protection
    let players = start.players.enumerated().map { i, numbers in
      RuleHello.Player(
        name: "network \(i + 1)", layout: ParameterLayout(vectorOf: numbers.count),
        parameters: numbers.map { S($0) })
    }
    let hello = RuleHello(
      players: players, dtype: S.self == Float.self ? "float32" : "float64",
      settings: start.settings.map { .init($0.name, .number($0.value)) }, steps: start.steps)
    process = try RuleProcess(program: program, hello: hello, limits: limits)
  }

  deinit { end() }

  var notes: [String] { process.notes }

  func step(
    player: Int, parameters: [Double], learningRate: Double, sameBuffers: Bool,
    gradientAt: ([Double]) -> [Double]
  ) throws(RuleFailure) -> [Double] {
    var moved = parameters.map { S($0) }
    do throws(ProgramFailure) {
      if process.ready.asks {
        var span = moved.mutableSpan
        _ = try process.step(
          player: player, learningRate: learningRate, sameBuffers: sameBuffers, parameters: &span
        ) { (point: Span<S>, gradient: inout MutableSpan<S>) in
          let slope = gradientAt(point.indices.map { Double(point[$0]) })
          for i in slope.indices { gradient[i] = S(slope[i]) }
          return 0
        }
      } else {
        let slope = gradientAt(moved.map { Double($0) }).map { S($0) }
        var span = moved.mutableSpan
        try process.step(
          player: player, gradient: slope.span, learningRate: learningRate,
          sameBuffers: sameBuffers, parameters: &span)
      }
    } catch {
      throw RuleFailure(error)
    }
    return moved.map { Double($0) }
  }

  func save() throws(RuleFailure) -> [UInt8] {
    do throws(ProgramFailure) { return try process.save() } catch { throw RuleFailure(error) }
  }

  func load(_ state: [UInt8]) throws(RuleFailure) {
    do throws(ProgramFailure) { try process.load(state) } catch { throw RuleFailure(error) }
  }

  func end() { process.end() }
}
