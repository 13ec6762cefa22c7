/// Chooses the instructions for the vectors of a graph: one for each value, or for several that are made
/// in one pass.
struct RuleSelection {
  /// An instruction whose vectors and numbers are places in the graph.
  struct Choice {
    var operation: BlockInstruction.Operation
    /// x, y, z.
    var vectors: [Int] = []
    /// s, u, r, v, w.
    var numbers: [Int] = []
  }

  private(set) var graph: RuleGraph
  /// In which stage each value is known.
  private(set) var stages: [Int] = []
  /// The instruction of each value that has one.
  private(set) var choices: [Int: Choice] = [:]
  /// How many others are made of each value, or look at it.
  private var uses: [Int]

  init(_ graph: RuleGraph) {
    self.graph = graph
    uses = []
    separateOutputs()
    findStages()
    countUses()
    let count = self.graph.values.count
    for place in (0..<count).reversed() where uses[place] > 0 && isVectorOperation(place) {
      choices[place] = choice(for: place)
    }
    findStages()
  }

  /// Whether anything is made of a value.
  func isUsed(_ place: Int) -> Bool { uses[place] > 0 }

  /// What is known after the step: of the parameters, and of each state.
  var outputs: [Int] { [graph.parameters].compactMap { $0 } + graph.states.compactMap { $0 } }

  private func isVectorOperation(_ place: Int) -> Bool {
    guard case .operation = graph.values[place].form else { return false }
    return graph.values[place].isVector
  }

  // MARK: before

  /// Gives each output a value of its own that an instruction makes, unless it stays what it was.
  private mutating func separateOutputs() {
    var taken: Set<Int> = []
    func own(_ output: Int?, initial: RuleGraph.Form, in graph: inout RuleGraph) -> Int? {
      guard let output else { return nil }
      if graph.values[output].form == initial { return output }
      var place = output
      if !graph.values[place].isVector {
        place = graph.place(of: .spread, place)
      }
      while true {
        if case .operation = graph.values[place].form, !taken.contains(place) { break }
        place = graph.place(of: .copy, place)
      }
      taken.insert(place)
      return place
    }
    graph.parameters = own(graph.parameters, initial: .parameters, in: &graph)
    for i in graph.states.indices {
      graph.states[i] = own(graph.states[i], initial: .state(i), in: &graph)
    }
  }

  private mutating func findStages() {
    stages = []
    for value in graph.values {
      switch value.form {
      case .number, .setting, .step, .rate, .parameters, .gradient, .state: stages.append(0)
      case .operation(_, let operands): stages.append(operands.map { stages[$0] }.max() ?? 0)
      case .mean(let vector), .norm(let vector), .gradientAt(let vector):
        stages.append(stages[vector] + 1)
      }
    }
  }

  /// Those that no output needs have none.
  private mutating func countUses() {
    uses = [Int](repeating: 0, count: graph.values.count)
    for output in outputs { uses[output] += 1 }
    for place in graph.values.indices.reversed() where uses[place] > 0 {
      switch graph.values[place].form {
      case .operation(_, let operands): for operand in operands { uses[operand] += 1 }
      case .mean(let vector), .norm(let vector), .gradientAt(let vector): uses[vector] += 1
      default: break
      }
    }
  }

  // MARK: one value

  /// The operands of a vector that is used nowhere else, and may be made with the one that needs it.
  func operands(_ operation: RuleOperation, of place: Int, for user: Int) -> [Int]? {
    guard uses[place] == 1, graph.values[place].isVector, stages[place] == stages[user],
      case .operation(operation, let operands) = graph.values[place].form
    else { return nil }
    return operands
  }

  func isVector(_ place: Int) -> Bool { graph.values[place].isVector }

  mutating func negated(_ number: Int) -> Int { added(.negate, number) }

  mutating func one() -> Int { addedNumber(1) }

  mutating func addedNumber(_ value: Double) -> Int {
    let place = graph.place(of: .number(value))
    noteUse(of: place)
    return place
  }

