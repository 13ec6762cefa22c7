internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// The check of an update rule that was handed in: as a program, or as equations.
struct RuleTask {
  let task: ImplementTask
  let limits: AssignmentLimits

  init(_ task: ImplementTask, limits: AssignmentLimits) {
    self.task = task
    self.limits = limits
  }

  /// - Parameter confinement: what its program is kept from.
  func outcome(
    in folder: String, variant: UInt64, figures: String?, confinement: Confinement
  ) throws(SpecRefusal) -> RuleCheck.Outcome {
    let subject = try subject(in: folder, confinement)
    do throws(RuleCheckError) {
      return try check.outcome(of: subject, task: task.id, variant: variant, figures: figures)
    } catch {
      throw SpecRefusal(.training, "cannot be checked: \(error.sentence)")
    }
  }

  private var check: RuleCheck {
    get throws(RuleCheckError) {
      try RuleCheck(
        rule: task.rule, convention: task.convention,
        points: Dictionary(
          uniqueKeysWithValues: ImplementTask.Check.allCases.map {
            ($0.rawValue, task.points(of: $0))
          }),
        accept: Dictionary(
          task.accept.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }),
        level: HintLevel(rawValue: task.level.rawValue) ?? .hint)
    }
  }

  /// The program; where there is none, the equations.
  private func subject(
    in folder: String, _ confinement: Confinement
  ) throws(SpecRefusal) -> RuleSubject {
    if OutputFile.exists("\(folder)/\(task.file)") {
      return .program(
        folder: folder, command: task.command, limits: programLimits,
        confinement: confinement)
    }
    guard let equations = task.equations, OutputFile.exists("\(folder)/\(equations)") else {
      throw SpecRefusal(.missing, "\(task.file) was not handed in")
    }
    do {
      let bytes = try InputBytes.read("\(folder)/\(equations)", limit: 1 << 20)
      return .rule(try JSONParser.parse(bytes))
    } catch let error as JSONSyntaxError {
      throw SpecRefusal(.badSpec, "\(equations): \(error.message)")
    } catch {
      throw SpecRefusal(.badSpec, "\(equations) cannot be read")
    }
  }

  private var programLimits: ProgramLimits {
    var own = ProgramLimits()
    own.startSeconds = limits.startSeconds
    own.stepSeconds = limits.stepSeconds
    own.totalSeconds = limits.taskSeconds
    own.memoryBytes = limits.memoryMegabytes << 20
    own.outputBytes = limits.outputKilobytes << 10
    own.fileBytes = 16 << 20
    return own
  }
}
