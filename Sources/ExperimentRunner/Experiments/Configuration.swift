package import OptimizerLab
package import SpecLanguage

/// One way to set an optimizer, of those that are tried.
package struct Configuration: Sendable {
  /// What was searched, and what it is here, as a spec writes it; the learning rate among them.
  package var settings: [JSONNode.Member]
  package var optimizer: any Optimizer
  /// `nil` where it is not searched: the spec's then.
  package var learningRate: Double?

  /// `{"lr":0.01,"momentum":0.9}`.
  package var text: String { JSONText.compact(.object(settings)) }

  /// `lr 0.01, momentum 0.9`.
  package var words: String { words { JSONText.compact($0) } }

  /// The same with numbers as sentences have them.
  package var shortWords: String {
    words { $0.number.map(NumberText.short) ?? JSONText.compact($0) }
  }

  private func words(_ value: (JSONNode) -> String) -> String {
    settings.map { "\($0.key) \(value($0.node))" }.joined(separator: ", ")
  }
}

extension Experiment {
  /// What is searched for an optimizer: what it says itself, and what is searched for all and it has.
  package func search(of optimizer: Int) -> [NamedValue<SearchRange>] {
    guard let tuning else { return [] }
    let entry = optimizers[optimizer]
    let own = entry.search ?? []
    let known = Set(entry.settingNames.map { Array($0.utf8) })
    let common = tuning.search.filter { known.contains(Array($0.name.utf8)) }
    return common.map { setting in own.first { $0.isNamed(setting.name) } ?? setting }
      + own.filter { setting in !common.contains { $0.isNamed(setting.name) } }
  }

  /// The ways to set an optimizer that are tried on each problem, all different; none without tuning.
  ///
  /// Where only lists are searched and their combinations are no more than the budget, they are all
  /// of them. Else they are points of the Halton sequence (J. Halton, 1960, doi:10.1007/BF01386213), of
  /// which any number in a row is spread evenly, the first setting in base 2, the next in base 3, and
  /// so on; each is shifted by a draw of its own that `search_seed` decides, the same for all
  /// optimizers, round the end of the interval (R. Cranley, T. Patterson, 1976,
  /// doi:10.1137/0713071). They depend on nothing but the spec.
  package func configurations(of place: Int) -> [Configuration] {
    guard let tuning else { return [] }
    let search = search(of: place)
    let entry = optimizers[place]
    let names = Set(entry.wholeSettings)
    func configuration(_ values: [JSONNode]) -> Configuration {
      entry.configuration(zip(search, values).map { JSONNode.Member($0.name, $1) })
    }
    if let all = Self.combinations(of: search, atMost: tuning.budget) {
      return all.map(configuration)
    }
    var shift = MersenneTwister(seed: tuning.searchSeed)
    let shifts = search.map { _ in Double(shift.word()) * 0x1p-32 }
    var seen: Set<String> = []
    var found: [Configuration] = []
    // Of few values, points repeat each other.
    for index in 0..<100 * tuning.budget where found.count < tuning.budget {
      let values = search.enumerated().map { dimension, setting in
        let place = Self.radicalInverse(index, base: Self.bases[dimension % Self.bases.count])
        let shifted = (place + shifts[dimension]).truncatingRemainder(dividingBy: 1)
        return setting.value.value(at: shifted, isWhole: names.contains(setting.name))
      }
      let new = configuration(values)
      if seen.insert(new.text).inserted { found.append(new) }
    }
    return found
  }

  /// All combinations of lists, the last of which goes through its values first; `nil` where there are
  /// more, or where not all are lists.
  private static func combinations(
    of search: [NamedValue<SearchRange>], atMost limit: Int
  ) -> [[JSONNode]]? {
    var all: [[JSONNode]] = [[]]
    for setting in search {
      guard case .values(let values) = setting.value, all.count * values.count <= limit else {
        return nil
      }
      all = all.flatMap { start in values.map { start + [$0] } }
    }
    return all
  }

  private static let bases = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37]

  /// The digits of a number in that base, mirrored at the point.
  private static func radicalInverse(_ number: Int, base: Int) -> Double {
    var (rest, factor, result) = (number, 1.0, 0.0)
    while rest > 0 {
      factor /= Double(base)
      result += factor * Double(rest % base)
      rest /= base
    }
    return result
  }
}

extension OptimizerEntry {
  static let rateName = "lr"

