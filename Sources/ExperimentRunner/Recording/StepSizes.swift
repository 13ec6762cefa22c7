internal import OptimizerLab

/// How large some parameters, their gradient and their last update are: squared norms.
struct StepSizes {
  var count: Int
  var norms: SquaredNorms
  /// `nil` where there is no update before the last.
  var products: UpdateProducts?

  init(count: Int, norms: SquaredNorms, products: UpdateProducts?) {
    self.count = count
    self.norms = norms
    self.products = products
  }

  init(adding parts: [StepSizes]) {
    self.init(count: 0, norms: SquaredNorms(), products: nil)
    for part in parts {
      count += part.count
      norms.parameters += part.norms.parameters
      norms.gradient += part.norms.gradient
      norms.update += part.norms.update
      norms.distance += part.norms.distance
      guard let own = part.products else { continue }
      var sums = products ?? UpdateProducts()
      sums.product += own.product
      sums.earlier += own.earlier
      products = sums
    }
  }

  var isFinite: Bool {
    (norms.parameters + norms.gradient + norms.update + norms.distance).isFinite
  }

  /// ‖Δθ‖ / ‖θ‖; where there are no parameters to compare with, there is no ratio.
  var updateRatio: Double {
    norms.parameters > 0 ? (norms.update / norms.parameters).squareRoot() : .nan
  }

  /// ‖Δθ‖ / ‖g‖; without a gradient, there is no ratio.
  var effectiveRate: Double {
    norms.gradient > 0 ? (norms.update / norms.gradient).squareRoot() : .nan
  }

  /// u · v / (‖u‖ ‖v‖) of the last update u and the one before, v; where one has no length, there is
  /// no angle.
  var updateCosine: Double {
    guard let products, norms.update > 0, products.earlier > 0 else { return .nan }
    let cosine = products.product / norms.update.squareRoot() / products.earlier.squareRoot()
    return min(max(cosine, -1), 1)
  }
}
