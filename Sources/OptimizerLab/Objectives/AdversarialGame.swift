/// The two losses of a GAN over one batch, and the memory both share.
///
/// I. Goodfellow et al.: Generative Adversarial Nets, NeurIPS 2014 (arXiv:1406.2661), algorithm 1; what
/// the losses are, an `AdversarialLoss` says.
///
/// Fake and real examples go through the discriminator as one batch of twice the size: one product
/// in place of two; and the fake ones, which stand first, once more when the generator learns. Where
/// a layer of the discriminator looks at the whole batch, as batch normalization does, or draws, as
/// dropout does, real and fake are two passes, the real ones first, as in the script. No gradient that nobody uses is computed:
/// neither the generator's while the discriminator learns, nor the discriminator's parameters' while
/// the generator does.
public final class AdversarialGame<Number: Scalar> {
  public let generator: Network
  public let discriminator: Network
  private let loss: any AdversarialLoss
  /// By how much of its outputs' count the discriminator's losses are divided.
  private let divisor: Int
  /// Whether the discriminator gives probabilities, which can be near 0 or 1.
  private let saturates: Bool
  private let examples: Examples
  let generating: Workspace<Number>
  private let discriminating: Workspace<Number>
  /// For the real examples' own pass, and its gradient; `nil` where they share the fake ones'.
  private let discriminatingReal: Workspace<Number>?
  private var realGradient: Numbers<Number>
  let generatorBuffers: NetworkBuffers<Number>
  let discriminatorBuffers: NetworkBuffers<Number>
  /// What layers of both networks draw from.
  let draws = RandomSource()
  /// Zeros for the fake rows, then ones for the real ones.
  private let labels: AlignedMemory<Number>
  /// Ones for the fake rows: what a generator may want D to say of them.
  private let realLabels: AlignedMemory<Number>
  private var drawn: [Float]
  fileprivate var rows = 0
  /// Whether `generating` holds what the generator makes of the noise where it stands.
  private var isGenerated = false
  /// Mean of D over the real examples and over the fake ones, before D's update.
  public private(set) var realScore = 0.0
  public private(set) var fakeScore = 0.0
  /// The share of both for which D was within `saturated` of 0 or of 1; NaN where it gives no
  /// probabilities.
  public private(set) var saturation = 0.0
  /// Mean of D over the fake ones after D's update, as the generator meets it.
  public private(set) var generatorScore = 0.0

  /// - Parameter batchSize: the most examples a batch can have.
  public init(
    generator: Network, discriminator: Network, loss: any AdversarialLoss, examples: Examples,
    batchSize: Int
  ) {
    self.generator = generator
    self.discriminator = discriminator
    self.loss = loss
    divisor = loss.isHalved ? 2 : 1
    saturates = discriminator.layers.last is Sigmoid
    self.examples = examples
    generatorBuffers = NetworkBuffers(generator, draws: draws)
    discriminatorBuffers = NetworkBuffers(discriminator, draws: draws)
    let isApart = discriminator.mixesRows(in: .training) || discriminator.drawsInTraining
    discriminating = Workspace(
      discriminator, rows: isApart ? batchSize : 2 * batchSize, inputGradientRows: batchSize,
      buffers: discriminatorBuffers)
    generating = Workspace(generator, rows: batchSize, buffers: generatorBuffers)
    discriminatingReal =
      isApart ? Workspace(discriminator, rows: batchSize, buffers: discriminatorBuffers) : nil
    realGradient = Numbers(count: isApart ? discriminator.parameterCount : 0)
    labels = AlignedMemory(count: 2 * batchSize * discriminator.outputs)
    realLabels = AlignedMemory(count: batchSize * discriminator.outputs, filledWith: 1)
    drawn = [Float](repeating: 0, count: batchSize * generator.inputs)
  }

  /// Takes the real examples at these places, and draws as many rows of noise.
  public func load(_ batch: ArraySlice<Int>, drawingFrom generator: inout MersenneTwister) {
    let (generating, discriminating) = (generating, discriminating)
    let isNewSize = batch.count != rows
    rows = batch.count
    if isNewSize {
      let values = rows * discriminator.outputs
      let labels = labels
      var all = labels.mutableSpan
      for i in all.indices { all[i] = i < values ? 0 : 1 }
      drawn = [Float](repeating: 0, count: rows * self.generator.inputs)
    }
    generator.fillNormal(&drawn)
    var noise = generating.input
    convert(drawn.span, into: &noise)
    // Behind the fake ones, or in a pass of their own.
    let workspace = discriminatingReal ?? discriminating
    var real = workspace.input
    var place = real._mutatingExtracting(
      droppingFirst: discriminatingReal == nil ? rows * discriminator.inputs : 0)
    examples.copyFeatures(batch, into: &place)
  }