  /// The settings of each kind, which do not depend on their values.
  private static let settings = Dictionary(
    Catalog.optimizerKinds.list.map { ($0.name, $0.description.fields) },
    uniquingKeysWith: { first, _ in first })

  private var settings: [FieldDescription] { Self.settings[type(of: optimizer).kind] ?? [] }

  /// What of it may be searched.
  var settingNames: [String] {
    [Self.rateName] + (programSettings?.map { Self.place(of: $0.key) } ?? settings.map(\.name))
      + ruleSettings
  }

  /// `settings.beta1`: where a setting of the spec's own rule, or of a program, stands.
  private static func place(of setting: String) -> String { "settings.\(setting)" }

  /// What a program is told, of an external optimizer; `nil` for others.
  private var programSettings: [JSONNode.Member]? { (optimizer as? External)?.settings }

  /// Those of a rule that the spec writes.
  private var ruleSettings: [String] {
    (optimizer as? WrittenRule)?.settings.map { Self.place(of: $0.name) } ?? []
  }

  /// The settings that are whole numbers.
  var wholeSettings: [String] {
    programSettings == nil ? settings.filter { $0.type == "whole number" }.map(\.name) : []
  }

  /// The settings that are one number.
  var numberSettings: [String] {
    [Self.rateName]
      + (programSettings?.filter { $0.node.number != nil }.map { Self.place(of: $0.key) }
        ?? settings.filter { ["number", "whole number"].contains($0.type) }.map(\.name))
      + ruleSettings
  }

  /// The optimizer set in one way.
  fileprivate func configuration(_ settings: [JSONNode.Member]) -> Configuration {
    Configuration(
      settings: settings, optimizer: reading(settings) ?? optimizer,
      learningRate: settings.first { $0.key == Self.rateName }?.node.number)
  }

  /// The optimizer with other values of some settings.
  private func reading(_ settings: [JSONNode.Member]) -> (any Optimizer)? {
    if var external = optimizer as? External {
      external.settings = external.settings.map { own in
        let new = settings.first { $0.key == Self.place(of: own.key) }
        return .init(own.key, new?.node ?? own.node)
      }
      return external
    }
    return Self.read(Self.replacing(settings, in: optimizer), as: optimizer).value
  }

  /// The optimizer's own settings with others in place of some, also of those inside one.
  private static func replacing(
    _ settings: [JSONNode.Member], in optimizer: any Optimizer
  ) -> [JSONNode.Member] {
    func replaced(_ own: [JSONNode.Member], under path: String) -> [JSONNode.Member] {
      own.map { member in
        let name = path + member.key
        if let new = settings.first(where: { $0.key == name }) {
          return .init(member.key, new.node)
        }
        guard case .object(let inner) = member.node.value else { return member }
        return .init(member.key, .object(replaced(inner, under: "\(name).")))
      }
    }
    guard case .object(let own) = Fields.writing(optimizer).value else { return [] }
    return replaced(own, under: "")
  }

  /// What is wrong with a value of a setting.
  func mistakes(in node: JSONNode, of setting: String) -> [String] {
    guard setting == Self.rateName else {
      // What a program's settings may be, only the program knows.
      if programSettings != nil { return [] }
      // A rule's equations and settings are good or bad together.
      let all =
        optimizer is WrittenRule
        ? Self.replacing([.init(setting, node)], in: optimizer) : [.init(setting, node)]
      return Self.read(all, as: optimizer).mistakes
    }
    var diagnostics = Diagnostics(source: SpecSource(name: "", text: ""))
    _ = FieldType<Double>.number(in: .above(0)).read(node, at: [], &diagnostics)
    return diagnostics.all.map(\.message)
  }

  private static func read(
    _ settings: [JSONNode.Member], as optimizer: any Optimizer
  ) -> (value: (any Optimizer)?, mistakes: [String]) {
    let kind = JSONNode.Member("kind", .string(type(of: optimizer).kind))
    var diagnostics = Diagnostics(source: SpecSource(name: "", text: ""))
    let value = FieldType<any Optimizer>.kind(among: Catalog.optimizerKinds)
      .read(.object([kind] + settings), at: [], &diagnostics)
    return (value, diagnostics.all.map(\.message))
  }
}

extension NamedValue {
  fileprivate func isNamed(_ name: String) -> Bool { self.name.utf8.elementsEqual(name.utf8) }
}
