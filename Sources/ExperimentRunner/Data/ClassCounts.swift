internal import OptimizerLab

/// How often each class comes, and what is to be said of it.
struct ClassCounts {
  var names: [String]
  var all: [Int]
  /// Among the examples that are learned from.
  var learned: [Int]
  /// Whether a part is held out.
  var isDivided: Bool

  var warnings: [String] {
    var warnings: [String] = []
    let present = names.indices.filter { all[$0] > 0 }
    if present.count == 1 {
      warnings.append(
        "there is one class alone, \(Echo.quoted(names[present[0]])): it is learned at once")
    }
    let unknown = present.filter { learned[$0] == 0 }
    if !unknown.isEmpty {
      warnings.append(
        "\(words(unknown)) only in the part that is held out: nothing can be learned of it")
    }
    let single = names.indices.filter { all[$0] == 1 && learned[$0] == 1 }
    if !single.isEmpty {
      warnings.append(
        "\(words(single)) once: one example hardly tells what its class is"
          + (isDivided ? ", and the part that is held out has none to measure it by" : ""))
    }
    return warnings
  }

  /// `the class "x" appears`, `the classes "x", "y" appear`
  private func words(_ places: [Int]) -> String {
    let shown = places.prefix(6).map { Echo.quoted(names[$0]) }
    let more = places.count > shown.count ? " and \(places.count - shown.count) more" : ""
    return places.count == 1
      ? "the class \(shown[0]) appears"
      : "each of the classes \(shown.joined(separator: ", "))\(more) appears"
  }
}

extension LoadedData {
  /// The same with what is to be said of its classes, where it has some.
  /// - Parameter place: the file, for messages.
  func warningOfClasses(at place: String) -> LoadedData {
    guard let names = examples.classes else { return self }
    func counts(_ examples: Examples?) -> [Int] {
      (examples?.targets ?? []).reduce(into: [Int](repeating: 0, count: names.count)) {
        $0[Int($1)] += 1
      }
    }
    let (learned, heldOut) = (counts(examples), counts(self.heldOut))
    var data = self
    data.warnings += ClassCounts(
      names: names, all: zip(learned, heldOut).map { $0 + $1 }, learned: learned,
      isDivided: self.heldOut != nil
    ).warnings.map { "\(Echo.escaped(place)): \($0)" }
    return data
  }
}
