// How it steps.
extension WrittenRule {
  public func step<O: Objective>(
    _ optimization: inout OptimizationState<O.Number>, down objective: inout O, learningRate: Double
  ) -> Double {
    guard ownsStep else {
      return objective.descend(&optimization, by: self, learningRate: learningRate)
    }
    let looksHere = program.readsGradient || program.asks == 0
    var loss = looksHere ? optimization.evaluate(&objective) : nil
    optimization.memory.step += 1
    makeRoom(in: &optimization.memory)
    for stage in program.stages.indices {
      run(
        stage, &optimization.parameters, along: optimization.gradient, &optimization.memory,
        optimization.groups, learningRate)
      for ask in program.stages[stage].asks {
        let value = answer(ask, &optimization, &objective)
        loss = loss ?? value
      }
    }
    return loss ?? .nan
  }

  /// Runs a stage on all parameters, those of each group by its own rate and settings.
  @specialized(where S == Float)
  @specialized(where S == Double)
  private func run<S: Scalar>(
    _ stage: Int, _ parameters: inout Numbers<S>, along gradient: Numbers<S>,
    _ memory: inout Memory<S>, _ groups: ParameterGroups?, _ learningRate: Double
  ) {
    var all = parameters.mutableSpan
    guard let groups else {
      run(
        stage, &all, along: gradient.span, in: gradient.indices, memory: &memory,
        learningRate: learningRate)
      return
    }
    for part in groups.parts {
      var own = all._mutatingExtracting(part.range)
      (part.rule as? WrittenRule ?? self).run(
        stage, &own, along: gradient.span.extracting(part.range), in: part.range,
        memory: &memory, learningRate: part.learningRate)
    }
  }

  /// Has the gradient computed that is asked for.
  private func answer<O: Objective>(
    _ ask: RuleProgram.Ask, _ optimization: inout OptimizationState<O.Number>,
    _ objective: inout O
  ) -> Double {
    let point = vector(ask.point, of: optimization)
    if ask.gradient == 1 { return optimization.evaluate(&objective, at: point) }
    // Out of the room meanwhile: of a vector that two hold, the objective would make a copy.
    var gradient = Numbers<O.Number>()
    swap(&gradient, &optimization.memory.room.vectors[ask.gradient - 2])
    let value = Self.evaluate(&objective, at: point, into: &gradient)
    swap(&gradient, &optimization.memory.room.vectors[ask.gradient - 2])
    return value
  }

  private static func evaluate<O: Objective>(
    _ objective: inout O, at point: Numbers<O.Number>, into gradient: inout Numbers<O.Number>
  ) -> Double {
    var all = gradient.mutableSpan
    return objective.evaluate(at: point.span, gradient: &all)
  }

  private func vector<S: Scalar>(_ place: Int, of optimization: OptimizationState<S>) -> Numbers<S>
  {
    switch place {
    case 0: optimization.parameters
    case 1: optimization.gradient
    case ..<(2 + states.count):
      optimization.memory.vector(states[place - 2].name) ?? optimization.parameters
    default: optimization.memory.room.vectors[place - 2]
    }
  }

  @specialized(where S == Float)
  @specialized(where S == Double)
  public func update<S: Scalar>(
    _ parameters: inout MutableSpan<S>, along gradient: Span<S>, in range: Range<Int>,
    memory: inout Memory<S>, learningRate: Double
  ) {
    precondition(program.asks == 0, "a rule that asks for gradients takes whole steps")
    makeRoom(in: &memory)
    for stage in program.stages.indices {
      run(
        stage, &parameters, along: gradient, in: range, memory: &memory,
        learningRate: learningRate)
    }
  }

  /// Makes registers where there are none, and begins the sums of a step.
  ///
  /// The registers of the room: the states, which are there only while a stage runs; those for all
  /// parameters; those of a block; the numbers, in the precision of the vectors.
  @specialized(where S == Float)
  @specialized(where S == Double)
  private func makeRoom<S: Scalar>(in memory: inout Memory<S>) {
    if memory.room.vectors.isEmpty {
      for i in 0..<program.wholeCount {
        memory.room.vectors.append(Numbers(count: i < program.stateCount ? 0 : memory.layout.count))
      }
      for _ in 0..<program.blockCount {
        memory.room.vectors.append(Numbers(count: BlockMachine<S>.blockSize))
      }
      memory.room.vectors.append(Numbers(count: program.numbers.count))
      memory.room.doubles = [
        [Double](repeating: 0, count: program.numbers.count),
        [Double](repeating: 0, count: program.sumCount),
      ]
    }
    for i in 0..<program.sumCount { memory.room.doubles[1][i] = 0 }
  }

  /// Runs a stage on the parameters in `range`.
  @specialized(where S == Float)
  @specialized(where S == Double)
  private func run<S: Scalar>(
    _ stage: Int, _ parameters: inout MutableSpan<S>, along gradient: Span<S>,
    in range: Range<Int>, memory: inout Memory<S>, learningRate: Double
  ) {
    var registers: [Numbers<S>] = []
    var doubles: [[Double]] = []
    swap(&registers, &memory.room.vectors)
    swap(&doubles, &memory.room.doubles)
    var numbers = registers.removeLast()
    var sums: [Double] = []
    swap(&sums, &doubles[1])
    program.fill(
      &doubles[0], stage: stage, settings: values, step: memory.step, learningRate: learningRate,
      sums: sums, count: memory.layout.count)
    Self.convert(doubles[0], into: &numbers)
    for (i, state) in states.enumerated() {
      memory.swapVector(state.name, with: &registers[i])
      if registers[i].count == 0 {
        registers[i] = Numbers(repeating: S(state.start), count: memory.layout.count)
      }
    }
    BlockMachine.run(
      program.stages[stage].code, &parameters, along: gradient, in: range, registers: &registers,
      wholeCount: program.wholeCount, numbers: numbers, sums: &sums)
    for (i, state) in states.enumerated() { memory.swapVector(state.name, with: &registers[i]) }
    swap(&sums, &doubles[1])
    registers.append(numbers)
    swap(&registers, &memory.room.vectors)
    swap(&doubles, &memory.room.doubles)
  }

  @inline(__always)
  private static func convert<S: Scalar>(_ values: [Double], into numbers: inout Numbers<S>) {
    var all = numbers.mutableSpan
    for i in values.indices { all[i] = S(values[i]) }
  }
}
