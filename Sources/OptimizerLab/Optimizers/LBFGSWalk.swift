/// The iterations of one update of L-BFGS, with what it remembers from the updates before.
struct LBFGSWalk<S: Scalar> {
  private let settings: LBFGS
  private let count: Int
  // Remembered: taken out of the memory while the walk lasts.
  private var direction = Numbers<S>()
  private var previousGradient = Numbers<S>()
  /// The y and the s of the pairs, one behind the other; where all places are taken, the oldest is
  /// at `oldest`, and the next takes its place.
  private var gradientChanges = Numbers<S>()
  private var steps = Numbers<S>()
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
  private var gradient = Numbers<S>()
  private var point = Numbers<S>()
  private var search: LineSearchRoom<S>

  /// - Parameter start: the gradient where the parameters stand.
  init(_ settings: LBFGS, taking memory: inout Memory<S>, gradient start: Numbers<S>) {
    self.settings = settings
    count = start.count
    stepLength = memory[number: "t", default: 0]
    scale = memory[number: "H_diag", default: 1]
    iterations = Int(memory[number: "n_iter", default: 0])
    evaluations = Int(memory[number: "func_evals", default: 0])
    oldest = Int(memory[number: "oldest", default: 0])
    search = LineSearchRoom()
    if memory.room.vectors.isEmpty {
      memory.room.vectors = (0..<6).map { _ in Numbers(count: count) }
      memory.room.doubles = [[], []]
    }
    exchange(with: &memory)
    if direction.isEmpty { direction = Numbers(count: count) }
    if previousGradient.isEmpty { previousGradient = Numbers(count: count) }
    gradient.write(start)
    while inverses.count < pairs {
      let own = pair(inverses.count)
      inverses.append(
        1 / dotProduct(gradientChanges.span.extracting(own), steps.span.extracting(own)))
      factors.append(0)
    }
  }

  private var pairs: Int { gradientChanges.count / max(count, 1) }

  /// Where the y and the s of that pair lie.
  private func pair(_ place: Int) -> Range<Int> { place * count..<(place + 1) * count }

  /// Swaps the arrays with those of the memory: before the walk, to have them, and after it.
  private mutating func exchange(with memory: inout Memory<S>) {
    memory.swapVector("d", with: &direction)
    memory.swapVector("prev_flat_grad", with: &previousGradient)
    memory.swapVector("old_dirs", with: &gradientChanges)
    memory.swapVector("old_stps", with: &steps)
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
    _ parameters: inout Numbers<S>, down objective: inout O, loss first: Double,
    learningRate: Double
  ) where O.Number == S {
    evaluations += 1
    if isOptimal { return }
    let evaluationLimit = settings.evaluationLimit ?? settings.iterationLimit * 5 / 4
    var (loss, current, iteration) = (first, 1, 0)
    while iteration < settings.iterationLimit {
      iteration += 1
      iterations += 1
      if iterations == 1 {
        direction.write(gradient, times: -1)
      } else {
        remember()
        aim()
      }
      previousGradient.write(gradient)
      let previousLoss = loss
      stepLength = learningRate
      if iterations == 1 { stepLength *= min(1, 1 / sumOfMagnitudes(gradient.span)) }
      let slope = gradient.dot(direction)
      if slope > -settings.changeTolerance { break }
      let before = evaluations
      if settings.lineSearch != nil {
        loss = searchAlong(
          parameters, down: &objective, from: loss, slope: slope, limit: evaluationLimit - current)
        parameters.add(direction, times: stepLength)
      } else {
        parameters.add(direction, times: stepLength)
        // After the last, nobody asks where it led.
        if iteration < settings.iterationLimit {
          loss = Self.evaluate(&objective, at: parameters, into: &gradient)
          evaluations += 1
        }
      }
      current += evaluations - before
      if current >= evaluationLimit || isOptimal { break }
      if largestMagnitude(direction.span) * stepLength.magnitude <= settings.changeTolerance {
        break
      }
      if (loss - previousLoss).magnitude < settings.changeTolerance { break }
    }
  }

  private var isOptimal: Bool { largestMagnitude(gradient.span) <= settings.gradientTolerance }

  /// Adds the pair of the last step to the others, in place of the oldest where there are enough.
  private mutating func remember() {
    point.write(gradient)
    point.add(previousGradient, times: -1)
    search.trial.write(direction, times: stepLength)
    let product = point.dot(search.trial)
    guard product > 1e-10 else { return }
    var place = pairs
    if place == settings.historySize {
      place = oldest
      oldest = (oldest + 1) % settings.historySize
    } else {
      gradientChanges.append(zeros: count)
      steps.append(zeros: count)
      inverses.append(0)
      factors.append(0)
    }
    Self.write(point, over: &gradientChanges, in: pair(place))
    Self.write(search.trial, over: &steps, in: pair(place))
    inverses[place] = 1 / product
    scale = product / point.dot(point)
  }

  /// The direction −H·g, by the two loops.
  private mutating func aim() {
    direction.write(gradient, times: -1)
    for i in (0..<pairs).reversed() {
      let place = (oldest + i) % pairs
      factors[place] = steps.dot(direction, in: pair(place)) * inverses[place]
      direction.add(gradientChanges, in: pair(place), times: -factors[place])
    }
    direction.scale(by: scale)
    for i in 0..<pairs {
      let place = (oldest + i) % pairs
      let other = gradientChanges.dot(direction, in: pair(place)) * inverses[place]
      direction.add(steps, in: pair(place), times: factors[place] - other)
    }
  }

  /// Finds the length of the step, and the gradient at its end.
  /// - Returns: the objective's value there.
  private mutating func searchAlong<O: Objective>(
    _ parameters: Numbers<S>, down objective: inout O, from loss: Double, slope: Double, limit: Int
  ) -> Double where O.Number == S {
    let found = search.strongWolfe(
      from: loss, gradient: gradient, slope: slope, length: stepLength, limit: limit,
      tolerance: settings.changeTolerance, reach: largestMagnitude(direction.span)
    ) { length, trial in
      evaluations += 1
      point.write(parameters)
      point.add(direction, times: length)
      let value = Self.evaluate(&objective, at: point, into: &trial)
      return (value, trial.dot(direction))
    }
    stepLength = found.length
    swap(&gradient, &search.found)
    return found.value
  }

  private static func evaluate<O: Objective>(
    _ objective: inout O, at point: Numbers<S>, into gradient: inout Numbers<S>
  ) -> Double where O.Number == S {
    var all = gradient.mutableSpan
    return objective.evaluate(at: point.span, gradient: &all)
  }

  private static func write(_ x: Numbers<S>, over y: inout Numbers<S>, in range: Range<Int>) {
    var all = y.mutableSpan
    var part = all._mutatingExtracting(range)
    copyNumbers(x.span, into: &part)
  }
}
