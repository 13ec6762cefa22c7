import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite(
  "A program that is graded", .enabled(if: HostileProgram.isPythonThere, "there is no python3"))
struct HostileProgramTests {
  @Test("is ended by its limits", arguments: HostileProgram.slow)
  func slow(program: HostileProgram) throws { try judge(program, besideAnother: true) }

  @Test("is told how it ended", arguments: HostileProgram.ending)
  func ending(program: HostileProgram) throws { try judge(program) }

  @Test("is believed in nothing that it says", arguments: HostileProgram.talking)
  func talking(program: HostileProgram) throws { try judge(program) }

  @Test(
    "keeps its hands off what is not its own, where the system has Landlock and filters",
    .enabled(if: isWhollyKept, "this system lacks Landlock 6, or filters of system calls"),
    arguments: HostileProgram.prying)
  func prying(program: HostileProgram) throws { try judge(program) }

  @Test("leaves nothing behind, whatever the system has", arguments: HostileProgram.bare)
  func bare(program: HostileProgram) throws { try judge(program, besideAnother: true) }

  /// Whether all layers hold here, of which the sentences of some depend.
  private static let isWhollyKept: Bool = {
    guard HostileProgram.isPythonThere, let program = try? TestProgram(HostileProgram(does: ""))
    else {
      return false
    }
    let kept = program.protection
    let landlock = kept.first { $0.hasPrefix("landlock ") }.flatMap { Int($0.dropFirst(9)) } ?? 0
    return landlock >= 6 && kept.contains("seccomp")
  }()

  private func judge(_ hostile: HostileProgram, besideAnother: Bool = false) throws {
    let honest = besideAnother ? try TestProgram(HostileProgram(does: "nothing else")) : nil
    let clock = ContinuousClock()
    let began = clock.now
    let program = try TestProgram(hostile)
    let answers = program.train(steps: 3)
    let limits = hostile.limits
    let longest =
      limits.totalSeconds
      ?? (answers.isReady ? program.startSeconds + limits.stepSeconds : limits.startSeconds)
    #expect(clock.now - began < .seconds(longest + 2) + .seconds(program.startSeconds))
    let told = answers.failure?.sentence
    let ending = program.end()
    // Where the system counts a user's processes, some are told so, and start fewer.
    let isOtherwise = told.map { hostile.says($0, like: hostile.otherwise ?? "-") } ?? false
    if !isOtherwise {
      let says = "\(told ?? "nothing"), and printed: \(program.log.prefix(2000))"
      if let sentence = hostile.sentence {
        #expect(hostile.says(told ?? "", like: sentence), "\(says)")
      } else {
        #expect(told == nil && answers.values.count == 3, "\(says)")
      }
      #expect(try #require(ending.leftBehind) >= hostile.leaves)
    }
    #expect(try program.isGone())
    if let honest {
      let answers = honest.train(steps: 3)
      #expect(answers.failure == nil)
      #expect(answers.values == [0.75, 0.5, 0.25])
    }
  }
}

/// A program that is run as it is graded, in a folder of its own.
private final class TestProgram {
  private let scratch: TestFolder
  private let program: ConfinedProgram
  private let limits: ProgramLimits
  /// From the call to the first word, which is the interpreter's time.
  private(set) var startSeconds = 0.0
  private var process: RuleProcess?

  struct Answers {
    var isReady = false
    var failure: ProgramFailure?
    /// The first parameter after each step.
    var values: [Double] = []
  }

  init(_ hostile: HostileProgram) throws {
    scratch = try TestFolder()
    var limits = hostile.limits
    limits.memoryBytes = 512 << 20
    limits.fileBytes = limits.fileBytes ?? 1 << 20
    if limits.totalSeconds == nil { limits.totalSeconds = 60 }
    self.limits = limits
    let solution = try scratch.write("the solution", to: "course/solution.py").path
    try scratch.write(BareClient.text, to: "submission/bare.py")
    try scratch.write("def rule(theta\n", to: "submission/broken.py")
    try scratch.write(
      hostile.text.replacing("SOLUTION", with: solution), to: "submission/rule.py")
    var confinement = Confinement.submission
    confinement.layers.subtract(hostile.without)
    let began = ContinuousClock.now
    program = try ConfinedProgram(
      command: ["python3", "rule.py"], folder: scratch.file("submission").path, limits: limits,
      confinement: confinement)
    startSeconds = (ContinuousClock.now - began) / .seconds(1)
  }

  var protection: [String] { program.protection }
  var log: String { program.log }

  func train(steps: Int) -> Answers {
    var answers = Answers()
    do throws(ProgramFailure) {
      let began = ContinuousClock.now
      let start = [1.0, 1, 1, 1]
      let player = RuleHello.Player(
        name: "network", layout: ParameterLayout(vectorOf: 4), parameters: start)
      let hello = RuleHello(players: [player], dtype: "float64", steps: steps)
      let process = try RuleProcess(program: program, hello: hello, limits: limits)
      self.process = process
      answers.isReady = true
      startSeconds += (ContinuousClock.now - began) / .seconds(1)
      var theta = start
      let gradient = [0.5, 0.5, 0.5, 0.5]
      for _ in 0..<steps {
        var span = theta.mutableSpan
        try process.step(
          player: 0, gradient: gradient.span, learningRate: 0.5, parameters: &span)
        answers.values.append(theta[0])
      }
    } catch {
      answers.failure = error
    }
    return answers
  }

  func end() -> ProgramEnding { program.end(grace: .seconds(1)) }

  /// Whether neither its folder nor a process that was at home there is left.
  func isGone() throws -> Bool {
    let first = program.log.split(separator: "\n").first { $0.hasPrefix("at ") }
    // One that was ended before it could say where it is.
    guard let line = first else { return true }
    let home = String(line.dropFirst(3).prefix { $0 != "\n" }.replacing("/work", with: ""))
    guard !FileManager.default.fileExists(atPath: home) else { return false }
    let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc")
    return !processes.contains { name in
      guard name.allSatisfy(\.isNumber), let text = SystemFile.text("/proc/\(name)/environ") else {
        return false
      }
      return text.contains("HOME=\(home)\0")
    }
  }
}
