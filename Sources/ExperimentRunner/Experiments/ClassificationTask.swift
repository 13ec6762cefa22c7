package import OptimizerLab
package import SpecLanguage

/// Learning classes from examples.
package struct ClassificationTask: SupervisedTask {
  package static let kind = "classification"
  package static let summary = "a network that learns which class an example is of"
  package static let use = DataUse.classes

  package var data: any DataSource = DigitsSource()
  package var model: [any Layer] = []
  private var loss = ClassLoss()
  /// Whether the weights of the classes stand in the problem, and not in its loss.
  private var hasWeights = false
  package var trainingLength = TrainingLength()
  package var precision = Precision.float32
  package var weights: StartingWeights?
  package var comparedBy = ComparedBy.loss
  package var earlyStopping: EarlyStopping?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.kind(
      "data", &data, among: DataSources.kinds(DataSources.withClasses), required: true,
      "The examples, each of a class.")
    fields.kinds(
      "model", &model, among: Catalog.layerKinds, count: .from(1, to: 1000), required: true,
      "The layers, from the input on; the last linear has a unit for each class, and none follows that "
        + "makes probabilities of them.")
    fields.kind("loss", &loss, among: ClassLoss.kinds, "What is minimized, of the raw outputs.")
    hasWeights = loss.takeFields(ofProblem: &fields)
    trainingLength.configure(&fields)
    fields.object(
      "early_stopping", &earlyStopping,
      "When a trial ends before its length; without it, never.")
    fields.choice("dtype", &precision, "The numbers to compute in; the draws are float32 in both.")
    fields.field(
      "weights", &weights, as: StartingWeights.ofModel,
      "A safetensors file to start from, its names and shapes those of a state_dict.")
    fields.comparedBy(&comparedBy, heldOut: data.holdsOut)
    if !classWeights.isEmpty, classWeights.allSatisfy({ Float($0) == 0 }) {
      fields.report("one weight at least has to be above 0", at: placeOfWeights)
    }
    if let last = model.indices.last, model[last] is Sigmoid || model[last] is Tanh {
      fields.warn(
        "cross_entropy takes raw outputs and makes probabilities of them itself; leave out the "
          + "\(type(of: model[last]).kind) at the end", at: ["model", .index(last)])
    }
  }

  package var labelSmoothing: Double { loss.labelSmoothing }
  package var classWeights: [Double] { loss.classWeights }

  private var placeOfWeights: SpecPath {
    hasWeights ? ["class_weights"] : ["loss", "class_weights"]
  }

  package var traits: TaskTraits { TaskTraits(measure: comparedBy.quantity) }

  package var lossFunction: any Loss {
    CrossEntropy(
      labelSmoothing: labelSmoothing, classWeights: classWeights.map { Float($0) })
  }

  package func mismatch(_ network: Network) -> ShapeMismatch? {
    if let classes = data.shape?.classCount, network.outputs != classes {
      return model.mismatch(
        in: "model",
        "the model gives \(network.outputs) values an example, but the data have "
          + (classes == 1 ? "1 class" : "\(classes) classes")
      )
    }
    if network.outputs < 2 {
      return model.mismatch(
        in: "model", "the model gives 1 value an example, and a class is chosen among 2 at least")
    }
    if !classWeights.isEmpty, classWeights.count != network.outputs {
      return ShapeMismatch(
        place: placeOfWeights,
        message:
          "there are \(classWeights.count) weights for \(network.outputs) classes; each has one")
    }
    return nil
  }

  package var hasDoubtfulExamples: Bool { data.exampleCount == nil }

  package static let objective: [SpecPath] = [
    ["data"], ["loss"],
  ]
}

extension Fields {
  /// What the optimizers of a problem are judged by.
  /// - Parameter heldOut: whether there is something to judge by that is not learned from.
  mutating func comparedBy(_ comparedBy: inout ComparedBy, heldOut: Bool) {
    choice(
      "measure", &comparedBy,
      "What optimizers are compared by, and learning rates and settings chosen by: loss, over what is "
        + "learned from, or test_loss, over what is held out.")
    if comparedBy == .heldOutLoss, !heldOut {
      report("nothing is held out of the data; give them a holdout", at: ["measure"])
    }
  }
}
