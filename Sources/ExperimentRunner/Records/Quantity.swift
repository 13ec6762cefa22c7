/// A number that trials record, or that is made of such numbers: all that the lab knows of it.
///
/// Tables, summary, verification, TensorBoard and the printed PyTorch script ask here. A new quantity
/// is a case, a line in `traits`, a place at the end of the lists of its tables (`CurveTable`,
/// `LayerTable`), and the recorder's line that computes it.
///
/// The raw value is its name in every file.
package enum Quantity: String, PlacedCase {
  case network, step, layer
  case epoch, examples
  case gradientEvaluations = "gradient_evaluations"
  case seconds, loss
  case evalLoss = "eval_loss"
  case gradientNorm = "gradient_norm"
  case updateNorm = "update_norm"
  case updateRatio = "update_ratio"
  case parameterNorm = "parameter_norm"
  case distance
  case deadUnits = "dead_units"
  case deadFraction = "dead_fraction"
  case alwaysNegative = "always_negative"
  case alwaysPositive = "always_positive"
  case dormantUnits = "dormant_units"
  case realScore = "real_score"
  case fakeScore = "fake_score"
  case saturation
  case gradientFlow = "gradient_flow"
  case updateCosine = "update_cosine"
  case frechet, coverage, classes
  case classDistance = "class_distance"
  case sharpness
  case criticalSharpness = "critical_sharpness"
  case preconditionedSharpness = "preconditioned_sharpness"
  case effectiveRate = "effective_rate"
  case accuracy
  case testLoss = "test_loss"
  case testAccuracy = "test_accuracy"
  case lr, clipped
  case x, y, value
}

extension Quantity {
  /// What a number is for.
  package enum Role: Sendable {
    /// Says whose a row is.
    case key
    /// How far training had come: the same under every seed.
    case progress
    /// Time, which no second training takes again.
    case clock
    /// How many units; a unit at the edge may fall on either side on another machine.
    case count
    case measure
    /// Made of others when results are summed up, and kept in no result.
    case derived
  }

  package var role: Role { traits.role }

  /// What it is, in a line for `optlab list quantities`.
  package var meaning: String { traits.meaning }

  private var traits: (role: Role, meaning: String) {
    switch self {
    case .network:
      (.key, "the network's place: 0 for a model or a discriminator, 1 for a generator")
    case .step: (.key, "updates done; 0 is the start")
    case .layer: (.key, "the layer's place in its network, from 0")
    case .epoch: (.progress, "passes over the data done, with the fraction of the one going on")
    case .examples: (.progress, "training examples met, repetitions counted")
    case .gradientEvaluations: (.progress, "gradients of one example's loss computed")
    case .seconds: (.clock, "training alone, without recording")
    case .loss: (.measure, "loss on the batch that made the update, before it")
    case .evalLoss: (.measure, "loss over all data, after the update")
    case .gradientNorm:
      (.measure, "L2 norm of the gradient that made the update, clipped where it is")
    case .updateNorm: (.measure, "‖Δθ‖ of the update")
    case .updateRatio: (.measure, "‖Δθ‖ / ‖θ‖ after the update")
    case .parameterNorm: (.measure, "‖θ‖")
    case .distance: (.measure, "‖θ − θ₀‖, from where training began")
    case .deadUnits:
      (.count, "hidden units whose output and gradient are 0 for every probe example")
    case .deadFraction: (.measure, "dead units by all hidden units")
    case .alwaysNegative: (.count, "hidden units whose input is ≤ 0 for every probe example")
    case .alwaysPositive: (.count, "hidden units whose input is > 0 for every probe example")
    case .dormantUnits:
      (.count, "hidden units whose mean |output| is at most 0.025 of their layer's")
    case .realScore: (.measure, "mean of the discriminator over real examples of the batch")
    case .fakeScore: (.measure, "mean of the discriminator over made examples of the batch")
    case .saturation: (.measure, "share of the batch with a score within 0.01 of 0 or of 1")
    case .gradientFlow:
      (.derived, "gradient norm of the first layer with weights by the last one's")
    case .updateCosine: (.measure, "cosine of the angle between this update and the one before")
    case .frechet:
      (.measure, "Fréchet distance of a generator's pictures to the real ones, in 32 components")
    case .coverage:
      (.measure, "share of real pictures in whose neighbourhood a generator's picture lies")
    case .classes: (.count, "classes that at least 1 % of a generator's pictures show")
    case .classDistance:
      (
        .measure,
        "half the sum of |share of the pictures − share of the real ones| over the classes"
      )
    case .sharpness: (.measure, "largest eigenvalue of the Hessian of the loss over all data")
    case .criticalSharpness:
      (.measure, "2 / the least rate with which the coming update raises the loss over all data")
    case .preconditionedSharpness:
      (.measure, "sharpness in the measure of an adaptive optimizer's denominators")
    case .effectiveRate: (.measure, "‖Δθ‖ / ‖gradient‖ of the update")
    case .accuracy: (.measure, "share of the data that is given its class")
    case .testLoss: (.measure, "loss over the part of the data that is held out of the training")
    case .testAccuracy: (.measure, "share of the held-out part that is given its class")
    case .lr: (.measure, "learning rate of the update")
    case .clipped:
      (.measure, "share of the updates since the last row whose gradient was clipped")
    case .x: (.measure, "the point's first coordinate")
    case .y: (.measure, "the point's second coordinate")
    case .value: (.measure, "the surface's value at the point; of a saddle, its distance to rest")
    }
  }

  /// Whether it is shown in `discriminator.csv` alone, not in `curves.csv`.
  package var isOfDiscriminatorAlone: Bool { self == .saturation }
}
