/// The iterations of one update of L-BFGS, with what it remembers from the updates before.
struct LBFGSWalk<S: Scalar> {
  private let settings: LBFGS
  private let count: Int
  // Remembered: taken out of the memory while the walk lasts.
  private var direction: [S] = []
  private var previousGradient: [S] = []
  /// The y and the s of the pairs, one behind the other; where all places are taken, the oldest is
  /// at `oldest`, and the next takes its place.
  private var gradientChanges: [S] = []
  private var steps: [S] = []
  private var oldest: Int
  private var stepLength: Double
  /// What the inverse of the Hessian is taken for before the pairs say more.
  private var scale: Double
  private var iterations: Int
  private var evaluations: Int
  // Room: of this walk alone, but for the first, which the pairs decide.
  /// 1/(y·s) of each pair.
  private var inverses: [Double] = []
  private var factors: [Double] = []
  private var gradient: [S] = []
  private var point: [S] = []
  private var search: LineSearchRoom<S>

  /// - Parameter start: the gradient where the parameters stand.
  init(_ settings: LBFGS, taking memory: inout Memory<S>, gradient start: [S]) {
    self.settings = settings
    count = start.count
    stepLength = memory[number: "t", default: 0]
    scale = memory[number: "H_diag", default: 1]
    iterations = Int(memory[number: "n_iter", default: 0])
    evaluations = Int(memory[number: "func_evals", default: 0])
    oldest = Int(memory[number: "oldest", default: 0])
    search = LineSearchRoom()
    if memory.room.vectors.isEmpty {
      memory.room.vectors = (0..<6).map { _ in [S](repeating: 0, count: start.count) }
      memory.room.doubles = [[], []]
    }
    exchange(with: &memory)
    copyNumbers(start, into: &gradient)
    while inverses.count < pairs {
      inverses.append(1 / dotProduct(gradientChanges, of: inverses.count, steps, count: count))
      factors.append(0)
    }
  }

  private var pairs: Int { gradientChanges.count / max(count, 1) }

  /// Swaps the arrays with those of the memory: before the walk, to have them, and after it.
  private mutating func exchange(with memory: inout Memory<S>) {
    memory.withVector("d", count: count) { swap(&$0, &direction) }
    memory.withVector("prev_flat_grad", count: count) { swap(&$0, &previousGradient) }
    memory.withVector("old_dirs", count: 0) { swap(&$0, &gradientChanges) }
    memory.withVector("old_stps", count: 0) { swap(&$0, &steps) }
    swap(&memory.room.vectors[0], &gradient)
    swap(&memory.room.vectors[1], &point)
    swap(&memory.room.vectors[2], &search.trial)
    swap(&memory.room.vectors[3], &search.previous)
    swap(&memory.room.vectors[4], &search.first)
    swap(&memory.room.vectors[5], &search.second)
    swap(&memory.room.doubles[0], &inverses)
    swap(&memory.room.doubles[1], &factors)
  }

  mutating func giveBack(to memory: inout Memory<S>) {
    exchange(with: &memory)
    memory[number: "t", default: 0] = stepLength
    memory[number: "H_diag", default: 1] = scale
    memory[number: "n_iter", default: 0] = Double(iterations)
    memory[number: "func_evals", default: 0] = Double(evaluations)
    memory[number: "oldest", default: 0] = Double(oldest)
  }

