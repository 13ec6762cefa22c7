internal import Glibc

/// How strongly the loss over all data curves where a model stands.
public struct Curvature: Sendable, Equatable {
  /// The largest eigenvalue of the loss's Hessian H.
  public var sharpness: Double?
  /// The same of P^(−1/2)·H·P^(−1/2), for an optimizer that divides its steps by P.
  public var preconditionedSharpness: Double?
  /// 2/η꜀, where η꜀ is the least learning rate with which the coming update would raise the loss.
  public var criticalSharpness: Double?
}

extension Training {
  /// The curvature over all data where the one model stands; `nil` where there is no such loss.
  ///
  /// Nothing of the trial changes: the coming update is taken by a copy, and what that shares with the
  /// trial is put back.
  public func curvature() -> Curvature? {
    guard let landscape, let learner = learners.first else { return nil }
    let place = learner.optimization.parameters.map { Double($0) }
    var curvature = Curvature()
    curvature.sharpness = landscape.sharpness(at: place, denominators: nil)
    if let denominators = learner.optimizer.denominators(learner.optimization.memory) {
      curvature.preconditionedSharpness =
        landscape.sharpness(at: place, denominators: denominators)
    }
    // Before the step: what the copy shares with the trial is in it, too.
    let here = state
    var ahead = self
    ahead.step()
    let next = ahead.learners[0].optimization.parameters.map { Double($0) }
    _ = ahead.restore(here)
    curvature.criticalSharpness =
      landscape.criticalFactor(from: place, to: next).map { 2 / ($0 * learner.learningRate) }
    return curvature
  }
}

extension Landscape {
  /// The largest eigenvalue of the Hessian H at `place`, by differences of gradients:
  /// H·v ≈ (∇L(θ + εv) − ∇L(θ − εv)) / 2ε, for the ε that sees the fewest kinks.
  /// - Parameter denominators: P, for P^(−1/2)·H·P^(−1/2); one number a parameter, above 0.
  package func sharpness(at place: [Double], denominators: [Double]?) -> Double? {
    let long = sharpness(at: place, denominators: denominators, reach: reach)
    let short = sharpness(at: place, denominators: denominators, reach: reach / 100)
    guard let long, let short else { return long ?? short }
    // Rounding alone parts the two by less.
    return short < long - 1e-3 * long.magnitude ? short : long
  }

  private func sharpness(
    at place: [Double], denominators: [Double]?, reach: Double
  ) -> Double? {
    var landscape = self
    var point = place
    var (forward, back) = (place, place)
    let reach = reach * (1 + sumOfSquares(place.span).squareRoot())
    let roots = denominators.map { $0.map { $0.squareRoot() } }
    var generator = MersenneTwister(seed: startSeed)
    var start = generator.doubleNormals(place.count)
    // In the parameters' own coordinates the first direction is the same: a unit that is dead, whose
    // denominators are next to nothing, would swallow it otherwise.
    if let roots { for i in start.indices { start[i] *= roots[i] } }
    return Lanczos().largestEigenvalue(from: start) { vector in
      var direction = vector
      if let roots { for i in roots.indices { direction[i] /= roots[i] } }
      let step = reach / dotProduct(direction.span, direction.span).squareRoot()
      move(place, along: direction, by: step, into: &point)
      landscape.writeGradient(at: point, into: &forward)
      move(place, along: direction, by: -step, into: &point)
      landscape.writeGradient(at: point, into: &back)
      var result = differences(forward, back, times: 1 / (2 * step))
      if let roots { for i in roots.indices { result[i] /= roots[i] } }
      return result
    }
  }

  /// How many times the way from `place` to `next` must be gone until the loss is above that at
  /// `place`, to 1/32 of a doubling: doubling or halving, then four bisections of the logarithm.
  ///
  /// Critical sharpness: arXiv:2601.16979. 11 to 13 losses.
  /// - Returns: `nil` where there is no way, or where the loss rises at once, or never.
  package func criticalFactor(from place: [Double], to next: [Double]) -> Double? {
    var landscape = self
    var point = place
    let direction = differences(next, place, times: 1)
    guard direction.allSatisfy(\.isFinite), direction.contains(where: { $0 != 0 }) else {
      return nil
    }
    let level = landscape.value(at: place)
    func rises(_ exponent: Double) -> Bool {
      move(place, along: direction, by: exp2(exponent), into: &point)
      return !(landscape.value(at: point) <= level)
    }
    // Powers of two between which it begins to rise.
    var (low, high) = (0.0, 0.0)
    if rises(0) {
      repeat { (low, high) = (low - 1, low) } while low > -farthest && rises(low)
    } else {
      repeat { (low, high) = (high, high + 1) } while high < farthest && !rises(high)
    }
    guard low > -farthest, high < farthest else { return nil }
    for _ in 0..<4 {
      let middle = (low + high) / 2
      if rises(middle) { high = middle } else { low = middle }
    }
    return exp2((low + high) / 2)
  }
}

/// Where the differences begin is drawn from a generator of its own, always the same.
private let startSeed: UInt64 = 1

/// How long the differences are, by 1 + ‖θ‖: so short that hardly any unit's input comes to the other
/// side of a kink, which would be taken for curvature; in double precision rounding does not show yet.
/// Where a kink is nearer all the same, the value is too high by far: a hundredth of it is tried too.
private let reach = 1e-8

/// Doublings and halvings at most.
private let farthest = 40.0

/// Writes θ + step · v.
private func move(
  _ place: [Double], along direction: [Double], by step: Double, into point: inout [Double]
) {
  point = place
  var all = point.mutableSpan
  addNumbers(direction.span, times: step, to: &all)
}

/// factor · (a − b).
private func differences(_ a: [Double], _ b: [Double], times factor: Double) -> [Double] {
  zip(a, b).map { factor * ($0 - $1) }
}
