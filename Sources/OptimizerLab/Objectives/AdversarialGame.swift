/// The two losses of the classic GAN over one batch, and the memory both share.
///
/// I. Goodfellow et al.: Generative Adversarial Nets, NeurIPS 2014 (arXiv:1406.2661), algorithm 1
/// with k = 1, the generator under its non-saturating loss (section 3).
///
/// Fake and real examples go through the discriminator as one batch of twice the size: one product
/// in place of two; and the fake ones, which stand first, once more when the generator learns. Where
/// a layer of the discriminator looks at the whole batch, as batch normalization does, real and fake
/// are two passes, the real ones first, as in the script. No gradient that nobody uses is computed:
/// neither the generator's while the discriminator learns, nor the discriminator's parameters' while
/// the generator does.
public final class AdversarialGame<Number: Scalar> {
  public let generator: Network
  public let discriminator: Network
  private let loss: any Loss
  private let examples: Examples
  let generating: Workspace<Number>
  private let discriminating: Workspace<Number>
  /// For the real examples' own pass, and its gradient; `nil` where they share the fake ones'.
  private let discriminatingReal: Workspace<Number>?
  private var realGradient: [Number]
  let generatorBuffers: NetworkBuffers<Number>
  let discriminatorBuffers: NetworkBuffers<Number>
  /// Zeros for the fake rows, then ones for the real ones.
  private var labels: [Number]
  /// Ones for the fake rows: what the generator wants D to say of them.
  private let realLabels: [Number]
  private var drawn: [Float]
  fileprivate var rows = 0
  /// Whether `generating` holds what the generator makes of the noise where it stands.
  private var isGenerated = false
  /// Mean of D over the real examples and over the fake ones, before D's update.
  public private(set) var realScore = 0.0
  public private(set) var fakeScore = 0.0
  /// The share of both for which D was within `saturated` of 0 or of 1.
  public private(set) var saturation = 0.0
  /// Mean of D over the fake ones after D's update, as the generator meets it.
  public private(set) var generatorScore = 0.0

  /// - Parameter batchSize: the most examples a batch can have.
  public init(
    generator: Network, discriminator: Network, loss: any Loss, examples: Examples,
    batchSize: Int
  ) {
    self.generator = generator
    self.discriminator = discriminator
    self.loss = loss
    self.examples = examples
    generatorBuffers = NetworkBuffers(generator)
    discriminatorBuffers = NetworkBuffers(discriminator)
    generating = Workspace(generator, rows: batchSize, buffers: generatorBuffers)
    let isApart = discriminator.mixesRows(in: .training)
    discriminating = Workspace(
      discriminator, rows: isApart ? batchSize : 2 * batchSize, inputGradientRows: batchSize,
      buffers: discriminatorBuffers)
    discriminatingReal =
      isApart ? Workspace(discriminator, rows: batchSize, buffers: discriminatorBuffers) : nil
    realGradient = [Number](repeating: 0, count: isApart ? discriminator.parameterCount : 0)
    labels = [Number](repeating: 0, count: 2 * batchSize * discriminator.outputs)
    realLabels = [Number](repeating: 1, count: batchSize * discriminator.outputs)
    drawn = [Float](repeating: 0, count: batchSize * generator.inputs)
  }

  /// Takes the real examples at these places, and draws as many rows of noise.
  public func load(_ batch: ArraySlice<Int>, drawingFrom generator: inout MersenneTwister) {
    let isNewSize = batch.count != rows
    rows = batch.count
    if isNewSize {
      let values = rows * discriminator.outputs
      for i in labels.indices { labels[i] = i < values ? 0 : 1 }
      drawn = [Float](repeating: 0, count: rows * self.generator.inputs)
    }
    generator.fillNormal(&drawn)
    convert(drawn, into: &generating.input)
    if let discriminatingReal {
      examples.copyFeatures(batch, into: &discriminatingReal.input)
    } else {
      examples.copyFeatures(batch, into: &discriminating.input, at: rows * discriminator.inputs)
    }
  }

  /// fake = G(noise).
  public func generate(_ generatorParameters: [Number]) {
    generator.forward(generating, rows: rows, parameters: generatorParameters)
    copyNumbers(
      generating.output, into: &discriminating.input, at: 0, count: rows * discriminator.inputs)
    isGenerated = true
  }

  /// (BCE(D(real), 1) + BCE(D(fake), 0)) / 2, by the discriminator's parameters.
  public struct DiscriminatorObjective: Objective {
    let game: AdversarialGame
    public private(set) var gradientEvaluations = 0

    package init(game: AdversarialGame) { self.game = game }

    public mutating func evaluate(at point: [Number], gradient: inout [Number]) -> Double {
      // The scores are those of the step's first evaluation.
      let isFirst = gradientEvaluations == 0
      // One for each real and each fake example.
      gradientEvaluations += 2 * game.rows
      return game.evaluateDiscriminator(at: point, gradient: &gradient, isFirst: isFirst)
    }
  }

