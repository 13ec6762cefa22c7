internal import OptimizerLab

// The mistakes that no single field shows.
extension Experiment {
  func check(_ fields: inout Fields) {
    checkName(&fields)
    checkUnique(seeds.map(String.init), "seed", "seeds", &fields)
    checkUnique(problems.map(\.name), "name", "problems", &fields)
    checkUnique(optimizers.map(\.name), "name", "optimizers", &fields)
    for (i, problem) in problems.enumerated() {
      if case .failure(let mismatch) = problem.task.shape() {
        let place = SpecPath([.key("problems"), .index(i)] + mismatch.place.steps)
        fields.report(mismatch.message, at: place)
      }
    }
    for i in optimizers.indices { checkLearningRate(i, &fields) }
  }

  private func checkName(_ fields: inout Fields) {
    guard fields.has("name") else { return }
    let isPlain = name.utf8.allSatisfy { byte in
      switch UInt8(byte) {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "-"):
        true
      default: false
      }
    }
    let beginsWell = name.unicodeScalars.first.map {
      $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
    if !isPlain || beginsWell != true || name.utf8.count > 100 {
      fields.report(
        "is a folder's name: at most 100 letters, digits, '.', '_' and '-', beginning with a "
          + "letter or digit", at: ["name"])
    }
  }

  private func checkUnique(
    _ names: [String], _ field: String, _ list: String, _ fields: inout Fields
  ) {
    // Compared as they will stand in the files, where control characters are spaces.
    var seen: [[UInt8]: Int] = [:]
    // A name that could not be read is empty, and reported already.
    for (i, name) in names.enumerated() where !name.isEmpty {
      let key = Array(CSVTable.plain(name).utf8)
      if let first = seen[key] {
        let place: SpecPath =
          list == "seeds"
          ? [.key(list), .index(i)] : [.key(list), .index(i), .key(field)]
        fields.report("the same \(field) as \(list)[\(first)]; each may come once", at: place)
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
    for rate in rates where !names.contains(rate.name) {
      let hint = nearestName(to: rate.name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
      fields.report(
        "there is no problem of this name\(hint)",
        atKey: ["optimizers", .index(i), "lr", .key(rate.name)])
    }
    for name in names where !rates.contains(where: { $0.name == name }) {
      fields.report(
        "has no learning rate for the problem \"\(name)\"", at: ["optimizers", .index(i), "lr"])
    }
  }
}
