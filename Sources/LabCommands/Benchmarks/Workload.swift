internal import OptimizerLab
internal import SpecLanguage

/// One of the standard trainings that `optlab bench` times.
struct Workload: Sendable {
  let name: String
  let batchSize: Int
  /// The matrix products of one step: rows × inner × columns each.
  let products: [(rows: Int, inner: Int, columns: Int)]
  private let kind: Kind

  private enum Kind { case surface, regression, adversarial, pictures }

  static let all = [
    surface, regression(1), regression(32), regression(256), adversarial(1), adversarial(32),
    adversarial(pictures), lenet,
  ]

  /// Pictures that the GAN learns from.
  private static let pictures = 2048

  /// Rosenbrock's valley, where a step has hardly any arithmetic.
  static let surface = Workload(name: "surface", batchSize: 1, products: [], kind: .surface)

  /// The course's GAN: 64-256-784 against 784-128-1; its own batches are of 32.
  static func adversarial(_ batch: Int) -> Workload {
    Workload(
      name: batch == 32 ? "gan" : "gan \(batch)", batchSize: batch,
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

  /// LeNet-5 (Y. LeCun et al., 1998) as it is taught today, with ReLU and the largest of each window, on
  /// batches of 32 pictures, ten values each.
  static let lenet: Workload = {
    let (batch, first, second) = (32, 28 * 28, 10 * 10)
    // Forward; by the weights; by the maps in, where these are no pictures.
    let ofPicture = [(6, 25, first), (16, 150, second), (16, second, 150), (150, 16, second)]
    let convolutions = (0..<batch).flatMap { _ in ofPicture + [(6, first, 25)] }
    let linear = [(400, 120), (120, 84), (84, 10)].flatMap { inputs, units in
      [(batch, inputs, units), (inputs, batch, units), (batch, units, inputs)]
    }
    return Workload(
      name: "lenet", batchSize: batch,
      products: (convolutions + linear).map { (rows: $0.0, inner: $0.1, columns: $0.2) },
      kind: .pictures)
  }()

  private static var lenetLayers: [any Layer] {
    let pool = MaxPool(Window(kernel: Extents(2)))
    return [
      Conv2d(outputs: 6, window: Window(kernel: Extents(5), padding: Extents(2))), ReLU(), pool,
      Conv2d(outputs: 16, window: Window(kernel: Extents(5))), ReLU(), pool, Flatten(),
      Linear(units: 120), ReLU(), Linear(units: 84), ReLU(), Linear(units: 10),
    ]
  }

  /// Digits, and for each ten values: 1 at its own place, 0 elsewhere.
  private static var digits: Examples {
    let (pixels, labels) = Digits.draw(count: pictures, seed: 0)
    let images = Examples(images: pixels, width: 784)
    return Examples(
      features: images.features, width: 784,
      targets: labels.flatMap { label in (0..<10).map { $0 == label ? 1 : 0 } }, targetWidth: 10)
  }

  /// Floating-point operations of the products of one step.
  var operations: Double {
    products.reduce(0) { $0 + 2 * Double($1.rows) * Double($1.inner) * Double($1.columns) }
  }

  /// The least time of a step under an optimizer with as much memory as `learners` have: each product
  /// at the core's peak, or as long as its largest matrix takes to be read; and one pass over the
  /// parameters and the memory, or as long as the roots and quotients of an adaptive optimizer take.
  /// What else a step does (activations, draws, the copying of the batch) is left out, and so is all
  /// that calls cost: no program comes near where there is little arithmetic.
  /// - Returns: seconds; `nil` for a surface, of whose steps nearly all is calls.
  func limit<Number: Scalar>(_ learners: [Learner<Number>], on core: CoreRates) -> Double? {
    guard kind != .surface else { return nil }
    let size = MemoryLayout<Number>.stride
    let parameters = learners.reduce(0) { $0 + $1.optimization.parameters.count }
    let kept = learners.reduce(0) {
      $0 + $1.optimization.memory.vectors.reduce(0) { $0 + $1.values.count }
    }
    let bytes = (parameters + kept) * size
    // Vectors have half as many numbers in double precision.
    let half = size == MemoryLayout<Double>.stride ? 2.0 : 1
    let multiplying = products.reduce(0.0) { sum, product in
      let (m, k, n) = (product.rows, product.inner, product.columns)
      let largest = max(m * k, k * n, m * n) * size
      let operations = 2 * Double(m) * Double(k) * Double(n)
      return sum + max(operations * half / core.peak, Double(largest) / core.read(bytes))
    }
    let adapts = learners.contains { !$0.optimizer.epsilons.isEmpty }
    let updating = max(
      Double(bytes) / core.update(bytes), adapts ? Double(parameters) * half / core.roots : 0)
    return multiplying + updating
  }

  /// A training of this kind, ready for its first step.
  func training<Number: Scalar>(
    _ optimizer: any Optimizer, in type: Number.Type
  ) -> any Training<Number> {
    switch kind {
    case .surface:
      SurfaceTraining<Number>(
        Rosenbrock.self, start: Rosenbrock.start, optimizer: optimizer, learningRate: 1e-4)
    case .regression:
      SupervisedTraining<Number>(
        layers: [Linear(units: 64), ReLU(), Linear(units: 64), ReLU(), Linear(units: 1)],
        loss: MeanSquaredError(),
        examples: SampledFunction.sine.samples(count: 256, noise: 0.1, seed: 0),
        batchSize: batchSize, shuffle: .everyEpoch, dropsLast: false, optimizer: optimizer,
        learningRate: 1e-3, seed: 0)
    case .pictures:
      SupervisedTraining<Number>(
        layers: Self.lenetLayers, shape: [1, 28, 28], loss: MeanSquaredError(),
        examples: Self.digits, batchSize: batchSize, shuffle: .everyEpoch, dropsLast: false,
        optimizer: optimizer, learningRate: 1e-3, seed: 0)
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
        examples: Examples(
          images: Digits.draw(count: Self.pictures, seed: 0).pixels, width: 784),
        batchSize: batchSize, shuffle: .everyEpoch, dropsLast: false, optimizer: optimizer,
        learningRate: 3e-4, seed: 0)
    }
  }
}
