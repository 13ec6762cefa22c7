internal import ExperimentRunner
internal import KnownMistakes

/// Makes checks of what was seen of a rule.
struct RuleReport {
  let check: RuleCheck
  let task: String
  let subject: String
  let inputs: RuleInputs
  private(set) var checks: [CheckResult] = []
  /// Why there is no figure, where there should be one.
  private(set) var remarks: [String] = []

  init(check: RuleCheck, task: String, subject: String, inputs: RuleInputs) {
    self.check = check
    self.task = task
    self.subject = subject
    self.inputs = inputs
  }

  private var level: HintLevel { check.level }
  private var rule: String { check.chosen.rule.name }

  mutating func take(_ seen: RuleTrial.Observations) {
    checks = [runs(seen)]
    guard let path = seen.path else {
      checks += [
        ("rule", Self.ruleTitle), ("memory", Self.memoryTitle), ("float32", Self.singleTitle),
        ("manners", Self.mannersTitle),
      ].map { id, title in
        var skipped = new(id, title)
        skipped.message = "Not tried: it needs \(RuleInputs.stepCount) steps without an error."
        return skipped
      }
      return
    }
    let verdict = RuleVerdict(path, of: check.chosen, on: inputs)
    let rule = judged(verdict)
    let counts = rule.points >= rule.most && rule.status == .pass
    checks.append(rule)
    checks.append(counted(memory(seen), if: counts))
    checks.append(counted(single(seen, path), if: counts))
    checks.append(counted(manners(seen), if: counts))
  }

  private static let ruleTitle = "follows the rule"
  private static let memoryTitle = "keeps what it remembers with its parameters, and nothing else"
  private static let singleTitle = "follows it in single precision too"
  private static let mannersTitle = "leaves the gradient as it is, and the numbers in their type"

  private func new(_ id: String, _ title: String) -> CheckResult {
    var result = CheckResult(id: "\(task).\(id)", task: task, most: check.points[id] ?? 0)
    result.title = title
    return result
  }

  /// With its points where these count: of a rule that is wrong, what it remembers is worth nothing.
  private func counted(_ result: CheckResult, if counts: Bool) -> CheckResult {
    guard !counts, result.status == .pass else { return result }
    var result = result
    result.points = 0
    result.status = .skipped
    result.message += " It counts once the rule is right."
    return result
  }

  private func passed(_ result: inout CheckResult, _ message: String) {
    result.status = .pass
    result.points = result.most
    result.message = message
  }

  /// Marks a mistake in the program's structure.
  private func mark(_ result: inout CheckResult, _ mistake: StructuralMistake?) {
    guard let mistake else { return }
    result.mistake = mistake.rawValue
    if level != .where { result.hint = mistake.hint }
    if level == .name { result.message += " This is known as \(mistake.rawValue)." }
  }

  private func fail(_ result: inout CheckResult, _ failure: RuleFailure) {
    result.status = failure.isTimeout ? .timeout : .error
    result.message = failure.told(of: subject)
    mark(&result, failure.mistake)
  }
}

// The figure.
extension RuleReport {
  /// Puts the path beside the right one, where they are not the same.
  mutating func addFigure(of path: RulePath, in folder: String) {
    let right = inputs.path(check.chosen.right, settings: check.chosen.settings)
    guard let parting = path.firstDifference(from: right, tolerance: RuleVerdict.tolerance),
      let place = checks.firstIndex(where: { $0.id == "\(task).rule" })
    else { return }
    let figure = PathFigure(
      name: "\(task)-path", title: "\(subject) beside \(rule)", path: path, right: right,
      parameter: parting.parameter)
    do throws(OutputError) {
      try figure.write(to: folder)
    } catch {
      remarks.append(error.description)
      return
    }
    let drawn = FigureDrawer().draw([figure.name], in: folder, as: FigureDrawer.Form.allCases)
    checks[place].figures = drawn.files
    remarks += drawn.remarks
  }
}

// The checks.
extension RuleReport {
  private func runs(_ seen: RuleTrial.Observations) -> CheckResult {
    var result = new("runs", "takes \(RuleInputs.stepCount) steps without an error")
    if let failure = seen.failure, seen.path == nil {
      fail(&result, failure)
    } else {
      passed(&result, "\(RuleInputs.stepCount) steps without an error.")
    }
    return result
  }

