import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("A unit over the probe set")
struct UnitProbeTests {
  /// Four examples of two values.
  static let inputs: [Float] = [1, 2, -1, 1, 2, -2, -3, -1]

  /// One hidden layer: each unit's weights for the two values, and its bias.
  private func network(_ activation: any Layer, _ units: [(Double, Double, Double)])
    -> (Network, [Double])
  {
    let network = Network(
      [Linear(units: units.count), activation, Linear(units: 1)], inputs: 2)
    var parameters = units.map(\.0) + units.map(\.1) + units.map(\.2)
    parameters += [Double](repeating: 0.5, count: network.parameterCount - parameters.count)
    return (network, parameters)
  }

  /// Its input over the four examples, and what it is under ReLU and under LeakyReLU.
  static let units: [(weights: (Double, Double, Double), relu: UnitState, leaky: UnitState)] = [
    // 1 −1 2 −3
    ((1, 0, 0), [], []),
    // −1 −1 −1 −1
    ((0, 0, -1), [.dead, .alwaysNegative, .dormant], [.alwaysNegative, .dormant]),
    // 0 0 0 0: the derivative of ReLU at 0 is 0, that of LeakyReLU is not.
    ((0, 0, 0), [.dead, .alwaysNegative, .dormant], [.alwaysNegative, .dormant]),
    // 6 4 7 2
    ((1, 0, 5), .alwaysPositive, .alwaysPositive),
    // 0.001 −0.001 0.002 −0.003
    ((0.001, 0, 0), .dormant, .dormant),
    // 0.001 at all of them: positive, and next to nothing.
    ((0, 0, 0.001), [.alwaysPositive, .dormant], [.alwaysPositive, .dormant]),
  ]