  /// BCE(D(fake), 1) through the discriminator as it stands, by the generator's parameters.
  public struct GeneratorObjective: Objective {
    let game: AdversarialGame
    let discriminatorParameters: [Number]
    /// Whether the first point is another than that of the last `generate`.
    let isElsewhere: Bool
    public private(set) var gradientEvaluations = 0

    package init(game: AdversarialGame, discriminatorParameters: [Number], isElsewhere: Bool) {
      self.game = game
      self.discriminatorParameters = discriminatorParameters
      self.isElsewhere = isElsewhere
    }

    public mutating func evaluate(at point: [Number], gradient: inout [Number]) -> Double {
      let isFirst = gradientEvaluations == 0
      gradientEvaluations += game.rows
      if isElsewhere || !isFirst { game.generate(point) }
      return game.evaluateGenerator(
        discriminatorParameters, generator: point, gradient: &gradient, isFirst: isFirst)
    }
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  fileprivate func evaluateDiscriminator(
    at point: [Number], gradient: inout [Number], isFirst: Bool
  ) -> Double {
    if let discriminatingReal {
      return evaluateApart(discriminatingReal, at: point, gradient: &gradient, isFirst: isFirst)
    }
    discriminator.forward(discriminating, rows: 2 * rows, parameters: point)
    let values = rows * discriminator.outputs
    let scale = 1 / (2 * Number(values))
    let total = loss.sum(
      discriminating.output, target: labels, rows: 0..<2 * rows, width: discriminator.outputs,
      scale: scale, gradient: &discriminating.last.outputGradient)
    discriminator.backward(discriminating, rows: 2 * rows, parameters: point, into: &gradient)
    if isFirst {
      fakeScore = mean(discriminating.output, in: 0..<values)
      realScore = mean(discriminating.output, in: values..<2 * values)
      saturation = saturatedShare(discriminating.output, in: 0..<2 * values)
    }
    return Double(Number(total / Double(2 * values)))
  }

  /// The same in two passes: D(real), then D(fake), their gradients added.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  private func evaluateApart(
    _ real: Workspace<Number>, at point: [Number], gradient: inout [Number], isFirst: Bool
  ) -> Double {
    let width = discriminator.outputs
    let values = rows * width
    let scale = 1 / (2 * Number(values))
    discriminator.forward(real, rows: rows, parameters: point)
    let realLoss = loss.sum(
      real.output, target: realLabels, rows: 0..<rows, width: width, scale: scale,
      gradient: &real.last.outputGradient)
    discriminator.backward(real, rows: rows, parameters: point, into: &realGradient)
    discriminator.forward(discriminating, rows: rows, parameters: point)
    // The labels of the fake rows stand first.
    let fakeLoss = loss.sum(
      discriminating.output, target: labels, rows: 0..<rows, width: width, scale: scale,
      gradient: &discriminating.last.outputGradient)
    discriminator.backward(discriminating, rows: rows, parameters: point, into: &gradient)
    forEachElement(&gradient, realGradient) { sum, own in sum += own }
    if isFirst {
      fakeScore = mean(discriminating.output, in: 0..<values)
      realScore = mean(real.output, in: 0..<values)
      saturation =
        (saturatedShare(discriminating.output, in: 0..<values)
          + saturatedShare(real.output, in: 0..<values)) / 2
    }
    return Double(Number((realLoss + fakeLoss) / Double(2 * values)))
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  fileprivate func evaluateGenerator(
    _ discriminatorParameters: [Number], generator point: [Number], gradient: inout [Number],
    isFirst: Bool
  ) -> Double {
    precondition(isGenerated)
    discriminator.forward(discriminating, rows: rows, parameters: discriminatorParameters)
    let values = rows * discriminator.outputs
    let total = loss.sum(
      discriminating.output, target: realLabels, rows: 0..<rows, width: discriminator.outputs,
      scale: 1 / Number(values), gradient: &discriminating.last.outputGradient)
    discriminator.backward(
      discriminating, rows: rows, parameters: discriminatorParameters, into: &gradient,
      wanted: .input)
    discriminating.swapInputGradient(with: &generating.last.outputGradient)
    generator.backward(generating, rows: rows, parameters: point, into: &gradient)
    if isFirst { generatorScore = mean(discriminating.output, in: 0..<values) }
    isGenerated = false
    return Double(Number(total / Double(values)))
  }
}

@specialized(where S == Float)
@specialized(where S == Double)
private func mean<S: Scalar>(_ values: [S], in range: Range<Int>) -> Double {
  var total = 0.0
  for i in range { total += Double(values[i]) }
  return total / Double(range.count)
}

/// So near to 0 or 1, a sigmoid lets a hundredth of the gradient through, and less.
private let saturated = 0.01

@specialized(where S == Float)
@specialized(where S == Double)
private func saturatedShare<S: Scalar>(_ scores: [S], in range: Range<Int>) -> Double {
  let (low, high) = (S(saturated), S(1 - saturated))
  var count = 0
  for i in range where scores[i] <= low || scores[i] >= high { count += 1 }
  return Double(count) / Double(range.count)
}
