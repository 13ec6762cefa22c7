package import OptimizerLab

/// How many units of one hidden activation layer are in which state over the probe set.
package struct UnitCensus: Sendable, Equatable {
  /// The layer's place in the network.
  package var layer: Int
  package var units: Int
  /// Output 0, and gradient 0 with it, for every example.
  package var dead: Int
  /// Input ≤ 0 for every example.
  package var alwaysNegative: Int
  /// Input > 0 for every example.
  package var alwaysPositive: Int
  /// Mean |output| at most 0.025 of the layer's mean. (G. Sokar et al.: The Dormant Neuron
  /// Phenomenon in Deep Reinforcement Learning, ICML 2023, definition 3.1.)
  package var dormant: Int

  static let dormancy = 0.025

  package init(
    layer: Int, units: Int, dead: Int = 0, alwaysNegative: Int = 0, alwaysPositive: Int = 0,
    dormant: Int = 0
  ) {
    self.layer = layer
    self.units = units
    self.dead = dead
    self.alwaysNegative = alwaysNegative
    self.alwaysPositive = alwaysPositive
    self.dormant = dormant
  }
}

/// A fixed set of examples over which a network's hidden units are counted.
package struct UnitProbe<Number: Scalar> {
  private let network: Network
  private let workspace: Workspace<Number>
  private let rows: Int

  /// - Parameter inputs: rows × the network's inputs. The set is the same at every step.
  package init(_ network: Network, inputs: [Float], rows: Int) {
    self.network = network
    self.rows = rows
    workspace = Workspace(network, rows: rows)
    for i in workspace.input.indices { workspace.input[i] = Number(inputs[i]) }
  }

  /// Counts the units of each hidden activation layer.
  package func census(of parameters: [Number]) -> [UnitCensus] {
    let hidden = network.hiddenActivations
    guard let last = hidden.last else { return [] }
    network.forward(workspace, rows: rows, parameters: parameters, through: last)
    return hidden.compactMap { i in
      guard let activation = network.layers[i] as? any Activation else { return nil }
      let input = i == 0 ? workspace.input : workspace.layers[i - 1].output
      return Self.count(
        activation, layer: i, input: input, output: workspace.layers[i].output,
        rows: rows, units: network.widths[i + 1])
    }
  }

  private static func count(
    _ activation: any Activation, layer: Int, input: [Number], output: [Number], rows: Int,
    units: Int
  ) -> UnitCensus {
    let states = columnStates(input: input, output: output, rows: rows, units: units)
    var census = UnitCensus(layer: layer, units: units)
    let mean = states.reduce(0) { $0 + $1.outputSum } / Double(units)
    for state in states {
      if !state.hasPositive { census.alwaysNegative += 1 }
      if state.isAlwaysPositive { census.alwaysPositive += 1 }
      if state.outputSum <= UnitCensus.dormancy * mean { census.dormant += 1 }
      // Where every output is 0, one input on each side shows whether a gradient gets through.
      if state.outputSum == 0,
        activation.derivative(input: state.least, output: 0) == 0,
        activation.derivative(input: state.most, output: 0) == 0
      {
        census.dead += 1
      }
    }
    return census
  }
}

/// What one unit did over the probe set.
struct UnitState: Equatable {
  var hasPositive = false
  var isAlwaysPositive = true
  var outputSum = 0.0
  var least = Double.infinity
  var most = -Double.infinity
}

/// The states of all units of a layer, from its inputs and outputs, rows × units.
@specialized(where S == Float)
@specialized(where S == Double)
func columnStates<S: Scalar>(
  input: [S], output: [S], rows: Int, units: Int
) -> [UnitState] {
  var least = [S](repeating: .infinity, count: units)
  var most = [S](repeating: -.infinity, count: units)
  var sum = [S](repeating: 0, count: units)
  var a = least.mutableSpan
  var b = most.mutableSpan
  var c = sum.mutableSpan
  for row in 0..<rows {
    let x = input.span.extracting(row * units..<(row + 1) * units)
    let y = output.span.extracting(row * units..<(row + 1) * units)
    for i in x.indices {
      a[i] = x[i] < a[i] ? x[i] : a[i]
      b[i] = x[i] > b[i] ? x[i] : b[i]
      c[i] += y[i].magnitude
    }
  }
  return (0..<units).map { i in
    UnitState(
      hasPositive: most[i] > 0, isAlwaysPositive: least[i] > 0, outputSum: Double(sum[i]),
      least: Double(least[i]), most: Double(most[i]))
  }
}
