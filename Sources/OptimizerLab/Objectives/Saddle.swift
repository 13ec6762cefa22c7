/// A game of two players on one function: x goes down it, y goes up it.
///
///     f(x, y) = x·y + c/2·(x² − y²)
///
/// Its equilibrium, from which neither would go alone, is the origin. Where c is 0, gradient descent of
/// both at once spirals away from it at every learning rate η, √(1 + η²) times as far at each update; in
/// turns it circles around it (G. Gidel et al.: Negative Momentum for Improved Game Dynamics, 2019,
/// arXiv:1807.04740, section 3).
public struct Saddle: Sendable, Equatable {
  public static let kind = "saddle"
  public static let summary =
    "x·y + convexity/2·(x² − y²), where x descends and y ascends; equilibrium (0, 0)"
  public static let start: Surface.Point = (1, 1)

  /// Who moves when.
  public enum Updates: String, Sendable, CaseIterable {
    /// Both, along the gradients of one place.
    case simultaneous
    /// x first; then y, along the gradient where x has come to.
    case alternating
  }

  public var updates = Updates.simultaneous
  /// c: how strongly the function curves up along x and down along y.
  public var convexity = 0.0

  public init(updates: Updates = .simultaneous, convexity: Double = 0) {
    self.updates = updates
    self.convexity = convexity
  }

  /// The function in the words of gnuplot and of Python alike, of `x` and `y`.
  public var expression: String {
    convexity == 0 ? "x*y" : "x*y + \(convexity)/2*(x**2 - y**2)"
  }

  public func value(x: Double, y: Double) -> Double {
    x * y + convexity / 2 * (x * x - y * y)
  }

  /// What x descends along.
  func slopeOfX(_ x: Double, _ y: Double) -> Double { y + convexity * x }

  /// What y descends along, who goes up: the slope with the other sign.
  func slopeOfY(_ x: Double, _ y: Double) -> Double { convexity * y - x }
}

/// The game as something to walk in: each player goes along a gradient of its own. With rules that look
/// at each parameter alone, one of them for the point does what two would, one for each player.
public struct SaddleObjective<Number: Scalar>: PointObjective {
  public let saddle: Saddle
  /// Of one draw at a time where the players take turns, of two where they do not.
  public var noise: GradientNoise<Number>?
  /// A gradient of both, or of one player in turns.
  public private(set) var gradientEvaluations = 0

  public init(_ saddle: Saddle, noise: GradientNoise<Number>? = nil) {
    self.saddle = saddle
    self.noise = noise
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    gradientEvaluations += 1
    let (x, y) = (Double(point[0]), Double(point[1]))
    gradient[0] = Number(saddle.slopeOfX(x, y))
    gradient[1] = Number(saddle.slopeOfY(x, y))
    noise?.shake(&gradient)
    return saddle.value(x: x, y: y)
  }

  /// One step of both players, at once or in turns.
  /// - Returns: the value before it.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  public mutating func descend(
    _ optimization: inout OptimizationState<Number>, by rule: any GradientRule, learningRate: Double
  ) -> Double {
    guard saddle.updates == .alternating else {
      let value = optimization.evaluate(&self)
      optimization.update(by: rule, learningRate: learningRate)
      return value
    }
    precondition(rule.goesInParts, "a rule for both players at once knows no turns")
    optimization.memory.step += 1
    let value = move(player: 0, &optimization, by: rule, learningRate: learningRate)
    _ = move(player: 1, &optimization, by: rule, learningRate: learningRate)
    rule.finishStep(&optimization.memory)
    return value
  }

  @inline(__always)
  private mutating func move(
    player: Int, _ optimization: inout OptimizationState<Number>, by rule: any GradientRule,
    learningRate: Double
  ) -> Double {
    gradientEvaluations += 1
    let (x, y) = (Double(optimization.parameters[0]), Double(optimization.parameters[1]))
    Self.write(
      player == 0 ? saddle.slopeOfX(x, y) : saddle.slopeOfY(x, y), at: player,
      of: &optimization.gradient, noise: &noise)
    optimization.update(player..<player + 1, by: rule, learningRate: learningRate)
    return saddle.value(x: x, y: y)
  }

  @inline(__always)
  private static func write(
    _ slope: Double, at player: Int, of gradient: inout Numbers<Number>,
    noise: inout GradientNoise<Number>?
  ) {
    var all = gradient.mutableSpan
    var own = all._mutatingExtracting(player..<player + 1)
    own[0] = Number(slope)
    noise?.shake(&own)
  }

  /// How far the point is from the equilibrium.
  public mutating func height(at point: Span<Number>) -> Double {
    sumOfSquares(point).squareRoot()
  }

  /// Nobody goes down it as a whole.
  public var landscape: (any Landscape)? { nil }
}
