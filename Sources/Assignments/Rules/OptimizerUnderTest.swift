internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// An optimizer as a spec says it: the lab's own kinds, and equations, `{"kind": "rule", …}`.
package struct OptimizerSource: RuleSource {
  private let node: JSONNode
  /// Whether it must be equations, whose settings are those under which rules are tried.
  private let isHandedIn: Bool
  package let subject = "the rule"

  /// Equations that were handed in.
  package init(_ node: JSONNode) {
    self.node = node
    isHandedIn = true
  }

  /// An optimizer of any kind with the settings that it says.
  package init(asItIs node: JSONNode) {
    self.node = node
    isHandedIn = false
  }

  package func start(_ start: RuleStart) throws(RuleFailure) -> any RuleUnderTest {
    let node = isHandedIn ? try set(start.settings) : node
    let reading = Reading<OptimizerEntry>(
      node, in: SpecSource(name: "rule", text: JSONText.compact(node)))
    if let mistake = reading.diagnostics.first {
      let place = mistake.path.isEmpty ? "" : " at \(mistake.path)"
      throw RuleFailure("cannot be read\(place): \(mistake.message)")
    }
    let optimizer = reading.value.optimizer
    return start.isSingle
      ? OptimizerUnderTest<Float>(optimizer, start) : OptimizerUnderTest<Double>(optimizer, start)
  }

  /// The equations with the settings under which they are tried.
  private func set(_ settings: [(name: String, value: Double)]) throws(RuleFailure) -> JSONNode {
    guard case .object(var members) = node.value, node["kind"]?.text == "rule" else {
      throw RuleFailure(#"is no object of the kind "rule", which has equations under "update""#)
    }
    var own: [JSONNode.Member] = []
    if case .object(let given)? = node["settings"]?.value { own = given }
    for setting in settings {
      guard let place = own.firstIndex(where: { $0.key == setting.name }) else {
        let known = own.map(\.key).joined(separator: ", ")
        throw RuleFailure(
          "has no setting \(setting.name): its settings are \(known.isEmpty ? "none" : known)",
          mistake: .unknownSetting)
      }
      own[place].node = .number(setting.value)
    }
    guard !settings.isEmpty else { return node }
    members.removeAll { $0.key == "settings" }
    return .object(members + [.init("settings", .object(own))])
  }
}

/// One of the lab's own optimizers at work, with a network for each player.
private final class OptimizerUnderTest<S: Scalar>: RuleUnderTest {
  private let optimizer: any Optimizer
  private var networks: [OptimizationState<S>]
  let notes: [String] = []
  let protection: [String] = []

  init(_ optimizer: any Optimizer, _ start: RuleStart) {
    self.optimizer = optimizer
    networks = start.players.map { OptimizationState(Numbers($0.map { S($0) })) }
  }

  func step(
    player: Int, parameters: [Double], learningRate: Double, sameBuffers: Bool,
    gradientAt: ([Double]) -> [Double]
  ) throws(RuleFailure) -> [Double] {
    withoutActuallyEscaping(gradientAt) { gradientAt in
      var objective = GivenSlopes<S>(gradientAt: gradientAt)
      _ = optimizer.step(&networks[player], down: &objective, learningRate: learningRate)
    }
    return networks[player].parameters.map { Double($0) }
  }

  func save() -> [UInt8] {
    let saved: [JSONNode] = networks.map { network in
      let vectors: [JSONNode.Member] = network.memory.vectors.map { vector in
        .init(vector.name, .array(vector.values.map { .integer(Double($0).bitPattern) }))
      }
      let numbers: [JSONNode.Member] = network.memory.numbers.map {
        .init($0.name, .integer($0.value.bitPattern))
      }
      return .object([
        .init("step", .integer(network.memory.step)), .init("vectors", .object(vectors)),
        .init("numbers", .object(numbers)),
      ])
    }
    return Array(JSONText.compact(.array(saved)).utf8)
  }

  func load(_ state: [UInt8]) throws(RuleFailure) {
    guard let saved = try? JSONParser.parse(state), case .array(let states) = saved.value,
      states.count == networks.count
    else { throw RuleFailure("cannot read what it saved") }
    for (i, state) in states.enumerated() {
      networks[i].memory = Memory(
        layout: networks[i].memory.layout, step: Int(Self.bits(state["step"])),
        vectors: Self.members(state["vectors"]).map { member in
          let values = (member.node.elements ?? []).map { S(Double(bitPattern: Self.bits($0))) }
          return .init(name: member.key, values: Numbers(values))
        },
        numbers: Self.members(state["numbers"]).map {
          .init(name: $0.key, value: Double(bitPattern: Self.bits($0.node)))
        })
    }
  }

  func end() {}

  private static func bits(_ node: JSONNode?) -> UInt64 {
    guard case .number(let text)? = node?.value else { return 0 }
    return UInt64(text) ?? 0
  }

  private static func members(_ node: JSONNode?) -> [JSONNode.Member] {
    guard case .object(let members)? = node?.value else { return [] }
    return members
  }
}

/// Slopes that somebody else gives, in Double.
private struct GivenSlopes<Number: Scalar>: Objective {
  let gradientAt: ([Double]) -> [Double]
  private(set) var gradientEvaluations = 0

  init(gradientAt: @escaping ([Double]) -> [Double]) { self.gradientAt = gradientAt }

  mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    gradientEvaluations += 1
    let slopes = gradientAt(point.indices.map { Double(point[$0]) })
    for i in slopes.indices { gradient[i] = Number(slopes[i]) }
    return 0
  }
}
