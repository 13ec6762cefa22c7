/// The room of a line search that ends where the strong Wolfe conditions hold: gradients along the
/// way.
///
/// J. Nocedal, S. Wright: Numerical Optimization, second edition, 2006, algorithms 3.5 and 3.6, in
/// the form of M. Schmidt's minFunc, as `torch.optim.LBFGS` has it: first the step is made longer
/// until a bracket around a good one is found, then the bracket smaller, both by cubic interpolation.
struct LineSearchRoom<S: Scalar> {
  var trial = Numbers<S>()
  var previous = Numbers<S>()
  /// At the two ends of the bracket.
  var first = Numbers<S>()
  var second = Numbers<S>()
  /// Where the search has ended; one of the others.
  private var foundIsSecond = false

  /// The gradient where the search has ended.
  var found: Numbers<S> {
    _read { if foundIsSecond { yield second } else { yield first } }
    _modify { if foundIsSecond { yield &second } else { yield &first } }
  }

  /// What is known of a step's end: how long the step is, the objective there, and its slope along
  /// the direction.
  struct End {
    var length: Double
    var value: Double
    var slope: Double
  }

  /// Sufficient decrease and curvature: c₁, c₂.
  private static var decrease: Double { 1e-4 }
  private static var curvature: Double { 0.9 }

  /// - Parameters:
  ///   - value: the objective where the search starts, and there its gradient and slope.
  ///   - length: the first step tried.
  ///   - limit: evaluations after the first, at most.
  ///   - tolerance: the search ends where the bracket's ends are no farther apart.
  ///   - reach: the largest part of the direction.
  ///   - evaluate: told a length, gives value and slope there, and writes the gradient.
  mutating func strongWolfe(
    from value: Double, gradient: Numbers<S>, slope: Double, length: Double, limit: Int,
    tolerance: Double, reach: Double,
    evaluate: (Double, inout Numbers<S>) -> (value: Double, slope: Double)
  ) -> End {
    let start = End(length: 0, value: value, slope: slope)
    func isTooHigh(_ end: End) -> Bool {
      end.value > value + Self.decrease * end.length * slope
    }
    func isFlat(_ end: End) -> Bool { end.slope.magnitude <= -Self.curvature * slope }
    func end(_ length: Double, _ trial: inout Numbers<S>) -> End {
      let found = evaluate(length, &trial)
      return End(length: length, value: found.value, slope: found.slope)
    }

    var new = end(length, &trial)
    var old = start
    previous.write(gradient)
    var count = 0
    var (low, high) = (start, new)
    var isDone = false
    while count < limit {
      if isTooHigh(new) || (count > 1 && new.value >= old.value) || new.slope >= 0 {
        // The conditions hold already, unless the value is too high.
        isDone = !isTooHigh(new) && !(count > 1 && new.value >= old.value) && isFlat(new)
        (low, high) = (old, new)
        break
      }
      if isFlat(new) {
        isDone = true
        break
      }
      let least = new.length + 0.01 * (new.length - old.length)
      let next = cubicMinimum(old, new, bounds: (least, new.length * 10))
      old = new
      swap(&previous, &trial)
      new = end(next, &trial)
      count += 1
    }
    if isDone {
      first.write(trial)
      foundIsSecond = false
      return new
    }
    if count == limit {
      (low, high) = (start, new)
      first.write(gradient)
    } else {
      first.write(previous)
    }
    second.write(trial)
    return zoom(
      low, high, count: count, limit: limit, tolerance: tolerance, reach: reach,
      isTooHigh: isTooHigh,
      isFlat: isFlat, evaluate: end)
  }

  /// Makes the bracket smaller until the conditions hold; its gradients are in `first` and `second`.
  private mutating func zoom(
    _ one: End, _ other: End, count: Int, limit: Int, tolerance: Double,
    reach: Double, isTooHigh: (End) -> Bool, isFlat: (End) -> Bool,
    evaluate: (Double, inout Numbers<S>) -> End
  ) -> End {
    // Kept in the order in which they were found: interpolation is not the same both ways round.
    var ends = (one, other)
    var lowIsSecond = !(one.value <= other.value)
    var count = count
    var isSlow = false
    var isDone = false
    while !isDone && count < limit {
      if (ends.1.length - ends.0.length).magnitude * reach < tolerance { break }
      let (least, most) = (
        min(ends.0.length, ends.1.length), max(ends.0.length, ends.1.length)
      )
      var length = cubicMinimum(ends.0, ends.1, bounds: (least, most))
      // Too near to an end it gains little: twice in turn, or at the end itself, it is moved inwards.
      let margin = 0.1 * (most - least)
      if min(most - length, length - least) < margin {
        if isSlow || length >= most || length <= least {
          length =
            (length - most).magnitude < (length - least).magnitude ? most - margin : least + margin
          isSlow = false
        } else {
          isSlow = true
        }
      } else {
        isSlow = false
      }
      let new = evaluate(length, &trial)
      count += 1
      let low = lowIsSecond ? ends.1 : ends.0
      let high = lowIsSecond ? ends.0 : ends.1
      if isTooHigh(new) || new.value >= low.value {
        replace(second: !lowIsSecond, of: &ends, by: new)
        lowIsSecond = !(ends.0.value <= ends.1.value)
      } else {
        if isFlat(new) {
          isDone = true
        } else if new.slope * (high.length - low.length) >= 0 {
          if lowIsSecond {
            ends.0 = low
            first.write(second)
          } else {
            ends.1 = low
            second.write(first)
          }
        }
        replace(second: lowIsSecond, of: &ends, by: new)
      }
    }
    foundIsSecond = lowIsSecond
    return lowIsSecond ? ends.1 : ends.0
  }

  /// Puts the trial in the place of one end.
  private mutating func replace(second isSecond: Bool, of ends: inout (End, End), by new: End) {
    if isSecond {
      ends.1 = new
      swap(&trial, &second)
    } else {
      ends.0 = new
      swap(&trial, &first)
    }
  }

  /// Where the cubic through both ends, with their slopes, is least.
  private func cubicMinimum(_ a: End, _ b: End, bounds: (Double, Double)) -> Double {
    let d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.length - b.length)
    let square = d1 * d1 - a.slope * b.slope
    guard square >= 0 else { return (bounds.0 + bounds.1) / 2 }
    let d2 = square.squareRoot()
    let least =
      a.length <= b.length
      ? b.length - (b.length - a.length) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
      : a.length - (a.length - b.length) * ((a.slope + d2 - d1) / (a.slope - b.slope + 2 * d2))
    return min(max(least, bounds.0), bounds.1)
  }
}
