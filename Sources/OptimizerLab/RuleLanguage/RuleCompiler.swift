/// Makes a program of a graph: gives each vector a place, and puts the instructions in order.
///
/// A value that is the next one of a state, or of the parameters, is written where that is, as soon as
/// nobody needs the old one any more; what is needed after its stage has a register for all parameters;
/// anything else lies in one of a block, which others use after it.
struct RuleCompiler {
  private let selection: RuleSelection
  private var graph: RuleGraph { selection.graph }
  private var program = RuleProgram()

  /// An instruction, or a look at a whole vector, in the order in which they are run.
  private struct Entry {
    /// The value that it makes; of a look, the number or the gradient.
    var value: Int
    var stage: Int
    var reads: [Int]
  }

  private var entries: [Entry] = []
  /// The last entry that reads a value.
  private var lastRead: [Int: Int] = [:]
  /// The stage in which that is.
  private var lastStage: [Int: Int] = [:]
  /// Where vectors are: 0 the parameters, 1 the gradient, then registers.
  private var places: [Int: Int] = [:]
  private var numbers: [Int: Int] = [:]
  /// Outputs that are written at the end of all.
  private var late: [(value: Int, target: Int)] = []

  static func program(of graph: RuleGraph) -> RuleProgram {
    var compiler = RuleCompiler(RuleSelection(graph))
    compiler.compile()
    return compiler.program
  }

  private init(_ selection: RuleSelection) { self.selection = selection }

  private var stageCount: Int { (entries.map(\.stage).max() ?? 0) + 1 }

  private mutating func compile() {
    program.stateCount = graph.states.count
    program.wholeCount = graph.states.count
    listEntries()
    noteReads()
    program.stages = Array(repeating: RuleProgram.Stage(), count: stageCount)
    placeInputs()
    placeOutputs()
    placeWholes()
    listNumbers()
    emit()
  }

  // MARK: what is run, in order

  private mutating func listEntries() {
    var found: [(key: (Int, Int, Int), entry: Entry)] = []
    for (value, choice) in selection.choices {
      let stage = selection.stages[value]
      // They need numbers alone, and may be made after the value that needs them was put down.
      let rank = choice.operation == .spread ? 0 : 1
      found.append(
        ((stage, rank, value), Entry(value: value, stage: stage, reads: choice.vectors)))
    }
    for (value, entry) in graph.values.enumerated() where selection.isUsed(value) {
      switch entry.form {
      case .mean(let vector), .norm(let vector):
        let stage = selection.stages[vector]
        found.append(((stage, 1, value), Entry(value: value, stage: stage, reads: [vector])))
      case .gradientAt(let vector):
        let stage = selection.stages[vector]
        found.append(((stage, 2, value), Entry(value: value, stage: stage, reads: [vector])))
      case .gradient: program.readsGradient = true
      default: break
      }
    }
    entries = found.sorted { $0.key < $1.key }.map(\.entry)
  }

  private mutating func noteReads() {
    for (i, entry) in entries.enumerated() {
      for value in entry.reads {
        lastRead[value] = i
        lastStage[value] = entry.stage
      }
    }
  }

  // MARK: places

  private var outputs: [(initial: RuleGraph.Form, value: Int?, place: Int)] {
    [(.parameters, graph.parameters, 0)]
      + graph.states.enumerated().map { (.state($0), $1, 2 + $0) }
  }

  private mutating func placeInputs() {
    for (value, entry) in graph.values.enumerated() {
      switch entry.form {
      case .parameters: places[value] = 0
      case .gradient: places[value] = 1
      case .state(let i): places[value] = 2 + i
      default: break
      }
    }
  }

  private mutating func placeOutputs() {
    for output in outputs {
      guard let value = output.value, graph.values[value].form != output.initial,
        let made = entries.firstIndex(where: { $0.value == value })
      else { continue }
      let old = graph.values.firstIndex { $0.form == output.initial }
      if let old, let last = lastRead[old], last > made {
        late.append((value, output.place))
        lastRead[value] = entries.count
        lastStage[value] = stageCount - 1
      } else {
        places[value] = output.place
      }
    }
  }

  /// Registers for all parameters, for what is needed in a later stage or by an objective.
  private mutating func placeWholes() {
    var isOwnTaken = program.readsGradient
    for entry in entries {
      if case .gradientAt(let point) = graph.values[entry.value].form {
        if places[point] == nil { places[point] = newWhole() }
        if isOwnTaken {
          places[entry.value] = newWhole()
        } else {
          // The first gradient of a step lies where the lab looks for it.
          places[entry.value] = 1
          isOwnTaken = true
        }
      } else if places[entry.value] == nil, selection.choices[entry.value] != nil,
        lastStage[entry.value] ?? entry.stage > entry.stage
      {
        places[entry.value] = newWhole()
      }
    }
  }

