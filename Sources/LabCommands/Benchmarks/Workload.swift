internal import OptimizerLab
internal import SpecLanguage

/// One of the standard trainings that `optlab bench` times.
struct Workload: Sendable {
  let name: String
  let batchSize: Int
  /// The matrix products of one step: rows × inner × columns each.
  let products: [(rows: Int, inner: Int, columns: Int)]
  private let kind: Kind

  private enum Kind { case regression, adversarial }

  static let all = [regression(1), regression(32), regression(256), adversarial]

  /// The course's GAN: 64-256-784 against 784-128-1, batches of 32.
  static var adversarial: Workload {
    let batch = 32
    return Workload(
      name: "gan", batchSize: batch,
      products: [
        (batch, 64, 256), (batch, 256, 784),  // the fake pictures
        (2 * batch, 784, 128), (2 * batch, 128, 1),  // D of real and fake
        (128, 2 * batch, 1), (2 * batch, 1, 128), (784, 2 * batch, 128),  // and back
        (batch, 784, 128), (batch, 128, 1),  // the updated D of the fake ones
        (batch, 1, 128), (784, 128, batch),  // and back to the pictures
        (256, batch, 784), (256, 784, batch), (64, batch, 256),  // and through G
      ], kind: .adversarial)
  }

  /// 1-64-64-1 with ReLU.
  static func regression(_ batch: Int) -> Workload {
    Workload(
      name: "regression \(batch)", batchSize: batch,
      products: [
        (batch, 1, 64), (batch, 64, 64), (batch, 64, 1),
        (64, batch, 1), (batch, 1, 64), (64, batch, 64), (batch, 64, 64), (1, batch, 64),
      ], kind: .regression)
  }

  /// Floating-point operations of the products of one step.
  var operations: Double {
    products.reduce(0) { $0 + 2 * Double($1.rows) * Double($1.inner) * Double($1.columns) }
  }

  /// A training of this kind, ready for its first step.
  func training<Number: Scalar>(
    _ optimizer: any Optimizer, in type: Number.Type
  ) -> any Training<Number> {
    switch kind {
    case .regression:
      SupervisedTraining<Number>(
        layers: [Linear(units: 64), ReLU(), Linear(units: 64), ReLU(), Linear(units: 1)],
        loss: MeanSquaredError(),
        examples: SampledFunction.sine.samples(count: 256, noise: 0.1, seed: 0),
        batchSize: batchSize, shuffle: .everyEpoch, dropsLast: false, optimizer: optimizer,
        learningRate: 1e-3, seed: 0)
    case .adversarial:
      AdversarialTraining<Number>(
        .init(
          latent: 64,
          generator: [
            Linear(units: 256), LeakyReLU(negativeSlope: 0.1), Linear(units: 784), Tanh(),
          ],
          discriminator: [
            Linear(units: 128), LeakyReLU(negativeSlope: 0.1), Linear(units: 1), Sigmoid(),
          ], fixedNoiseRows: batchSize),
        examples: Examples(images: Digits.draw(count: 2048, seed: 0).pixels, width: 784),
        batchSize: batchSize, shuffle: .everyEpoch, dropsLast: false, optimizer: optimizer,
        learningRate: 3e-4, seed: 0)
    }
  }
}
