internal import OptimizerLab
internal import SpecLanguage

/// What a classification minimizes: `"cross_entropy"`, or an object with its settings.
struct ClassLoss: Configurable, Sendable {
  /// From 0 to below 1.
  var labelSmoothing = 0.0
  /// One a class; empty where all are 1.
  var classWeights: [Double] = []

  init() {}

  mutating func configure(_ fields: inout Fields) {
    fields.number(
      "label_smoothing", &labelSmoothing, in: 0..<1,
      "The share of a target that goes to all classes alike.")
    fields.numbers(
      "class_weights", &classWeights, in: .atLeast(0),
      "What an example of each class counts for, in the classes' order; without it, 1.")
  }

  static var kinds: Kinds<ClassLoss> {
    Kinds(
      "loss",
      [
        Kind(
          CrossEntropy.kind, CrossEntropy.summary, make: { ClassLoss() },
          configure: { $0.configure(&$1) })
      ],
      allowsBareNames: true, nameOf: { _ in CrossEntropy.kind })
  }

  /// Its settings as fields of the problem, where they may stand as well.
  /// - Returns: whether the weights stand there.
  mutating func takeFields(ofProblem fields: inout Fields) -> Bool {
    var (smoothing, weights): (Double?, [Double]?) = (nil, nil)
    fields.number("label_smoothing", &smoothing, in: 0..<1, "The same as that of the loss.")
    fields.field(
      "class_weights", &weights, as: .list(of: .number(in: .atLeast(0))),
      "The same as those of the loss.")
    if smoothing != nil, labelSmoothing != 0 {
      fields.report("the loss says it, too", at: ["label_smoothing"])
    }
    if weights != nil, !classWeights.isEmpty {
      fields.report("the loss says it, too", at: ["class_weights"])
    }
    labelSmoothing = smoothing ?? labelSmoothing
    classWeights = weights ?? classWeights
    return weights != nil
  }
}