  @Test("is what the definitions say, and can be several things at once")
  func states() {
    let (relu, parameters) = network(ReLU(), Self.units.map(\.weights))
    var probe = UnitProbe<Double>(relu, inputs: Self.inputs, rows: 4)
    #expect(
      probe.unitStates(of: Numbers(parameters)) == [
        UnitStates(layer: 1, states: Self.units.map(\.relu))
      ])
    var leaky = UnitProbe<Double>(
      network(LeakyReLU(), Self.units.map(\.weights)).0, inputs: Self.inputs, rows: 4)
    #expect(
      leaky.unitStates(of: Numbers(parameters)) == [
        UnitStates(layer: 1, states: Self.units.map(\.leaky))
      ])
  }

  @Test("is judged by the probe set alone, at every census anew")
  func anew() {
    let (relu, parameters) = network(ReLU(), [(1, 0, 0)])
    // Of the first two examples, 1 and −1; the others are not in the set.
    var probe = UnitProbe<Double>(relu, inputs: Self.inputs, rows: 2)
    let other = network(ReLU(), [(0, 0, -1)]).1
    #expect(probe.unitStates(of: Numbers(other))[0].states == [[.dead, .alwaysNegative, .dormant]])
    #expect(probe.unitStates(of: Numbers(parameters))[0].states == [[]])
    #expect(probe.unitStates(of: Numbers(other))[0].states == [[.dead, .alwaysNegative, .dormant]])
  }

  @Test("is the same where the examples come by in batches, and those beyond the set do not count")
  func batches() {
    let (relu, parameters) = network(ReLU(), Self.units.map(\.weights))
    let extra = Self.inputs + [9, 9]
    for batch in [1, 2, 3, 5] {
      var probe = UnitProbe<Double>(relu, inputs: Self.inputs, rows: 4)
      let workspace = Workspace<Double>(relu, rows: batch)
      for _ in 0..<2 {
        for start in stride(from: 0, to: 5, by: batch) {
          let rows = min(batch, 5 - start)
          workspace.take(extra[2 * start..<2 * (start + rows)].map { Double($0) })
          relu.forward(workspace, rows: rows, parameters: parameters)
          probe.observeBatch(workspace, rows: rows)
        }
        #expect(probe.unitStates(of: Numbers(parameters))[0].states == Self.units.map(\.relu))
      }
    }
  }

  @Test("has its outputs counted over the whole set, those of the last activation, too")
  func histograms() throws {
    let judge = Network([Linear(units: 1), ReLU(), Linear(units: 1), Sigmoid()], inputs: 2)
    var probe = UnitProbe<Double>(judge, inputs: Self.inputs, rows: 4)
    // The hidden unit's outputs are 1 0 2 0; the sigmoid gets 0 for all.
    let histograms = probe.histograms(of: [1, 0, 0, 0, 0], network: 0, step: 7)
    #expect(histograms.map(\.layer) == [1, 3])
    #expect(histograms.allSatisfy { $0.quantity == .activations && $0.step == 7 })
    let hidden = try #require(histograms.first)
    #expect((hidden.low, hidden.high, hidden.sum, hidden.sumOfSquares) == (0, 2, 3, 5))
    #expect((hidden.bins[0], hidden.bins[20], hidden.bins[39]) == (2, 1, 1))
    #expect((histograms[1].low, histograms[1].high, histograms[1].count) == (0.5, 0.5, 4))
  }

  @Test("lives on in a row for each step")
  func histories() {
    var histories = UnitHistory(network: 0, layer: 1, units: 2)
    histories.append(UnitStates(layer: 1, states: [[], .dormant]))
    histories.append(UnitStates(layer: 1, states: [[.dead, .alwaysNegative, .dormant], []]))
    #expect(histories.steps == 2)
    #expect(histories.states == [0, 8, 11, 0])
    #expect(UnitHistory(network: 0, layer: 1, units: 2, states: [0, 8, 11]) == nil)
    #expect(UnitHistory(network: 0, layer: 1, units: 0, states: []) == nil)
  }

  @Test("of a convolution is a channel: dead where it is 0 at all positions for all examples")
  func channels() {
    // Two examples of 1 × 2 pictures, under kernels of one number: each map is the picture times it.
    let network = Network(
      [
        Conv2d(outputs: 4, window: Window(kernel: Extents(1))), ReLU(), Flatten(), Linear(units: 1),
      ], shape: [1, 1, 2])
    #expect(network.units(of: 1) == 4 && network.units(of: 2) == 8)
    let inputs: [Float] = [1, 2, 3, -1]
    // Kernels, then biases: 1x, −x, −x − 4, x + 2.
    let parameters =
      [1, -1, -1, 1, 0, 0, -4, 2]
      + [Double](repeating: 0.5, count: network.parameterCount - 8)
    let expected: [UnitState] = [[], [], [.dead, .alwaysNegative, .dormant], .alwaysPositive]
    var probe = UnitProbe<Double>(network, inputs: inputs, rows: 2)
    #expect(
      probe.unitStates(of: Numbers(parameters)) == [UnitStates(layer: 1, states: expected)])
    // Of the first example alone, the second channel is 0 as well.
    var first = UnitProbe<Double>(network, inputs: inputs, rows: 1)
    #expect(
      first.unitStates(of: Numbers(parameters))[0].states == [
        .alwaysPositive, [.dead, .alwaysNegative, .dormant], [.dead, .alwaysNegative, .dormant],
        .alwaysPositive,
      ])
  }

  @Test("of a PReLU dies only where its slope is 0")
  func learnedSlopes() {
    let (network, start) = network(PReLU(parameterCount: 3), [(0, 0, -1), (0, 0, -1), (0, 0, 1)])
    var parameters = start
    let slopes = network.ranges[1]
    for (i, slope) in zip(slopes, [0.25, 0, 0]) { parameters[i] = slope }
    var probe = UnitProbe<Double>(network, inputs: Self.inputs, rows: 4)
    #expect(
      probe.unitStates(of: Numbers(parameters)) == [
        UnitStates(
          layer: 1,
          states: [.alwaysNegative, [.dead, .alwaysNegative, .dormant], .alwaysPositive])
      ])
  }

  @Test("of a smooth activation dies where its output and its slope have become 0")
  func smooth() {
    // Far below 0 a sigmoid-weighted unit is 0 in single precision; there is no such place for ELU.
    for (layer, isDead) in [(SiLU() as any Layer, true), (GELU(), true), (ELU(), false)] {
      let (network, parameters) = network(layer, [(0, 0, -200), (0, 0, -2)])
      var probe = UnitProbe<Float>(network, inputs: Self.inputs, rows: 4)
      let states = probe.unitStates(of: Numbers(parameters.map { Float($0) }))[0].states
      #expect(states[0].contains(.dead) == isDead && states[0].contains(.alwaysNegative))
      #expect(!states[1].contains(.dead) && states[1].contains(.alwaysNegative))
    }
  }
}
