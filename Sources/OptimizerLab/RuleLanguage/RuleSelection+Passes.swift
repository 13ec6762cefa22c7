// Those that are made with others in one pass.
extension RuleSelection {
  mutating func sum(_ a: Int, _ b: Int, for place: Int) -> Choice {
    guard isVector(a), isVector(b) else {
      let (vector, number) = isVector(a) ? (a, b) : (b, a)
      if let inner = operands(.root, of: vector, for: place) {
        useUp(vector)
        return affineRoot(of: inner[0], plus: number, for: place)
          ?? Choice(
            operation: .rootSum, vectors: inner, numbers: [one(), addedNumber(0), number])
      }
      if let inner = operands(.absolute, of: vector, for: place) {
        useUp(vector)
        return Choice(operation: .absoluteSum, vectors: inner, numbers: [number])
      }
      return Choice(operation: .addNumber, vectors: [vector], numbers: [number])
    }
    let (first, second) = (product(a, for: place), product(b, for: place))
    if let first, let second { return both(first, second, for: place) }
    if let first { return scaled(first, plus: b, for: place) }
    if let second { return scaled(second, plus: a, for: place) }
    if let found = quotient(b, addedTo: a, isTaken: false, for: place) { return found }
    if let found = quotient(a, addedTo: b, isTaken: false, for: place) { return found }
    for (one, other) in [(a, b), (b, a)] {
      if let pair = operands(.multiply, of: other, for: place) {
        useUp(other)
        return Choice(operation: .addProduct, vectors: [one] + pair)
      }
    }
    return Choice(operation: .add, vectors: [a, b])
  }

  mutating func difference(_ a: Int, _ b: Int, for place: Int) -> Choice {
    guard isVector(a), isVector(b) else {
      return isVector(a)
        ? Choice(operation: .addNumber, vectors: [a], numbers: [negated(b)])
        : Choice(operation: .subtractFrom, vectors: [b], numbers: [a])
    }
    let first = product(a, for: place)
    if var second = product(b, for: place) {
      second.number = negated(second.number)
      if let first { return both(first, second, for: place) }
      return scaled(second, plus: a, for: place)
    }
    if let first {
      useUp(first.place)
      return Choice(
        operation: .scaleBoth, vectors: [first.vector, b], numbers: [first.number, addedNumber(-1)])
    }
    return quotient(b, addedTo: a, isTaken: true, for: place)
      ?? Choice(operation: .subtract, vectors: [a, b])
  }

  /// The greater of two, of which one may be a number times a vector. The order stays, for it decides
  /// what becomes of what is no number.
  mutating func greatest(_ a: Int, _ b: Int, for place: Int) -> Choice {
    guard isVector(a), isVector(b), let first = product(a, for: place) else {
      return plain(.greatest, [a, b])
    }
    useUp(first.place)
    return Choice(
      operation: .greatestScaled, vectors: [first.vector, b], numbers: [first.number])
  }

  /// A number times a vector, and another vector, which may be a product of a multiple and a vector.
  private mutating func scaled(_ first: Product, plus other: Int, for place: Int) -> Choice {
    useUp(first.place)
    if let pair = operands(.multiply, of: other, for: place) {
      for (one, factor) in [(pair[0], pair[1]), (pair[1], pair[0])] where isVector(factor) {
        guard let inner = product(one, for: place) else { continue }
        useUp(other, inner.place)
        return Choice(
          operation: .scaleProduct, vectors: [first.vector, inner.vector, factor],
          numbers: [first.number, inner.number])
      }
    }
    return Choice(
      operation: .scaleAdd, vectors: [first.vector, other], numbers: [first.number])
  }

