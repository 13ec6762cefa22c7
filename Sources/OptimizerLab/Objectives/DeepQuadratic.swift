/// The problem `quadratic_deep` of DeepOBS, number for number: a noisy quadratic of 100 parameters with
/// the curvature of a deep network, most directions almost flat and a few steep.
///
/// F. Schneider, L. Balles, P. Hennig: DeepOBS: A Deep Learning Optimizer Benchmark Suite, 2019,
/// section 3.1; the eigenvalues after P. Chaudhari et al.: Entropy-SGD, 2016.
public enum DeepQuadratic {
  public static let dimension = 100
  public static let exampleCount = 1000
  /// Every parameter starts at 1.
  public static let start = [Double](repeating: 1, count: dimension)
  /// Epochs and examples an update, of which an incomplete batch is left out, in training as in the
  /// losses that are reported.
  public static let epochs = 100
  public static let batchSize = 128
  /// The examples of whole batches.
  public static var measured: Range<Int> { 0..<exampleCount / batchSize * batchSize }

  /// H = Rᵀ Λ R, of 90 eigenvalues in (0, 1) and ten in (30, 60).
  public static let curvature: [Double] = {
    var random = RandomState(seed: 42)
    let eigenvalues = random.uniform(90, from: 0, to: 1) + random.uniform(10, from: 30, to: 60)
    let rotation = random.rotation(dimension)
    var scaled = rotation
    for i in scaled.indices { scaled[i] *= eigenvalues[i / dimension] }
    var product = [Double](repeating: 0, count: dimension * dimension)
    var span = product.mutableSpan
    Double.product(
      rotation.span, transposed: true, scaled.span, into: &span, rows: dimension,
      inner: dimension, columns: dimension, accumulate: false)
    return product
  }()

  public static let training = quadratic(seed: 42)
  public static let test = quadratic(seed: 43)

  private static func quadratic(seed: UInt32) -> NoisyQuadratic {
    var random = RandomState(seed: seed)
    // In float32, as the data are there.
    let examples = random.normals(exampleCount * dimension, deviation: 0.6).map {
      Double(Float($0))
    }
    return NoisyQuadratic(dimension: dimension, curvature: curvature, examples: examples)
  }
}
