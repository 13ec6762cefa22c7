/// What one unit of a hidden activation layer is over the probe set; several may hold at once.
package struct UnitState: OptionSet, Sendable, Equatable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Output 0, and gradient 0 with it, for every example.
  package static let dead = UnitState(rawValue: 1)
  /// Input ≤ 0 for every example.
  package static let alwaysNegative = UnitState(rawValue: 2)
  /// Input > 0 for every example.
  package static let alwaysPositive = UnitState(rawValue: 4)
  /// Mean |output| at most 0.025 of the layer's mean. (G. Sokar et al.: The Dormant Neuron
  /// Phenomenon in Deep Reinforcement Learning, ICML 2023, definition 3.1.)
  package static let dormant = UnitState(rawValue: 8)

  static let dormancy = 0.025
}

/// The states of all units of one hidden activation layer at one step.
package struct UnitStates: Sendable, Equatable {
  /// The layer's place in the network.
  package var layer: Int
  package var states: [UnitState]

  package init(layer: Int, states: [UnitState]) {
    self.layer = layer
    self.states = states
  }

  package func count(_ state: UnitState) -> Int { states.count { $0.contains(state) } }
}

/// The life of every unit of one hidden activation layer: its state at every recorded step, those
/// of its network's rows in `curves`.
package struct UnitHistory: Sendable, Equatable {
  /// The place of the learner, and the layer's in its network.
  package var network: Int
  package var layer: Int
  package var units: Int
  /// Recorded steps × units, a `UnitState` each.
  package private(set) var states: [UInt8] = []

  package init(network: Int, layer: Int, units: Int) {
    self.network = network
    self.layer = layer
    self.units = units
  }

  /// - Parameter states: whole steps.
  package init?(network: Int, layer: Int, units: Int, states: [UInt8]) {
    guard units > 0, states.count % units == 0 else { return nil }
    self.init(network: network, layer: layer, units: units)
    self.states = states
  }

  package var steps: Int { states.count / units }

  package mutating func append(_ unitStates: UnitStates) {
    precondition(unitStates.states.count == units)
    states.append(contentsOf: unitStates.states.lazy.map(\.rawValue))
  }
}

/// What a unit is shown as: of what holds, the worst.
package enum UnitCondition: UInt8, Sendable, CaseIterable {
  case alive, alwaysPositive, dormant, alwaysNegative, dead

  init(_ state: UnitState) {
    self =
      state.contains(.dead)
      ? .dead
      : state.contains(.alwaysNegative)
        ? .alwaysNegative
        : state.contains(.dormant)
          ? .dormant : state.contains(.alwaysPositive) ? .alwaysPositive : .alive
  }

  package var name: String {
    switch self {
    case .alive: "alive"
    case .alwaysPositive: "always positive"
    case .dormant: "dormant"
    case .alwaysNegative: "always negative"
    case .dead: "dead"
    }
  }

  /// Told apart by lightness alone, too.
  package var color: String {
    switch self {
    case .alive: "#e9eef2"
    case .alwaysPositive: "#3f8fc4"
    case .dormant: "#e69f00"
    case .alwaysNegative: "#9e3a5a"
    case .dead: "#000000"
    }
  }
}

extension UnitHistory {
  /// - Parameter step: the place of a recorded step.
  package func condition(of unit: Int, at step: Int) -> UnitCondition {
    UnitCondition(UnitState(rawValue: states[step * units + unit]))
  }

  /// How many units are in each condition at that place.
  package func count(_ conditions: Set<UnitCondition>, at step: Int) -> Int {
    (0..<units).count { conditions.contains(condition(of: $0, at: step)) }
  }

  /// The units in the order in which they were lost: by the first recorded step from which on each is
  /// dead or always negative to the end, then by how often it is; those that are neither at the end
  /// last.
  package var inOrderOfLoss: [Int] {
    let keys = (0..<units).map { unit -> (step: Int, others: Int) in
      let isLost = (0..<steps).map { step in
        [.dead, .alwaysNegative].contains(condition(of: unit, at: step))
      }
      let end = isLost.lastIndex(of: false).map { $0 + 1 } ?? 0
      return (end, steps - isLost.count { $0 })
    }
    return (0..<units).sorted {
      (keys[$0].step, keys[$0].others, $0) < (keys[$1].step, keys[$1].others, $1)
    }
  }

  /// How often a unit's condition is another than at the recorded step before.
  package var changes: Int {
    guard steps > 1 else { return 0 }
    return (1..<steps).reduce(0) { total, step in
      total
        + (0..<units).count { condition(of: $0, at: step) != condition(of: $0, at: step - 1) }
    }
  }
}