  /// fake = G(noise).
  public func generate(_ generatorParameters: Span<Number>) {
    let (generating, discriminating) = (generating, discriminating)
    generator.forward(generating, rows: rows, parameters: generatorParameters)
    var fake = discriminating.input
    copyNumbers(generating.output.extracting(first: rows * discriminator.inputs), into: &fake)
    isGenerated = true
  }

  /// The discriminator's loss of real and fake examples, by its parameters.
  public struct DiscriminatorObjective: Objective {
    let game: AdversarialGame
    public private(set) var gradientEvaluations = 0

    package init(game: AdversarialGame) { self.game = game }

    public mutating func evaluate(
      at point: Span<Number>, gradient: inout MutableSpan<Number>
    ) -> Double {
      game.evaluateDiscriminator(at: point, gradient: &gradient, isFirst: count())
    }

    public mutating func descend(
      _ optimization: inout OptimizationState<Number>, by rule: any GradientRule,
      learningRate: Double
    ) -> Double {
      game.descendDiscriminator(
        &optimization, by: rule, learningRate: learningRate, isFirst: count())
    }

    /// - Returns: whether it is the first evaluation of the step, whose scores are kept.
    private mutating func count() -> Bool {
      // One for each real and each fake example.
      defer { gradientEvaluations += 2 * game.rows }
      return gradientEvaluations == 0
    }
  }

  /// The generator's loss through the discriminator as it stands, by the generator's parameters.
  public struct GeneratorObjective: Objective {
    let game: AdversarialGame
    let discriminatorParameters: Numbers<Number>
    /// Whether the first point is another than that of the last `generate`.
    let isElsewhere: Bool
    public private(set) var gradientEvaluations = 0

    package init(
      game: AdversarialGame, discriminatorParameters: Numbers<Number>, isElsewhere: Bool
    ) {
      self.game = game
      self.discriminatorParameters = discriminatorParameters
      self.isElsewhere = isElsewhere
    }

    public mutating func evaluate(
      at point: Span<Number>, gradient: inout MutableSpan<Number>
    ) -> Double {
      let isFirst = gradientEvaluations == 0
      gradientEvaluations += game.rows
      if isElsewhere || !isFirst { game.generate(point) }
      return game.evaluateGenerator(
        discriminatorParameters.span, generator: point, gradient: &gradient, isFirst: isFirst)
    }

