internal import OptimizerLab
internal import SpecLanguage

// The mistakes that no single field shows.
extension Experiment {
  func check(_ fields: inout Fields) {
    checkSeeds(&fields)
    if judgesAnew { checkDraws(&fields) }
    checkNames(problems.map(\.name), of: "problems", &fields)
    checkNames(optimizers.map(\.name), of: "optimizers", &fields)
    for (i, problem) in problems.enumerated() {
      if case .failure(let mismatch) = problem.task.shape() {
        let place = SpecPath([.key("problems"), .index(i)] + mismatch.place.steps)
        fields.report(mismatch.message, at: place)
      }
    }
    for i in optimizers.indices { checkLearningRate(i, &fields) }
    checkCompared(&fields)
    checkHypotheses(&fields)
    checkTuning(&fields)
    checkSteps(&fields)
    checkBatches(&fields)
    checkPlayers(&fields)
    checkTrialCount(&fields)
    checkMemory(&fields)
  }

  private func checkSeeds(_ fields: inout Fields) {
    var seen: [UInt64: Int] = [:]
    for (i, seed) in seeds.enumerated() {
      if let first = seen[seed] {
        fields.report(
          "the same seed as seeds[\(first)]; each may come once", at: ["seeds", .index(i)])
      } else {
        seen[seed] = i
      }
    }
  }

  /// Reports seeds that differ, but not in the 32 bits that reach the generator: their trials would
  /// be the same ones, and counted twice.
  private func checkDraws(_ fields: inout Fields) {
    var seen: [UInt32: Int] = [:]
    for (i, seed) in seeds.enumerated() {
      let low = UInt32(truncatingIfNeeded: seed)
      if let first = seen[low], seeds[first] != seed {
        fields.report(
          "draws the same numbers as seeds[\(first)], \(seeds[first]): of a seed, as in PyTorch, only "
            + "the remainder by 2^32 is used", at: ["seeds", .index(i)])
      } else if seen[low] == nil {
        seen[low] = i
      }
    }
  }

  private func checkNames(_ names: [String], of list: String, _ fields: inout Fields) {
    // Compared as they will stand in the files, where control characters are spaces.
    var seen: [[UInt8]: Int] = [:]
    // A name that could not be read is empty, and reported already.
    for (i, name) in names.enumerated() where !name.isEmpty {
      let key = Array(CSVTable.plain(name).utf8)
      if let first = seen[key] {
        fields.report(
          "the same name as \(list)[\(first)]; each may come once",
          at: [.key(list), .index(i), "name"])
      } else {
        seen[key] = i
      }
    }
  }

  private func checkLearningRate(_ i: Int, _ fields: inout Fields) {
    guard case .byProblem(let rates)? = optimizers[i].learningRate else { return }
    let names = problems.map(\.name)
    // Without the problems' names, nothing can be said about the table's.
    guard !names.isEmpty, !names.contains("") else { return }
    // By bytes, and without comparing each with each: a hostile file has a million of both.
    let known = Set(names.map { Array($0.utf8) })
    for rate in rates where !known.contains(Array(rate.name.utf8)) {
      fields.report(
        "there is no problem of this name"
          + (nearestName(to: rate.name, among: names).map { "; did you mean \(quoted($0))?" } ?? ""),
        atKey: ["optimizers", .index(i), "lr", .key(rate.name)])
    }
    let given = Set(rates.map { Array($0.name.utf8) })
    for name in names where !given.contains(Array(name.utf8)) {
      fields.report(
        "has no learning rate for the problem \(quoted(name))", at: ["optimizers", .index(i), "lr"])
    }
  }
}
