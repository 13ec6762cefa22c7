package import OptimizerLab
package import SpecLanguage

/// A walk down a function of some parameters, or of two players on one.
package struct SurfaceTask: LearningTask {
  package static let kind = "surface"
  package static let summary = "a point that walks down a function of its coordinates"

  package var data = SurfaceSource()
  package var steps = 1000
  package var precision = Precision.float32
  package var earlyStopping: EarlyStopping?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.object("data", &data, required: true, "The surface and where the walk starts.")
    data.complete()
    fields.integer("steps", &steps, in: 1...1_000_000_000, required: true, "Updates.")
    fields.object(
      "early_stopping", &earlyStopping,
      "When a trial ends before its length; without it, never.")
    fields.choice("dtype", &precision, "The numbers to compute in.")
  }

  package var traits: TaskTraits {
    var traits = TaskTraits(hasExamples: false, isRandom: data.noise != nil)
    switch data.ground {
    case .surface(let surface): traits.referenceLoss = surface.minimumValue
    case .bowl: traits.referenceLoss = 0
    case .saddle: traits.isDistance = true
    }
    return traits
  }

  package var surface: SurfaceSource? { data }

  package var trainingLength: TrainingLength {
    var trainingLength = TrainingLength()
    trainingLength.steps = steps
    return trainingLength
  }

  package func shape() -> Result<[NetworkShape], ShapeMismatch> {
    .success([NetworkShape(name: "model", layers: [])])
  }

  package func memoryParts(_ settings: MemorySettings) -> [MemoryPart] {
    [
      MemoryPart.point(
        dimension: data.startPoint.count, settings: settings, precision: precision),
      MemoryPart(
        kind: .records, place: ["record", "every"], isPlaceInProblem: false,
        what: "what is recorded",
        factors: [
          (settings.recordedSteps, "steps"),
          (CurveTable.layout.columns.count + PathTable.layout.columns.count, "values"),
          (MemoryLayout<Double>.size, "bytes"),
        ]),
    ]
  }

  package func loadData(from folder: String) -> LoadedData? { nil }

  package func makeTraining<Number: Scalar>(
    _ type: Number.Type, trial: TrialSettings, input: ProblemInput
  ) -> any Training<Number> {
    func training<Ground: PointObjective>(_ ground: Ground) -> any Training<Ground.Number> {
      PointTraining(
        ground, start: data.startPoint, optimizer: trial.optimizer,
        learningRate: trial.learningRate, plan: trial.plan, stopping: earlyStopping)
    }
    let draws = data.updates == .alternating ? 1 : data.startPoint.count
    let noise = data.noise.map {
      GradientNoise<Number>(deviation: $0, count: draws, seed: trial.seed)
    }
    return switch data.ground {
    case .surface(let surface): training(SurfaceObjective(surface, noise: noise))
    case .bowl(let curvatures, let rotation):
      training(BowlObjective(Bowl(curvatures: curvatures, rotation: rotation), noise: noise))
    case .saddle(let saddle): training(SaddleObjective(saddle, noise: noise))
    }
  }

  package static let fieldsGivenByData: [String] = []
  package static let objective: [SpecPath] = [["data", "surface"], ["data", "curvatures"]]
}
