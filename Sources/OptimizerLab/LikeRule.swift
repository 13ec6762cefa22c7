public import SpecLanguage

/// The lab's own rule that an external one is compared with: its name, or an object with settings.
public enum LikeRule: Sendable {
  /// A kind, which takes what it knows of the external rule's settings.
  case kind(String)
  case rule(any Optimizer)

  /// The rule itself.
  /// - Parameter settings: those of the program.
  public func rule(settings: [JSONNode.Member]) -> any Optimizer {
    switch self {
    case .rule(let rule): return rule
    case .kind(let name):
      let kind = JSONNode.Member("kind", .string(name))
      let kinds = Self.kinds
      let known = Set(kinds[name]?.description.fields.map(\.name) ?? [])
      let own = Self.spelled(settings, known: known).filter { known.contains($0.key) }
      let read = Self.read(.object([kind] + own)) ?? Self.read(.object([kind]))
      return read ?? GradientDescent()
    }
  }

  /// The settings that the named rule has no use for: what they are the comparison does not know.
  public func unknown(of settings: [JSONNode.Member]) -> [String] {
    guard case .kind(let name) = self else { return [] }
    let known = Set(Self.kinds[name]?.description.fields.map(\.name) ?? [])
    let own = Set(Self.spelled(settings, known: known).map(\.key))
    return settings.map(\.key).filter { key in
      !own.contains(key) && !(known.contains("betas") && Self.betas.contains(key))
    }
  }

  /// What is wrong with the settings that the named rule takes from the program's.
  public func isReadable(with settings: [JSONNode.Member]) -> Bool {
    guard case .kind(let name) = self else { return true }
    let known = Set(Self.kinds[name]?.description.fields.map(\.name) ?? [])
    let own = Self.spelled(settings, known: known).filter { known.contains($0.key) }
    return Self.read(.object([.init("kind", .string(name))] + own)) != nil
  }

  private static let betas = ["beta1", "beta2"]
  /// What programs call settings that the lab's rules call otherwise.
  private static let spellings = ["mu": "momentum", "epsilon": "eps", "decay": "rho"]

  /// The settings under the names that a kind has for them.
  private static func spelled(
    _ settings: [JSONNode.Member], known: Set<String>
  ) -> [JSONNode.Member] {
    var own = settings.compactMap { setting -> JSONNode.Member? in
      if known.contains(setting.key) { return setting }
      return spellings[setting.key].flatMap {
        known.contains($0) ? JSONNode.Member($0, setting.node) : nil
      }
    }
    // Adam's two, of which either may be left at its usual value.
    let given = betas.map { name in settings.last { $0.key == name }?.node }
    if known.contains("betas"), given.contains(where: { $0 != nil }) {
      let usual: [Double] = [0.9, 0.999]
      let both = zip(given, usual).map { node, usual in node ?? .number(usual) }
      own.append(.init("betas", .array(both)))
    }
    return own
  }

  private static func read(_ node: JSONNode) -> (any Optimizer)? {
    var diagnostics = Diagnostics(source: SpecSource(name: "", text: ""))
    let rule = FieldType<any Optimizer>.kind(among: kinds).read(node, at: [], &diagnostics)
    return diagnostics.all.isEmpty ? rule : nil
  }

  /// Rules that the lab computes itself.
  private static var kinds: Kinds<any Optimizer> { Catalog.kinds(of: Catalog.optimizers) }

  static var fieldType: FieldType<LikeRule> {
    let names = FieldType<String>.name(among: kinds.names)
    return .either(
      names.converted(
        to: { .kind($0) }, from: { if case .kind(let name) = $0 { name } else { nil } }),
      or: FieldType<any Optimizer>.kind(among: kinds).converted(
        to: { .rule($0) }, from: { if case .rule(let rule) = $0 { rule } else { nil } }))
  }
}
