package import OptimizerLab
package import SpecLanguage

/// A GAN: a generator of pictures against a discriminator.
package struct AdversarialTask: LearningTask {
  package static let kind = "gan"
  package static let summary = "a generator and a discriminator that learn against each other"

  package var data: any DataSource = DigitsSource()
  package var latent = 64
  package var generator: [any Layer] = []
  package var discriminator: [any Layer] = []
  package var trainingLength = TrainingLength()
  package var precision = Precision.float32
  package var weights: StartingWeights?
  package var loss: any AdversarialLoss = ClassicGANLoss()
  package var discriminatorSteps = 1

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.kind(
      "data", &data, among: DataSources.kinds(DataSources.images, for: .pictures), required: true,
      "The real pictures.")
    fields.integer(
      "latent", &latent, in: 1...1_000_000, "Values of the noise that makes one picture.")
    fields.kinds(
      "generator", &generator, among: Catalog.layerKinds, count: .from(1, to: 1000), required: true,
      "The layers from the noise to a picture.")
    fields.kinds(
      "discriminator", &discriminator, among: Catalog.layerKinds, count: .from(1, to: 1000),
      required: true, "The layers from a picture to an answer.")
    fields.kind(
      "loss", &loss, among: Catalog.adversarialLossKinds, "What the two players want.")
    takeClip(&fields)
    fields.integer(
      "discriminator_steps", &discriminatorSteps, in: 1...10_000,
      "Updates of the discriminator for one of the generator, each with the next batch and new noise."
    )
    fields.otherNames(["n_critic", "critic_steps", "d_steps"], of: "discriminator_steps")
    trainingLength.configure(&fields)
    trainingLength.batchesPerStep = discriminatorSteps
    fields.elsewhere(
      "early_stopping",
      "regressions and surfaces: of two losses of which one falls where the other "
        + "rises, neither tells when a GAN is done")
    fields.choice("dtype", &precision, "The numbers to compute in; the draws are float32 in both.")
    fields.field(
      "weights", &weights, as: StartingWeights.ofNetworks,
      "Safetensors files to start from: an object from discriminator and generator to a file.")
  }

  /// What the loss clips may stand beside it as well.
  private mutating func takeClip(_ fields: inout Fields) {
    var clip: Double?
    fields.number("clip", &clip, in: .above(0), "The same as that of the loss wasserstein.")
    guard let clip else { return }
    guard var clipping = loss as? WassersteinLoss else {
      fields.report(
        "the loss \(type(of: loss).kind) clips no weights: that is wasserstein's; an optimizer's own "
          + "\"clip\" is for gradients", at: ["clip"])
      return
    }
    clipping.clip = clip
    loss = clipping
  }

  /// Of the two, the generator is what one wants.
  package var traits: TaskTraits {
    TaskTraits(comparedNetwork: 1, hasComparableLoss: false, measure: .frechet)
  }

  package var pictureSize: (rows: Int, columns: Int)? { data.pictureSize }

  package var mapShape: [Int]? { data.mapShape(for: discriminator) }

  package func shape() -> Result<[NetworkShape], ShapeMismatch> {
    let unfit =
      generator.withoutParameters(in: "generator")
      ?? discriminator.withoutParameters(in: "discriminator")
      ?? generator.unfit(for: [latent], in: "generator")
      ?? discriminator.unfit(for: data.shape(for: discriminator), in: "discriminator")
    if let unfit { return .failure(unfit) }
    if generator.isEmpty || discriminator.isEmpty { return .success([]) }
    let generatorNetwork = Network(generator, inputs: latent)
    let discriminatorNetwork = data.network(of: discriminator)
    if generatorNetwork.outputs != data.width {
      return .failure(
        generator.mismatch(
          in: "generator",
          "the generator gives \(generatorNetwork.outputs) values an example, but the data have "
            + "\(data.width)"))
    }
    if discriminatorNetwork.outputs != 1 {
      return .failure(
        discriminator.mismatch(
          in: "discriminator",
          "the discriminator gives \(discriminatorNetwork.outputs) values an example, but its answer is 1 "
            + (loss.needsProbabilities ? "probability" : "number")))
    }
    if loss.needsProbabilities, !(discriminator.last is Sigmoid) {
      return .failure(
        ShapeMismatch(
          place: ["discriminator", .index(discriminator.count - 1)],
          message: "the discriminator's last layer must be sigmoid: its loss is on probabilities"))
    }
    let tooLarge =
      generator.tooLarge(in: "generator", generatorNetwork)
      ?? discriminator.tooLarge(in: "discriminator", discriminatorNetwork)
    if let tooLarge { return .failure(tooLarge) }
    return .success([
      NetworkShape(name: "discriminator", role: .discriminator, discriminatorNetwork),
      NetworkShape(name: "generator", role: .generator, generatorNetwork),
    ])
  }

  package var exampleCount: Int? { data.exampleCount }
  package var layerLists: [(list: String, layers: [any Layer])] {
    [("generator", generator), ("discriminator", discriminator)]
  }

  package func memoryParts(_ settings: MemorySettings) -> [MemoryPart] {
    let count = settings.exampleCount
    let rows = min(settings.batch.rows, count ?? 1)
    return (count.map { [MemoryPart.data(data, count: $0)] } ?? [])
      + MemoryPart.parts(
        of: data.network(of: discriminator), in: "discriminator",
        // Real and forged pictures in one pass.
        rows: 2 * rows, probeRows: min(settings.record.probe, count ?? 1), settings: settings,
        precision: precision)
      + MemoryPart.parts(
        of: Network(generator, inputs: latent), in: "generator", rows: rows,
        probeRows: settings.record.probe, settings: settings, precision: precision)
      + [
        MemoryPart(
          place: ["batch_size"], what: "the fixed noise",
          factors: [
            (trainingLength.batchSize, "rows"), (latent, "values"),
            (MemoryLayout<Float>.size, "bytes"),
          ])
      ] + (pictureSize.map { [MemoryPart.pictures(of: $0)] } ?? [])
      + MemoryPart.measuredPictures(
        of: Network(generator, inputs: latent), settings: settings, precision: precision)
  }

  package mutating func movePaths(_ move: (String) -> String) {
    data.movePaths(move)
    weights?.movePaths(move)
  }

  package mutating func adopt(_ shape: DataShape) { data.adopt(shape) }

  package func loadData(from folder: String) throws(DataError) -> LoadedData? {
    try data.load(for: .pictures, from: folder)
  }

  package func inputFiles(from folder: String) -> [String] {
    data.files(in: folder) + (weights?.files(in: folder) ?? [])
  }

  package var hasDoubtfulExamples: Bool { data.exampleCount == nil }

  package func loadWeights(from folder: String) -> [Result<LoadedWeights, WeightsError>] {
    weights?.load(for: networks, from: folder) ?? []
  }

  package var networks: [(name: String, network: Network)] {
    [
      ("discriminator", data.network(of: discriminator)),
      ("generator", Network(generator, inputs: latent)),
    ]
  }

  package func makeTraining<Number: Scalar>(
    _ type: Number.Type, trial: TrialSettings, input: ProblemInput
  ) -> any Training<Number> {
    guard let examples = input.examples else { preconditionFailure("a GAN has examples") }
    var settings = AdversarialTraining<Number>.Settings(
      latent: latent, generator: generator, discriminator: discriminator,
      fixedNoiseRows: trainingLength.batchSize, shape: data.shape(for: discriminator))
    settings.loss = loss
    settings.discriminatorSteps = discriminatorSteps
    let discriminating = trial.weights(
      of: "discriminator", data.network(of: discriminator), as: type)
    let generating = trial.weights(of: "generator", Network(generator, inputs: latent), as: type)
    return AdversarialTraining<Number>(
      settings, examples: examples, batchSize: trial.batchSize, shuffle: trainingLength.shuffle,
      dropsLast: trainingLength.dropsLast, optimizer: trial.optimizer,
      learningRate: trial.learningRate, seed: trial.seed, plan: trial.plan,
      discriminator: trial.discriminator,
      weights: (discriminating?.parameters, generating?.parameters),
      buffers: (discriminating?.buffers, generating?.buffers))
  }

  package static let laterFields: [String: JSONNode] = [
    "discriminator_steps": .integer(1),
    "loss": .object([.init("kind", .string(ClassicGANLoss.kind))]),
  ]
  package static let fieldsGivenByData = ["data", "weights"]
  package static let objective: [SpecPath] = [["data"]]
}
