internal import OptimizerLab
package import SpecLanguage

/// A problem as far as a judge names parts of it.
package struct JudgedProblem: Sendable {
  package var name: String
  /// `nil` where they are not known.
  package var networks: [NetworkShape]?
  /// The place of the one that is meant where none is named.
  package var comparedNetwork: Int

  package init(_ problem: Problem) {
    name = problem.name
    networks = try? problem.task.shape().get()
    comparedNetwork = problem.task.traits.comparedNetwork
  }
}

// Whether there is what it names.
extension Judge {
  /// What is wrong with its names, each from the judge on.
  /// - Parameters:
  ///   - sides: what there is to be held against each other, by name.
  ///   - noun: what they are: `optimizer`.
  ///   - problems: those of the spec.
  package func mistakes(
    among sides: [String], _ noun: String, problems: [JudgedProblem]
  ) -> [(place: SpecPath, message: String)] {
    var mistakes: [(place: SpecPath, message: String)] = []
    for (place, name) in namedSides where !Self.has(sides, name) {
      mistakes.append((place, Self.unknown(name, noun, among: sides)))
    }
    if lowest != nil, sides.count == 1 {
      mistakes.append((["lowest"], "there is one \(noun), and no other to be lower than"))
    }
    let isAlone = (median ?? mean ?? every) != nil || stepsTo != nil || evaluationsTo != nil
    if isAlone, difference == nil, ratio == nil, lowest == nil, of == nil, sides.count > 1 {
      mistakes.append((["of"], "missing; there are \(sides.count) \(noun)s: say which"))
    }
    return mistakes + self.mistakes(in: problems)
  }

  private func mistakes(in problems: [JudgedProblem]) -> [(place: SpecPath, message: String)] {
    guard let name = problem ?? (problems.count == 1 ? problems[0].name : nil) else {
      return [(["problem"], "missing; there are \(problems.count) problems: say which")]
    }
    guard let own = problems.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      return [(["problem"], Self.unknown(name, "problem", among: problems.map(\.name)))]
    }
    guard let networks = own.networks else { return [] }
    var place: Int? = own.comparedNetwork
    if let network {
      place = networks.firstIndex { $0.name.utf8.elementsEqual(network.utf8) }
    }
    guard let place, networks.indices.contains(place) else {
      guard let network else { return [] }
      return [(["network"], Self.unknown(network, "network", among: networks.map(\.name)))]
    }
    guard let layer, layer >= networks[place].layers.count else { return [] }
    return [
      (["layer"], "the network has \(networks[place].layers.count) layers, counted from 0")
    ]
  }

  private var namedSides: [(place: SpecPath, name: String)] {
    let pairs = [("difference", difference), ("ratio", ratio)].flatMap { key, names in
      (names ?? []).enumerated().map { (SpecPath([.key(key), .index($0)]), $1) }
    }
    let alone = [("lowest", lowest), ("of", of)].compactMap { key, name in
      name.map { (SpecPath([.key(key)]), $0) }
    }
    return pairs + alone
  }

  private static func has(_ names: [String], _ name: String) -> Bool {
    names.contains { $0.utf8.elementsEqual(name.utf8) }
  }

  private static func unknown(_ name: String, _ noun: String, among names: [String]) -> String {
    "there is no \(noun) of this name"
      + (nearestName(to: name, among: names).map { "; did you mean \(quoted($0))?" }
        ?? listed(names))
  }

  private static func listed(_ names: [String]) -> String {
    guard !names.isEmpty else { return "; there is none" }
    let shown = names.prefix(8).map { quoted($0) }.joined(separator: ", ")
    return "; there \(names.count == 1 ? "is" : "are") \(shown)"
      + (names.count > 8 ? " and \(names.count - 8) more" : "")
  }
}