  /// Iterates until an update's end.
  /// - Parameter first: the objective's value at `parameters`.
  mutating func take<O: Objective>(
    _ parameters: inout [S], down objective: inout O, loss first: Double, learningRate: Double
  ) where O.Number == S {
    evaluations += 1
    if isOptimal { return }
    let evaluationLimit = settings.evaluationLimit ?? settings.iterationLimit * 5 / 4
    var (loss, current, iteration) = (first, 1, 0)
    while iteration < settings.iterationLimit {
      iteration += 1
      iterations += 1
      if iterations == 1 {
        scaleNumbers(gradient, by: -1, into: &direction)
      } else {
        remember()
        aim()
      }
      copyNumbers(gradient, into: &previousGradient)
      let previousLoss = loss
      stepLength = learningRate
      if iterations == 1 { stepLength *= min(1, 1 / sumOfMagnitudes(gradient)) }
      let slope = dotProduct(gradient, direction)
      if slope > -settings.changeTolerance { break }
      let before = evaluations
      if settings.lineSearch != nil {
        loss = searchAlong(
          parameters, down: &objective, from: loss, slope: slope, limit: evaluationLimit - current)
        addNumbers(direction, times: stepLength, to: &parameters)
      } else {
        addNumbers(direction, times: stepLength, to: &parameters)
        // After the last, nobody asks where it led.
        if iteration < settings.iterationLimit {
          loss = objective.evaluate(at: parameters, gradient: &gradient)
          evaluations += 1
        }
      }
      current += evaluations - before
      if current >= evaluationLimit || isOptimal { break }
      if largestMagnitude(direction) * stepLength.magnitude <= settings.changeTolerance { break }
      if (loss - previousLoss).magnitude < settings.changeTolerance { break }
    }
  }

  private var isOptimal: Bool { largestMagnitude(gradient) <= settings.gradientTolerance }

  /// Adds the pair of the last step to the others, in place of the oldest where there are enough.
  private mutating func remember() {
    copyNumbers(gradient, into: &point)
    addNumbers(previousGradient, times: -1, to: &point)
    scaleNumbers(direction, by: stepLength, into: &search.trial)
    let product = dotProduct(point, search.trial)
    guard product > 1e-10 else { return }
    var place = pairs
    if place == settings.historySize {
      place = oldest
      oldest = (oldest + 1) % settings.historySize
    } else {
      gradientChanges.append(contentsOf: repeatElement(0, count: count))
      steps.append(contentsOf: repeatElement(0, count: count))
      inverses.append(0)
      factors.append(0)
    }
    copyNumbers(point, into: &gradientChanges, at: place * count, count: count)
    copyNumbers(search.trial, into: &steps, at: place * count, count: count)
    inverses[place] = 1 / product
    scale = product / dotProduct(point, point)
  }

  /// The direction −H·g, by the two loops.
  private mutating func aim() {
    scaleNumbers(gradient, by: -1, into: &direction)
    for i in (0..<pairs).reversed() {
      let place = (oldest + i) % pairs
      factors[place] = dotProduct(steps, from: place * count, direction) * inverses[place]
      addNumbers(gradientChanges, from: place * count, times: -factors[place], to: &direction)
    }
    scaleNumbers(&direction, by: scale)
    for i in 0..<pairs {
      let place = (oldest + i) % pairs
      let other = dotProduct(gradientChanges, from: place * count, direction) * inverses[place]
      addNumbers(steps, from: place * count, times: factors[place] - other, to: &direction)
    }
  }

  /// Finds the length of the step, and the gradient at its end.
  /// - Returns: the objective's value there.
  private mutating func searchAlong<O: Objective>(
    _ parameters: [S], down objective: inout O, from loss: Double, slope: Double, limit: Int
  ) -> Double where O.Number == S {
    let found = search.strongWolfe(
      from: loss, gradient: gradient, slope: slope, length: stepLength, limit: limit,
      tolerance: settings.changeTolerance, reach: largestMagnitude(direction)
    ) { length, trial in
      evaluations += 1
      copyNumbers(parameters, into: &point)
      addNumbers(direction, times: length, to: &point)
      let value = objective.evaluate(at: point, gradient: &trial)
      return (value, dotProduct(trial, direction))
    }
    stepLength = found.length
    swap(&gradient, &search.found)
    return found.value
  }
}

/// y · s of one pair.
private func dotProduct<S: Scalar>(_ y: [S], of pair: Int, _ s: [S], count: Int) -> Double {
  let range = pair * count..<(pair + 1) * count
  return dotProduct(y, from: range.lowerBound, Array(s[range]))
}
