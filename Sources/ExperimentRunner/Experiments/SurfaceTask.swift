package import OptimizerLab
package import SpecLanguage

/// A walk down a function of two parameters.
package struct SurfaceTask: LearningTask {
  package static let kind = "surface"
  package static let summary = "a point that walks down a function of two parameters"

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
    TaskTraits(hasExamples: false, referenceLoss: data.surface.minimumValue)
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
      MemoryPart(
        kind: .records, place: ["record", "every"], isPlaceInProblem: false,
        what: "what is recorded",
        factors: [
          (settings.recordedSteps, "steps"),
          (CurveTable.layout.columns.count + PathTable.layout.columns.count, "values"),
          (MemoryLayout<Double>.size, "bytes"),
        ])
    ]
  }

  package func loadExamples(from folder: String) -> Examples? { nil }

  package func makeTraining<Number: Scalar>(
    _ type: Number.Type, trial: TrialSettings, examples: Examples?
  ) -> any Training<Number> {
    SurfaceTraining<Number>(
      data.surface, start: data.startPoint, optimizer: trial.optimizer,
      learningRate: trial.learningRate, plan: trial.plan, stopping: earlyStopping)
  }

  package static let fieldsGivenByData: [String] = []
  package static let objective: [SpecPath] = [["data", "surface"]]
}

/// `{"kind": "surface", "surface": "rosenbrock", "start": [-1.5, 2]}`.
package struct SurfaceSource: Configurable, Sendable {
  private enum Kind: String, CaseIterable { case surface }

  package var name = Rosenbrock.kind
  /// `nil` until the spec is read; then never.
  package var start: [Double]?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    var kind = Kind.surface
    fields.choice("kind", &kind, "A surface has no examples: the parameters are the point.")
    fields.field(
      "surface", &name, as: .name(among: Catalog.surfaces.map { $0.kind }), required: true,
      "The function.")
    fields.field(
      "start", &start, as: .list(of: .number(in: -1e6...1e6), count: 2),
      "Where the walk starts: x, y. Without it, the surface's usual place.")
  }

  /// Fills in what depends on the surface.
  mutating func complete() {
    start = start ?? [surface.start.x, surface.start.y]
  }

  package var surface: any Surface.Type {
    Catalog.surfaces.first { $0.kind == name } ?? Rosenbrock.self
  }

  package var startPoint: Surface.Point {
    start.map { ($0[0], $0[1]) } ?? surface.start
  }
}
