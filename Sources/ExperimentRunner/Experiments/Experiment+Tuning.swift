internal import OptimizerLab
internal import SpecLanguage

// The mistakes of tuning that no single field shows.
extension Experiment {
  func checkTuning(_ fields: inout Fields) {
    guard tuning != nil else {
      for (place, entry) in optimizers.enumerated() where entry.search != nil {
        fields.report(
          "is for an experiment with \"tuning\", which says the seeds and how many are tried",
          at: ["optimizers", .index(place), "search"])
      }
      return
    }
    checkTuningSeeds(&fields)
    checkCommonSearch(&fields)
    for place in optimizers.indices { checkSearch(ofOptimizer: place, &fields) }
  }

  /// No seed may decide and report.
  private func checkTuningSeeds(_ fields: inout Fields) {
    // As they reach the generator: the remainder by 2^32.
    func draws(_ seed: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: seed) }
    let own = Dictionary(
      seeds.enumerated().map { (draws($1), $0) }, uniquingKeysWith: { first, _ in first })
    var seen: [UInt32: Int] = [:]
    for (place, seed) in (tuning?.seeds ?? []).enumerated() {
      let at: SpecPath = ["tuning", "seeds", .index(place)]
      if let first = seen[draws(seed)] {
        fields.report(
          "draws the same numbers as tuning.seeds[\(first)]; each may come once", at: at)
      } else if let first = own[draws(seed)] {
        fields.report(
          "is seeds[\(first)], too: what is chosen on a seed looks better on it than it is; the two "
            + "lists may share none", at: at)
      }
      seen[draws(seed)] = seen[draws(seed)] ?? place
    }
  }

  /// What is searched for all is to be a setting of some, and good for each kind that has it.
  private func checkCommonSearch(_ fields: inout Fields) {
    let known = optimizers.map { Set($0.settingNames) }
    let names = known.reduce(into: Set<String>()) { $0.formUnion($1) }
    let sorted = names.sorted()
    for setting in tuning?.search ?? [] {
      let place: SpecPath = ["tuning", "search", .key(setting.name)]
      guard names.contains(setting.name) else {
        fields.report(
          "no optimizer here has such a setting" + Self.hint(setting.name, among: sorted),
          atKey: place)
        continue
      }
      let with = optimizers.indices.filter { known[$0].contains(setting.name) }
      let without = optimizers.indices.filter { !known[$0].contains(setting.name) }
      if !without.isEmpty {
        fields.warn(
          "is searched for \(listed(with)) alone: \(listed(without)) "
            + "\(without.count == 1 ? "has" : "have") no such setting", at: place)
      }
      var kinds: Set<String> = []
      var told: Set<String> = []
      // Said once where it is wrong for several.
      for entry in with.map({ optimizers[$0] })
      where !(entry.search ?? []).contains(where: { $0.name == setting.name })
        && kinds.insert(type(of: entry.optimizer).kind).inserted
      {
        for (at, message) in Self.mistakes(setting, of: entry)
        where told.insert("\(at) \(message)").inserted {
          fields.report(message, at: SpecPath(place.steps + at.steps))
        }
      }
    }
  }

  private func checkSearch(ofOptimizer place: Int, _ fields: inout Fields) {
    let entry = optimizers[place]
    let path: SpecPath = ["optimizers", .index(place)]
    for setting in entry.search ?? [] {
      let at = SpecPath(path.steps + ["search", .key(setting.name)])
      guard entry.settingNames.contains(setting.name) else {
        fields.report(
          "\(type(of: entry.optimizer).kind) has no such setting"
            + Self.hint(setting.name, among: entry.settingNames), atKey: at)
        continue
      }
      for (step, message) in Self.mistakes(setting, of: entry) {
        fields.report(message, at: SpecPath(at.steps + step.steps))
      }
    }
    if search(of: place).isEmpty, !(tuning?.hasBadSearch ?? false), !entry.hasBadSearch {
      fields.report(
        "nothing of it is searched: give it a \"search\", or tuning one that it has a setting of",
        at: path)
    }
    if problems.contains(where: { entry.rates(for: $0.name).count > 1 }) {
      fields.report(
        "several rates are tuning's to try: write {\"lr\": …} under \"search\"",
        at: SpecPath(path.steps + ["lr"]))
    }
  }

  /// What is wrong with what is tried of a setting, from its own place on.
  private static func mistakes(
    _ setting: NamedValue<SearchRange>, of entry: OptimizerEntry
  ) -> [(SpecPath, String)] {
    let ends: [(SpecPath, JSONNode)]
    switch setting.value {
    case .values(let values): ends = values.enumerated().map { ([.index($0)], $1) }
    case .uniform(let low, let high), .logUniform(let low, let high):
      guard entry.numberSettings.contains(setting.name) else {
        return [([], "is not one number, and has no interval: give a list of values")]
      }
      let key = if case .uniform = setting.value { "uniform" } else { "log_uniform" }
      ends = [low, high].enumerated().map { place, end in
        ([.key(key), .index(place)], .number(end))
      }
    }
    return ends.flatMap { place, node in
      entry.mistakes(in: node, of: setting.name).map { (place, $0) }
    }
  }

  private static func hint(_ name: String, among names: [String]) -> String {
    nearestName(to: name, among: names).map { "; did you mean \(quoted($0))?" }
      ?? "; there \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
  }

  private func listed(_ places: [Int]) -> String {
    let names = places.prefix(8).map { quoted(optimizers[$0].name) }
    if places.count > 8 { return "\(names.joined(separator: ", ")) and \(places.count - 8) more" }
    return names.count < 2
      ? names.joined() : names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
  }
}
