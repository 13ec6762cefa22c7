package import OptimizerLab
package import SpecLanguage

/// Learning values from examples.
package struct RegressionTask: SupervisedTask {
  package static let kind = "regression"
  package static let summary = "a network that learns values from examples"
  package static let use = DataUse.values

  package var data: any DataSource = FunctionSource()
  package var model: [any Layer] = []
  package var loss = MeanSquaredError.kind
  package var trainingLength = TrainingLength()
  package var precision = Precision.float32
  package var weights: StartingWeights?
  package var comparedBy = ComparedBy.loss
  package var earlyStopping: EarlyStopping?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.kind(
      "data", &data, among: DataSources.kinds(DataSources.withTargets), required: true,
      "The examples.")
    fields.kinds(
      "model", &model, among: Catalog.layerKinds, count: .from(1, to: 1000), required: true,
      "The layers, from the input on.")
    fields.field(
      "loss", &loss, as: .name(among: Catalog.losses.map { $0.kind }), "What is minimized.")
    trainingLength.configure(&fields)
    fields.object(
      "early_stopping", &earlyStopping,
      "When a trial ends before its length; without it, never.")
    fields.choice("dtype", &precision, "The numbers to compute in; the draws are float32 in both.")
    fields.field(
      "weights", &weights, as: StartingWeights.ofModel,
      "A safetensors file to start from, its names and shapes those of a state_dict.")
    fields.comparedBy(&comparedBy, heldOut: data.holdsOut)
  }

  package var traits: TaskTraits { TaskTraits(measure: comparedBy.quantity) }

  package var lossFunction: any Loss {
    (Catalog.losses.first { $0.kind == loss } ?? MeanSquaredError.self).init()
  }

  package func mismatch(_ network: Network) -> ShapeMismatch? {
    if let wanted = data.shape?.targetWidth, network.outputs != wanted {
      return model.mismatch(
        in: "model",
        "the model gives \(network.outputs) values an example, but the data's target has \(wanted)")
    }
    if loss == BinaryCrossEntropy.kind, !(model.last is Sigmoid) {
      return ShapeMismatch(
        place: ["loss"],
        message: "bce is on probabilities: the last layer of the model must be sigmoid")
    }
    return nil
  }

  package func check(_ data: LoadedData) throws(DataError) {
    guard loss == BinaryCrossEntropy.kind else { return }
    for targets in [data.examples.targets, data.heldOut?.targets ?? []] {
      if let place = targets.firstIndex(where: { !(0...1).contains($0) }) {
        throw DataError(
          self.data.place, .notAProbability(example: place, value: targets[place]))
      }
    }
  }

  package var hasDoubtfulExamples: Bool {
    data.exampleCount == nil || loss == BinaryCrossEntropy.kind
  }

  package static let objective: [SpecPath] = [["data"], ["loss"]]
}