  private mutating func newWhole() -> Int {
    program.wholeCount += 1
    return 1 + program.wholeCount
  }

  // MARK: numbers

  private mutating func listNumbers() {
    var sums: [Int: Int] = [:]
    let order = graph.values.indices.filter {
      !graph.values[$0].isVector && selection.isUsed($0)
    }.sorted { (selection.stages[$0], $0) < (selection.stages[$1], $1) }
    for value in order {
      numbers[value] = program.numbers.count
      program.numbers.append(number(of: graph.values[value].form, &sums, value))
    }
    program.sumCount = sums.count
    program.numberCounts = (0..<stageCount).map { stage in
      order.count { selection.stages[$0] <= stage }
    }
    sumPlaces = sums
  }

  private var sumPlaces: [Int: Int] = [:]

  private func number(
    of form: RuleGraph.Form, _ sums: inout [Int: Int], _ value: Int
  ) -> RuleProgram.Number {
    switch form {
    case .number(let value): return .constant(value)
    case .setting(let place): return .setting(place)
    case .step: return .step
    case .rate: return .rate
    case .mean:
      sums[value] = sums.count
      return .mean(sums.count - 1)
    case .norm:
      sums[value] = sums.count
      return .norm(sums.count - 1)
    case .operation(let operation, let operands):
      let own = operands.map { numbers[$0] ?? 0 }
      return .operation(
        operation, own[0], own.count > 1 ? own[1] : 0, own.count > 2 ? own[2] : 0)
    case .parameters, .gradient, .state, .gradientAt:
      preconditionFailure("a vector is no number")
    }
  }

  // MARK: instructions

  private mutating func emit() {
    let firstBlock = 2 + program.wholeCount
    var free: [Int] = []
    for (i, entry) in entries.enumerated() {
      // Before the target is chosen, which may be one that is read here for the last time.
      for value in Set(entry.reads) where lastRead[value] == i {
        if let place = places[value], place >= firstBlock { free.append(place) }
      }
      if let choice = selection.choices[entry.value] {
        if places[entry.value] == nil {
          if free.isEmpty {
            free.append(firstBlock + program.blockCount)
            program.blockCount += 1
          }
          places[entry.value] = free.removeLast()
        }
        append(choice, for: entry)
      } else {
        look(entry)
      }
    }
    for output in late {
      var copy = BlockInstruction(operation: .copy)
      copy.target = output.target
      copy.x = places[output.value] ?? 0
      program.stages[stageCount - 1].code.append(copy)
    }
  }

  private mutating func append(_ choice: RuleSelection.Choice, for entry: Entry) {
    var code = BlockInstruction(operation: choice.operation)
    let target = places[entry.value] ?? 0
    var vectors = choice.vectors.map { places[$0] ?? 0 }
    // A product may be read in any order; the machine is quickest where the last is the target.
    if vectors.count == 3, vectors[1] == target,
      choice.operation == .addProduct || choice.operation == .scaleSquares
    {
      vectors.swapAt(1, 2)
    }
    code.target = target
    if vectors.count > 0 { code.x = vectors[0] }
    if vectors.count > 1 { code.y = vectors[1] }
    if vectors.count > 2 { code.z = vectors[2] }
    let own = choice.numbers.map { numbers[$0] ?? 0 }
    if own.count > 0 { code.s = own[0] }
    if own.count > 1 { code.u = own[1] }
    if own.count > 2 { code.r = own[2] }
    if own.count > 3 { code.v = own[3] }
    if own.count > 4 { code.w = own[4] }
    program.stages[entry.stage].code.append(code)
  }

  /// A sum over a vector, or a gradient at one.
  private mutating func look(_ entry: Entry) {
    let vector = places[entry.reads[0]] ?? 0
    switch graph.values[entry.value].form {
    case .mean, .norm:
      var isMean = false
      if case .mean = graph.values[entry.value].form { isMean = true }
      var code = BlockInstruction(operation: isMean ? .sum : .sumOfSquares)
      code.x = vector
      code.r = sumPlaces[entry.value] ?? 0
      program.stages[entry.stage].code.append(code)
    default:
      program.stages[entry.stage].asks.append(
        RuleProgram.Ask(point: vector, gradient: places[entry.value] ?? 1))
    }
  }
}
