internal import OptimizerLab

/// The layers of a network as tables, figures and messages speak of them; no numbers.
package struct NetworkShape: Sendable, Equatable {
  package struct Layer: Sendable, Equatable {
    /// The layer's place in the spec, from 0.
    package var index: Int
    /// The kind as the spec names it: `linear`, `relu`, …
    package var kind: String
    /// Values that come out, or where it gives maps, its channels.
    package var units: Int
    package var hasParameters: Bool
    /// An activation before the network's last weighted layer, whose units can die.
    package var isHiddenActivation: Bool

    package init(
      index: Int, kind: String, units: Int, hasParameters: Bool, isHiddenActivation: Bool
    ) {
      self.index = index
      self.kind = kind
      self.units = units
      self.hasParameters = hasParameters
      self.isHiddenActivation = isHiddenActivation
    }
  }

  /// What a network is there for.
  package enum Role: Sendable {
    /// Learns from examples and their targets.
    case model
    /// Tells real examples from made ones.
    case discriminator
    /// Makes examples of noise.
    case generator
  }

  /// `model`, or `discriminator` and `generator`.
  package var name: String
  package var role: Role
  package var layers: [Layer]
  /// 0 where only the layers are known.
  package private(set) var parameterCount = 0

  package init(name: String, role: Role = .model, layers: [Layer]) {
    self.name = name
    self.role = role
    self.layers = layers
  }

  init(name: String, role: Role = .model, _ network: Network) {
    let hidden = Set(network.hiddenActivations)
    self.init(
      name: name, role: role,
      layers: network.layers.enumerated().map { i, layer in
        Layer(
          index: i, kind: type(of: layer).kind, units: network.units(of: i),
          hasParameters: !layer.tensors.isEmpty, isHiddenActivation: hidden.contains(i))
      })
    parameterCount = network.parameterCount
  }
}