  mutating func added(_ operation: RuleOperation, _ operands: Int...) -> Int {
    let place = graph.place(of: .operation(operation, operands))
    noteUse(of: place)
    return place
  }

  /// One more use of a value that may be new, or be there already with no use so far: in an equation
  /// whose value nobody reads. What it is made of is used already.
  private mutating func noteUse(of place: Int) {
    while uses.count < graph.values.count {
      if case .operation(_, let operands) = graph.values[uses.count].form {
        stages.append(operands.map { stages[$0] }.max() ?? 0)
      } else {
        stages.append(0)
      }
      uses.append(0)
    }
    uses[place] += 1
  }

  /// A value that is a number times a vector.
  struct Product {
    var number: Int
    var vector: Int
    /// The value itself, if it is used up.
    var place: Int
  }

  mutating func product(_ place: Int, for user: Int) -> Product? {
    if let pair = operands(.multiply, of: place, for: user), isVector(pair[0]) != isVector(pair[1])
    {
      return isVector(pair[0])
        ? Product(number: pair[1], vector: pair[0], place: place)
        : Product(number: pair[0], vector: pair[1], place: place)
    }
    if let pair = operands(.divide, of: place, for: user), isVector(pair[0]), !isVector(pair[1]) {
      return Product(number: added(.divide, one(), pair[1]), vector: pair[0], place: place)
    }
    if let inner = operands(.negate, of: place, for: user) {
      return Product(number: addedNumber(-1), vector: inner[0], place: place)
    }
    return nil
  }

  /// Marks values as made with another.
  mutating func useUp(_ places: Int...) { for place in places { uses[place] = 0 } }

  private mutating func spreadNumber(_ place: Int) -> Int {
    guard !isVector(place) else { return place }
    let spread = added(.spread, place)
    if choices[spread] == nil { choices[spread] = Choice(operation: .spread, numbers: [place]) }
    return spread
  }

  private mutating func choice(for place: Int) -> Choice {
    guard case .operation(let operation, let operands) = graph.values[place].form else {
      preconditionFailure("only what is computed has an instruction")
    }
    let a = operands[0]
    let b = operands.count > 1 ? operands[1] : a
    switch operation {
    case .add: return sum(a, b, for: place)
    case .subtract: return difference(a, b, for: place)
    case .multiply: return product(a, b, for: place)
    case .divide:
      if isVector(a), isVector(b) { return Choice(operation: .divide, vectors: [a, b]) }
      if isVector(b) { return Choice(operation: .divideInto, vectors: [b], numbers: [a]) }
      return Choice(operation: .scale, vectors: [a], numbers: [added(.divide, one(), b)])
    case .negate: return Choice(operation: .scale, vectors: [a], numbers: [addedNumber(-1)])
    case .root:
      if let found = affineRoot(of: a, plus: nil, for: place) { return found }
      return Choice(operation: .root, vectors: [a])
    case .absolute: return Choice(operation: .absolute, vectors: [a])
    case .sign: return Choice(operation: .sign, vectors: [a])
    case .exponential: return Choice(operation: .exponential, vectors: [a])
    case .logarithm: return Choice(operation: .logarithm, vectors: [a])
    case .copy: return Choice(operation: .copy, vectors: [a])
    case .spread: return Choice(operation: .spread, numbers: [a])
    case .power: return plain(.power, operands)
    case .less: return plain(.less, operands)
    case .lessOrEqual: return plain(.lessOrEqual, operands)
    case .equal: return plain(.equal, operands)
    case .unequal: return plain(.unequal, operands)
    case .least: return plain(.least, operands)
    case .greatest: return greatest(a, b, for: place)
    case .choose: return plain(.choose, operands)
    }
  }

  mutating func plain(
    _ operation: BlockInstruction.Operation, _ operands: [Int]
  ) -> Choice {
    Choice(operation: operation, vectors: operands.map { spreadNumber($0) })
  }
}
