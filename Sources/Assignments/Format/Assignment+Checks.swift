internal import SpecLanguage

// The mistakes that no single task shows.
extension Assignment {
  func checkTasks(_ fields: inout Fields) {
    checkNames(&fields)
    checkNeeds(&fields)
    checkReferences(&fields)
    checkNumbers(&fields)
    if let points, points != mostPoints {
      fields.report(
        "the tasks have \(JSONNode.shortestText(of: mostPoints)) points in all", at: ["points"])
    }
  }

  private var ids: [String] { tasks.map(\.id) }

  private func checkNames(_ fields: inout Fields) {
    var seen: [String: Int] = [:]
    for (place, task) in tasks.enumerated() where !task.id.isEmpty {
      if let first = seen[task.id] {
        fields.report(
          "the same id as tasks[\(first)]; each may come once", at: ["tasks", .index(place), "id"])
      } else {
        seen[task.id] = place
      }
      guard let spec = task as? SpecTask else { continue }
      var goals: [String: Int] = [:]
      for (goal, entry) in spec.goals.enumerated() where !entry.id.isEmpty {
        if let first = goals[entry.id] {
          fields.report(
            "the same id as goals[\(first)]; each may come once",
            at: ["tasks", .index(place), "goals", .index(goal), "id"])
        } else {
          goals[entry.id] = goal
        }
      }
    }
  }

  /// Everything that a need may name.
  private var needable: [String] { ids + tasks.flatMap(\.checkIDs) }

  private func checkNeeds(_ fields: inout Fields) {
    let known = needable
    for (place, task) in tasks.enumerated() {
      for (number, need) in task.common.needs.enumerated() where !known.contains(need) {
        fields.report(
          unknownName(need, among: known),
          at: ["tasks", .index(place), "needs", .index(number)])
      }
      guard let spec = task as? SpecTask else { continue }
      let own = spec.goals.map(\.id)
      for (goal, entry) in spec.goals.enumerated() {
        for (number, need) in entry.needs.enumerated()
        where !own.contains(need) && !known.contains(need) {
          fields.report(
            unknownName(need, among: own + known),
            at: ["tasks", .index(place), "goals", .index(goal), "needs", .index(number)])
        }
      }
    }
    checkCycles(&fields)
  }

  /// What a check waits for, as ids of checks.
  package func needs(of check: String) -> [String] {
    guard let task = tasks.first(where: { $0.checkIDs.contains(check) }) else { return [] }
    var needs = task.common.needs
    if let spec = task as? SpecTask,
      let goal = spec.goals.first(where: { "\(task.id).\($0.id)" == check })
    {
      needs += goal.needs.map { need in
        spec.goals.contains { $0.id == need } ? "\(task.id).\(need)" : need
      }
    }
    return needs.flatMap { need in self.task(need)?.checkIDs ?? [need] }
  }

  private func checkCycles(_ fields: inout Fields) {
    for (place, task) in tasks.enumerated() {
      for check in task.checkIDs {
        guard let way = cycle(from: check) else { continue }
        fields.report(
          "waits for itself: \(way.joined(separator: " needs "))", at: ["tasks", .index(place)])
        break
      }
    }
  }

  /// The way from a check back to itself; `nil` where there is none.
  private func cycle(from check: String) -> [String]? {
    var seen: Set<String> = []
    var ways = [[check]]
    while let way = ways.popLast() {
      for need in needs(of: way[way.count - 1]) {
        if need == check { return way + [need] }
        if seen.insert(need).inserted { ways.append(way + [need]) }
      }
    }
    return nil
  }

  /// Tasks that are named as a base, or as whose runs decide.
  private func checkReferences(_ fields: inout Fields) {
    let specs = tasks.filter { $0 is SpecTask }.map(\.id)
    for (place, task) in tasks.enumerated() {
      let path: SpecPath = ["tasks", .index(place)]
      if let spec = task as? SpecTask, spec.isBasedOnTask, !spec.base.isEmpty {
        let before = tasks[..<place].filter { $0 is SpecTask }.map(\.id)
        if !before.contains(spec.base) {
          fields.report(
            "is no file that ends in .json, and no spec task before this one"
              + suggestion(for: spec.base, among: before)
              + "Known here: \(before.isEmpty ? "none" : before.joined(separator: ", "))",
            at: SpecPath(path.steps + ["base"]))
        }
      }
      for (key, runs) in [
        ("from", (task as? AnswerTask)?.from), ("judge", (task as? PredictTask)?.judge),
      ] {
        if let runs { check(runs, SpecPath(path.steps + [.key(key)]), specs, &fields) }
      }
      if let answer = task as? AnswerTask, !isPublic, answer.value == nil, answer.from == nil,
        !answer.id.isEmpty
      {
        fields.report("says neither value nor from", at: path)
      }
      if let predict = task as? PredictTask, !isPublic, predict.judge == nil, !predict.id.isEmpty {
        fields.report("says no judge", at: path)
      }
    }
  }

  private func check(
    _ runs: MeasuredRuns, _ path: SpecPath, _ specs: [String], _ fields: inout Fields
  ) {
    if let task = runs.task, !specs.contains(task) {
      fields.report(unknownName(task, among: specs), at: SpecPath(path.steps + ["task"]))
    }
    guard runs.task == nil, runs.spec == nil else { return }
    guard let difference = runs.difference else {
      return fields.report("says neither task nor spec", at: path)
    }
    for (place, name) in difference.enumerated() where !specs.contains(name) {
      fields.report(
        unknownName(name, among: specs),
        at: SpecPath(path.steps + ["difference", .index(place)]))
    }
  }

  /// Answers that depend on a number of the variant.
  private func checkNumbers(_ fields: inout Fields) {
    for (place, task) in tasks.enumerated() {
      guard let answer = task as? AnswerTask else { continue }
      let path: SpecPath = ["tasks", .index(place)]
      check(answer.value, SpecPath(path.steps + ["value"]), &fields)
      for (number, near) in answer.question.near.enumerated() {
        check(near.value, SpecPath(path.steps + ["near", .index(number), "value"]), &fields)
      }
    }
  }

  private func check(_ answer: ExpectedAnswer?, _ path: SpecPath, _ fields: inout Fields) {
    guard case .byNumber(let name, let values)? = answer else { return }
    guard let numbers = variant.numbers.first(where: { $0.name == name }) else {
      return fields.report(
        unknownName(name, among: variant.numbers.map(\.name)), at: SpecPath(path.steps + ["by"]))
    }
    if numbers.value.count != values.count {
      fields.report(
        "has \(values.count) values, and \(quoted(name)) may be \(numbers.value.count)",
        at: SpecPath(path.steps + ["values"]))
    }
  }
}
