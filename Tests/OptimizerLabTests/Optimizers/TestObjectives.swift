import OptimizerLab

/// Σ aᵢ·(xᵢ − cᵢ)² / 2, of different steepness and middle in each direction.
struct Bowl<Number: Scalar>: Objective {
  private let steepness: [Number]
  private let middle: [Number]
  private(set) var gradientEvaluations = 0

  init(count: Int) {
    steepness = (0..<count).map { Number(1 + $0 % 3) }
    middle = (0..<count).map { Number($0 % 5 - 2) / 4 }
  }

  mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    gradientEvaluations += 1
    var value = 0.0
    for i in point.indices {
      let distance = point[i] - middle[i]
      gradient[i] = steepness[i] * distance
      value += Double(steepness[i] * distance * distance) / 2
    }
    return value
  }
}

/// Gradients that depend on the step and on the point, and change their sign often.
struct Waves<Number: Scalar>: Objective {
  private var step = 0
  private(set) var gradientEvaluations = 0

  /// The gradient of parameter `i` at step `t`, where it stands at `x`.
  static func slope(_ i: Int, _ t: Int, _ x: Double) -> Double {
    let wave = Double((t * 37 + i * 11) % 23 - 11) / 7
    return wave + 0.3 * x
  }

  mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    gradientEvaluations += 1
    step += 1
    for i in point.indices { gradient[i] = Number(Self.slope(i, step, Double(point[i]))) }
    return 0
  }
}

/// An objective whose gradients are a list, whatever the point.
struct GivenGradients<Number: Scalar>: Objective {
  private let list: [[Number]]
  private var place = 0
  private(set) var gradientEvaluations = 0

  init(_ list: [[Number]]) { self.list = list }

  mutating func evaluate(
    at point: Span<Number>, gradient: inout MutableSpan<Number>
  ) -> Double {
    gradientEvaluations += 1
    for (i, value) in list[place].enumerated() { gradient[i] = value }
    place += 1
    return 0
  }
}