    public mutating func descend(
      _ optimization: inout OptimizationState<Number>, by rule: any GradientRule,
      learningRate: Double
    ) -> Double {
      gradientEvaluations += game.rows
      return game.descendGenerator(
        discriminatorParameters.span, &optimization, by: rule, learningRate: learningRate)
    }
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  fileprivate func evaluateDiscriminator(
    at point: Span<Number>, gradient: inout MutableSpan<Number>, isFirst: Bool
  ) -> Double {
    if let discriminatingReal {
      return evaluateApart(discriminatingReal, at: point, gradient: &gradient, isFirst: isFirst)
    }
    let loss = judge(at: point, isFirst: isFirst)
    discriminator.backward(discriminating, rows: 2 * rows, parameters: point, into: &gradient)
    return loss
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  fileprivate func descendDiscriminator(
    _ optimization: inout OptimizationState<Number>, by rule: any GradientRule,
    learningRate: Double, isFirst: Bool
  ) -> Double {
    if let discriminatingReal {
      let loss = evaluateApart(
        discriminatingReal, at: optimization.parameters, gradient: &optimization.gradient,
        isFirst: isFirst)
      optimization.update(by: rule, learningRate: learningRate)
      return loss
    }
    let loss = judge(at: optimization.parameters.span, isFirst: isFirst)
    discriminator.descend(
      discriminating, rows: 2 * rows, &optimization, by: rule, learningRate: learningRate)
    return loss
  }

  /// D of the fake and the real examples: the loss, with its gradient where a backward pass begins.
  @inline(__always)
  private func judge(at point: Span<Number>, isFirst: Bool) -> Double {
    let discriminating = discriminating
    discriminator.forward(discriminating, rows: 2 * rows, parameters: point)
    let values = rows * discriminator.outputs
    let labels = labels
    let scores = discriminating.output.extracting(first: 2 * values)
    let total = measure(
      discriminating, count: 2 * values, target: labels.span,
      scale: 1 / Number(divisor * values))
    if isFirst {
      fakeScore = mean(scores.extracting(first: values))
      realScore = mean(scores.extracting(last: values))
      saturation = saturates ? saturatedShare(scores) : .nan
    }
    return Double(Number(total / Double(divisor * values)))
  }

  /// The sum of the losses of the first outputs, with its gradient where a backward pass begins.
  @inline(__always)
  private func measure(
    _ workspace: Workspace<Number>, count: Int, target: Span<Number>, scale: Number
  ) -> Double {
    var all = workspace.outputGradient
    var slope = all._mutatingExtracting(first: count)
    return loss.judge(
      workspace.output.extracting(first: count), target: target.extracting(first: count),
      scale: scale, gradient: &slope)
  }

  @inline(__always)
  private func evaluateApart(
    _ real: Workspace<Number>, at point: Numbers<Number>, gradient: inout Numbers<Number>,
    isFirst: Bool
  ) -> Double {
    var all = gradient.mutableSpan
    return evaluateApart(real, at: point.span, gradient: &all, isFirst: isFirst)
  }

  /// The same in two passes: D(real), then D(fake), their gradients added.
  @inline(__always)
  private func evaluateApart(
    _ real: Workspace<Number>, at point: Span<Number>, gradient: inout MutableSpan<Number>,
    isFirst: Bool
  ) -> Double {
    let discriminating = discriminating
    let values = rows * discriminator.outputs
    let scale = 1 / Number(divisor * values)
    discriminator.forward(real, rows: rows, parameters: point)
    let realLabels = realLabels
    let realLoss = measure(real, count: values, target: realLabels.span, scale: scale)
    var own = realGradient.mutableSpan
    discriminator.backward(real, rows: rows, parameters: point, into: &own)
    discriminator.forward(discriminating, rows: rows, parameters: point)
    // The labels of the fake rows stand first.
    let labels = labels
    let fakeLoss = measure(discriminating, count: values, target: labels.span, scale: scale)
    discriminator.backward(discriminating, rows: rows, parameters: point, into: &gradient)
    forEachElement(&gradient, own.span) { sum, own in sum += own }
    if isFirst {
      let fakes = discriminating.output.extracting(first: values)
      let reals = real.output.extracting(first: values)
      fakeScore = mean(fakes)
      realScore = mean(reals)
      saturation = saturates ? (saturatedShare(fakes) + saturatedShare(reals)) / 2 : .nan
    }
    return Double(Number((realLoss + fakeLoss) / Double(divisor * values)))
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  fileprivate func evaluateGenerator(
    _ discriminatorParameters: Span<Number>, generator point: Span<Number>,
    gradient: inout MutableSpan<Number>, isFirst: Bool
  ) -> Double {
    let discriminating = discriminating
    let loss = passJudgement(discriminatorParameters, isFirst: isFirst)
    generator.backward(
      generating, from: discriminating.inputGradient, rows: rows, parameters: point,
      into: &gradient)
    return loss
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  fileprivate func descendGenerator(
    _ discriminatorParameters: Span<Number>, _ optimization: inout OptimizationState<Number>,
    by rule: any GradientRule, learningRate: Double
  ) -> Double {
    let discriminating = discriminating
    let loss = passJudgement(discriminatorParameters, isFirst: true)
    generator.descend(
      generating, from: discriminating.inputGradient, rows: rows, &optimization, by: rule,
      learningRate: learningRate)
    return loss
  }

  /// What D says of the fake examples: the generator's loss, with its gradient by them where the
  /// generator's backward pass begins.
  @inline(__always)
  private func passJudgement(_ parameters: Span<Number>, isFirst: Bool) -> Double {
    precondition(isGenerated)
    let discriminating = discriminating
    discriminator.forward(discriminating, rows: rows, parameters: parameters)
    let values = rows * discriminator.outputs
    let realLabels = realLabels
    var all = discriminating.outputGradient
    var slope = all._mutatingExtracting(first: values)
    let total = loss.fool(
      discriminating.output.extracting(first: values),
      ones: realLabels.span.extracting(first: values),
      scale: 1 / Number(values), gradient: &slope)
    discriminator.backwardToInput(discriminating, rows: rows, parameters: parameters)
    if isFirst { generatorScore = mean(discriminating.output.extracting(first: values)) }
    isGenerated = false
    return Double(Number(total / Double(values)))
  }
}

@specialized(where S == Float)
@specialized(where S == Double)
private func mean<S: Scalar>(_ values: Span<S>) -> Double {
  var total = 0.0
  for i in values.indices { total += Double(values[i]) }
  return total / Double(values.count)
}

/// So near to 0 or 1, a sigmoid lets a hundredth of the gradient through, and less.
private let saturated = 0.01

@specialized(where S == Float)
@specialized(where S == Double)
private func saturatedShare<S: Scalar>(_ scores: Span<S>) -> Double {
  let (low, high) = (S(saturated), S(1 - saturated))
  var count = 0
  for i in scores.indices where scores[i] <= low || scores[i] >= high { count += 1 }
  return Double(count) / Double(scores.count)
}