  private func judged(_ verdict: RuleVerdict) -> CheckResult {
    var result = new("rule", Self.ruleTitle)
    result.tolerance = RuleVerdict.tolerance
    result.difference = verdict.distance
    result.expected = verdict.expected
    result.actual = verdict.actual
    guard let parting = verdict.parting else {
      passed(&result, "Every step is that of \(rule).")
      return result
    }
    result.status = .fail
    let sentences = RuleSentences(rule: rule, subject: subject, level: level)
    result.message = sentences.parting(verdict, parting)
    switch verdict.kind {
    case .right: break
    case .mistake(let form):
      result.mistake = form.name
      if level != .where { result.hint = form.hint }
      if let points = check.accept[form.name] {
        result.points = min(points, result.most)
        if result.points >= result.most { result.status = .pass }
        result.message = sentences.accepted(form, points: result.points)
      } else {
        result.points = verdict.moves ? part(2, of: result.most) : 0
        if level == .name { result.message += " It is the path of \(form.name)." }
      }
    case .unknown:
      result.points = verdict.moves && verdict.isFirstStepRight ? part(1, of: result.most) : 0
      result.message += sentences.unknown(verdict, among: check.chosen.mistakes.count)
      if level != .where { result.hint = sentences.hint(verdict) }
    }
    return result
  }

  /// So many fifths of the points, and a whole number of points where all are.
  private func part(_ fifths: Double, of most: Double) -> Double {
    let points = most * fifths / 5
    return most == most.rounded() ? points.rounded(.down) : points
  }

  private func memory(_ seen: RuleTrial.Observations) -> CheckResult {
    var result = new("memory", Self.memoryTitle)
    let wrong = RuleTrial.Part.allCases.filter { part in
      seen.memory[part].map { $0 != .same } ?? false
    }
    guard let first = wrong.first, let outcome = seen.memory[first] else {
      passed(
        &result,
        "The same path beside other networks, in a new process, in the same arrays, and with the parameters in another order."
      )
      return result
    }
    let sentences = RuleSentences(rule: rule, subject: subject, level: level)
    result.status = .fail
    if case .failed(let failure) = outcome { result.status = failure.isTimeout ? .timeout : .fail }
    result.message = wrong.compactMap { part in
      seen.memory[part].map { sentences.memory(part, $0) }
    }.joined(separator: " ")
    if case .differs(let difference) = outcome { result.difference = difference.size }
    mark(&result, first.mistake)
    return result
  }

  private func single(_ seen: RuleTrial.Observations, _ path: RulePath) -> CheckResult {
    var result = new("float32", Self.singleTitle)
    let tolerance = 1e-3
    result.tolerance = tolerance
    if let failure = seen.singleFailure {
      fail(&result, failure)
      result.message = "In float32: " + result.message
      return result
    }
    guard let single = seen.singlePath else { return result }
    result.difference = single.distance(to: path)
    guard let difference = single.firstDifference(from: path, tolerance: tolerance) else {
      passed(&result, "In float32 the same path as in float64, as far as that has digits.")
      return result
    }
    result.status = .fail
    result.expected = path.places[difference.step - 1][difference.parameter]
    result.actual = single.places[difference.step - 1][difference.parameter]
    result.message =
      "In float32 the path parts from that in float64 at step \(difference.step), in theta[\(difference.parameter)]."
    return result
  }

  private func manners(_ seen: RuleTrial.Observations) -> CheckResult {
    var result = new("manners", Self.mannersTitle)
    if seen.notes.contains("gradient_changed") {
      result.status = .fail
      result.message = "\(subject) writes into the gradient that it is given."
      mark(&result, .gradientChanged)
    } else if seen.notes.contains("dtype_changed") {
      result.status = .fail
      result.message = "\(subject) returns numbers of another type than those it is given."
      mark(&result, .dtype)
    } else {
      passed(
        &result, "The gradient is as it was, and the numbers have the type that they came with.")
    }
    return result
  }
}

extension RuleTrial.Part {
  /// What it shows, where it differs.
  var mistake: StructuralMistake {
    switch self {
    case .apart: .sharedState
    case .resumed: .lostState
    case .sameBuffers: .alias
    case .permuted: .coupledParameters
    }
  }
}