  private mutating func both(_ first: Product, _ second: Product, for place: Int) -> Choice {
    useUp(first.place, second.place)
    for (one, other) in [(first, second), (second, first)] {
      if let pair = operands(.multiply, of: other.vector, for: place),
        isVector(pair[0]), isVector(pair[1])
      {
        useUp(other.vector)
        return Choice(
          operation: .scaleSquares, vectors: [one.vector] + pair,
          numbers: [one.number, other.number])
      }
    }
    return Choice(
      operation: .scaleBoth, vectors: [first.vector, second.vector],
      numbers: [first.number, second.number])
  }

  /// √(s·x + u) + r, where some of it is more than √x.
  mutating func affineRoot(of place: Int, plus number: Int?, for user: Int) -> Choice? {
    var (vector, factor, summand) = (place, Int?.none, Int?.none)
    if let pair = operands(.add, of: vector, for: user), isVector(pair[0]) != isVector(pair[1]) {
      useUp(vector)
      (vector, summand) = isVector(pair[0]) ? (pair[0], pair[1]) : (pair[1], pair[0])
    }
    if let inner = product(vector, for: user) {
      useUp(inner.place)
      (vector, factor) = (inner.vector, inner.number)
    }
    guard factor != nil || summand != nil else { return nil }
    return Choice(
      operation: .rootSum, vectors: [vector],
      numbers: [factor ?? one(), summand ?? addedNumber(0), number ?? addedNumber(0)])
  }

  /// √… + r of a vector that is used nowhere else.
  private mutating func rootSum(_ place: Int, for user: Int) -> Choice? {
    guard let pair = operands(.add, of: place, for: user), isVector(pair[0]) != isVector(pair[1])
    else { return nil }
    let (vector, number) = isVector(pair[0]) ? (pair[0], pair[1]) : (pair[1], pair[0])
    guard let inner = operands(.root, of: vector, for: user) else { return nil }
    useUp(place, vector)
    return affineRoot(of: inner[0], plus: number, for: user)
      ?? Choice(operation: .rootSum, vectors: inner, numbers: [one(), addedNumber(0), number])
  }

  /// x + s·y / z, where y may be a number times a vector, and z a root and a number.
  private mutating func quotient(
    _ place: Int, addedTo other: Int, isTaken: Bool, for user: Int
  ) -> Choice? {
    guard let pair = operands(.divide, of: place, for: user), isVector(pair[0]), isVector(pair[1])
    else { return nil }
    useUp(place)
    var (top, number, factor) = (pair[0], Int?.none, Int?.none)
    if let outer = product(top, for: user) {
      useUp(outer.place)
      (top, number) = (outer.vector, isTaken ? negated(outer.number) : outer.number)
      if let inner = product(top, for: user) {
        useUp(inner.place)
        (top, factor) = (inner.vector, inner.number)
      }
    }
    let scale = number ?? addedNumber(isTaken ? -1 : 1)
    if let root = rootSum(pair[1], for: user) {
      return Choice(
        operation: .addQuotientByRoot, vectors: [other, top] + root.vectors,
        numbers: [scale, root.numbers[0], factor ?? one(), root.numbers[1], root.numbers[2]])
    }
    guard let factor else {
      return Choice(operation: .addQuotient, vectors: [other, top, pair[1]], numbers: [scale])
    }
    return Choice(
      operation: .addScaledQuotient, vectors: [other, top, pair[1]],
      numbers: [scale, addedNumber(0), factor])
  }

  /// A product, or (x / y)·z.
  mutating func product(_ a: Int, _ b: Int, for place: Int) -> Choice {
    guard isVector(a), isVector(b) else {
      return isVector(a)
        ? Choice(operation: .scale, vectors: [a], numbers: [b])
        : Choice(operation: .scale, vectors: [b], numbers: [a])
    }
    for (one, other) in [(a, b), (b, a)] {
      if let pair = operands(.divide, of: one, for: place), isVector(pair[0]), isVector(pair[1]) {
        useUp(one)
        return Choice(operation: .quotientProduct, vectors: pair + [other])
      }
    }
    return Choice(operation: .multiply, vectors: [a, b])
  }
}
