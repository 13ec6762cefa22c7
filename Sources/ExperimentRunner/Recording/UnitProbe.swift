package import OptimizerLab

/// A fixed set of examples over which a network's hidden units are judged: the same at every step.
package struct UnitProbe<Number: Scalar> {
  private let network: Network
  private let hidden: [Int]
  private let inputs: [Float]
  private let rows: Int
  private let buffers: NetworkBuffers<Number>?
  /// Made when the examples are first sent through the network here and not elsewhere.
  private var workspace: Workspace<Number>?
  /// What each hidden layer's units did over the examples seen since the last count.
  private var activity: [Activity<Number>]
  private var seen = 0

  /// - Parameters:
  ///   - inputs: at least rows × the network's inputs.
  ///   - buffers: those of the learner; without them, the network's first ones.
  package init(
    _ network: Network, inputs: [Float], rows: Int, buffers: NetworkBuffers<Number>? = nil
  ) {
    self.buffers = buffers
    self.network = network
    self.inputs = inputs
    self.rows = rows
    hidden = network.hiddenActivations
    activity = hidden.map {
      let units = network.units(of: $0)
      return Activity(units: units, positions: network.widths[$0 + 1] / units)
    }
  }

  /// Takes note of examples that went through the network for another purpose. They are believed to
  /// be the probe's next ones; those beyond its last are passed over.
  package mutating func observeBatch(_ other: Workspace<Number>, rows count: Int) {
    let wanted = min(count, rows - seen)
    guard wanted > 0 else { return }
    for (place, i) in hidden.enumerated() {
      activity[place].add(input: other.input(of: i), output: other.output(of: i), rows: wanted)
    }
    seen += wanted
  }

  /// Judges the units of each hidden activation layer over the whole set; examples not seen yet are
  /// sent through the network.
  package mutating func unitStates(of parameters: Numbers<Number>) -> [UnitStates] {
    guard let last = hidden.last else { return [] }
    if seen < rows {
      restart()
      observeBatch(passed(parameters, through: last), rows: rows)
    }
    defer { restart() }
    var states: [UnitStates] = []
    for (i, activity) in zip(hidden, activity) {
      guard let layer = network.layers[i] as? any Nonlinearity else { continue }
      let own = parameters.span.extracting(network.ranges[i])
      states.append(UnitStates(layer: i, states: activity.states(under: layer, own)))
    }
    return states
  }

  /// The outputs of every activation layer over the whole set, as histograms.
  package mutating func histograms(of parameters: Numbers<Number>, network place: Int, step: Int)
    -> [Histogram]
  {
    let workspace = passed(parameters, through: network.layers.count - 1)
    return network.layers.indices.compactMap { i in
      guard network.layers[i] is any Nonlinearity else { return nil }
      return Histogram(
        .activations, of: workspace.output(of: i).extracting(first: rows * network.widths[i + 1]),
        network: place, layer: i, step: step)
    }
  }

  private mutating func restart() {
    seen = 0
    for place in activity.indices { activity[place].restart() }
  }

  private mutating func passed(_ parameters: Numbers<Number>, through last: Int) -> Workspace<
    Number
  > {
    let workspace = workspace ?? filledWorkspace()
    self.workspace = workspace
    network.forward(
      workspace, rows: rows, parameters: parameters.span, through: last, mode: .evaluation)
    return workspace
  }

  private func filledWorkspace() -> Workspace<Number> {
    let workspace = Workspace<Number>(network, rows: rows, buffers: buffers)
    var input = workspace.input
    convert(inputs.span.extracting(first: input.count), into: &input)
    return workspace
  }
}

/// What the units of one layer did over some examples. Where it gives maps, a unit is a channel: what it
/// did at any position of its map, for all positions share its weights.
struct Activity<Number: Scalar> {
  /// Values of a unit in an example.
  private let positions: Int
  /// The least and the greatest input of each unit, and the sum of its outputs' sizes.
  private var least: [Number]
  private var most: [Number]
  private var sum: [Number]

  init(units: Int, positions: Int = 1) {
    self.positions = positions
    least = [Number](repeating: .infinity, count: units)
    most = [Number](repeating: -.infinity, count: units)
    sum = [Number](repeating: 0, count: units)
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  mutating func restart() {
    for i in sum.indices { (least[i], most[i], sum[i]) = (.infinity, -.infinity, 0) }
  }

  /// - Parameter input, output: at least rows × units × positions.
  mutating func add(input: Span<Number>, output: Span<Number>, rows: Int) {
    if positions == 1 {
      addActivity(&least, &most, &sum, input: input, output: output, rows: rows)
    } else {
      addMapActivity(
        &least, &most, &sum, input: input, output: output, rows: rows, positions: positions)
    }
  }

  /// - Parameter parameters: the layer's.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  func states(under layer: any Nonlinearity, _ parameters: Span<Number>) -> [UnitState] {
    let total = sum.reduce(0) { $0 + Double($1) }
    let mean = total / Double(sum.count)
    var states: [UnitState] = []
    for i in sum.indices {
      var state: UnitState = []
      if !(most[i] > 0) { state.insert(.alwaysNegative) }
      if least[i] > 0 { state.insert(.alwaysPositive) }
      if Double(sum[i]) <= UnitState.dormancy * mean { state.insert(.dormant) }
      // Where every output is 0, one input on each side shows whether a gradient gets through: where a
      // function comes to 0 far below 0, its slope does, and first where the input is the least.
      if sum[i] == 0,
        layer.derivative(input: least[i], output: 0, unit: i, parameters: parameters) == 0,
        layer.derivative(input: most[i], output: 0, unit: i, parameters: parameters) == 0
      {
        state.insert(.dead)
      }
      states.append(state)
    }
    return states
  }
}

@specialized(where S == Float)
@specialized(where S == Double)
private func addMapActivity<S: Scalar>(
  _ least: inout [S], _ most: inout [S], _ sum: inout [S], input: Span<S>, output: Span<S>,
  rows: Int, positions: Int
) {
  let units = sum.count
  for row in 0..<rows {
    for unit in 0..<units {
      let start = (row * units + unit) * positions
      let x = input.extracting(start..<start + positions)
      let y = output.extracting(start..<start + positions)
      var (low, high, total) = (least[unit], most[unit], sum[unit])
      for i in x.indices {
        low = x[i] < low ? x[i] : low
        high = x[i] > high ? x[i] : high
        total += y[i].magnitude
      }
      (least[unit], most[unit], sum[unit]) = (low, high, total)
    }
  }
}

@specialized(where S == Float)
@specialized(where S == Double)
private func addActivity<S: Scalar>(
  _ least: inout [S], _ most: inout [S], _ sum: inout [S], input: Span<S>, output: Span<S>,
  rows: Int
) {
  var a = least.mutableSpan
  var b = most.mutableSpan
  var c = sum.mutableSpan
  let units = a.count
  precondition(b.count == units && c.count == units)
  // A loop for each: with more arrays in one, the compiler gives up proving that they are apart.
  for row in 0..<rows {
    let x = input.extracting(row * units..<(row + 1) * units)
    let y = output.extracting(row * units..<(row + 1) * units)
    precondition(x.count == units && y.count == units)
    for i in 0..<units {
      let (new, old) = (x[i], a[i])
      a[i] = new < old ? new : old
    }
    for i in 0..<units {
      let (new, old) = (x[i], b[i])
      b[i] = new > old ? new : old
    }
    for i in 0..<units { c[i] += y[i].magnitude }
  }
}
