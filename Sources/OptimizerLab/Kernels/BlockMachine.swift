internal import Glibc

/// Runs instructions over vectors block by block, so that what one writes is in the first cache when the
/// next reads it.
///
/// unsafe: the vectors are known by their addresses, for an instruction may write what it reads, and a
/// table of spans cannot be had. They are taken from spans and `Numbers` that this call alone holds, all
/// as long as the loops run, and the gradient is never a target.
struct BlockMachine<S: Scalar> {
  /// Numbers of a block: 4 kB, with which the classic rules were quickest in both precisions.
  static var blockSize: Int { 4096 / MemoryLayout<S>.stride }

  typealias Vector = UnsafeMutablePointer<S>

  /// Runs all of `code`.
  /// - Parameters:
  ///   - parameters: the vector of place 0, of the parameters in `range`.
  ///   - gradient: the vector of place 1, likewise.
  ///   - registers: those of place 2 and up, the first `wholeCount` for all parameters, the others for
  ///     a block.
  ///   - numbers: what instructions have numbers from.
  ///   - sums: what sums are added to.
  @specialized(where S == Float)
  @specialized(where S == Double)
  static func run(
    _ code: [BlockInstruction], _ parameters: inout MutableSpan<S>, along gradient: Span<S>,
    in range: Range<Int>, registers: inout [Numbers<S>], wholeCount: Int, numbers: Numbers<S>,
    sums: inout [Double]
  ) {
    precondition(parameters.count == range.count && gradient.count == range.count)
    guard !range.isEmpty, !code.isEmpty else { return }
    let numbers = numbers.span
    unsafe withUnsafeTemporaryAllocation(of: Vector.self, capacity: registers.count + 2) { table in
      var first: Vector?
      unsafe parameters.withUnsafeMutableBufferPointer { unsafe first = $0.baseAddress }
      unsafe table.initializeElement(at: 0, to: first!)
      unsafe gradient.withUnsafeBufferPointer {
        unsafe first = UnsafeMutablePointer(mutating: $0.baseAddress)
      }
      unsafe table.initializeElement(at: 1, to: first!)
      for i in registers.indices {
        var all = registers[i].mutableSpan
        precondition(all.count >= (i < wholeCount ? range.upperBound : blockSize))
        unsafe all.withUnsafeMutableBufferPointer { unsafe first = $0.baseAddress }
        unsafe table.initializeElement(
          at: 2 + i, to: i < wholeCount ? first! + range.lowerBound : first!)
      }
      var start = 0
      while start < range.count {
        let count = min(blockSize, range.count - start)
        for i in code.indices {
          unsafe run(code[i], table, numbers, &sums, count)
        }
        for i in 0..<2 + wholeCount { unsafe table[i] += count }
        start += count
      }
    }
  }

  @inline(__always)
  private static func run(
    _ code: BlockInstruction, _ table: UnsafeMutableBufferPointer<Vector>, _ numbers: Span<S>,
    _ sums: inout [Double], _ n: Int
  ) {
    let d = unsafe table[code.target]
    let x = unsafe table[code.x]
    let y = unsafe table[code.y]
    let z = unsafe table[code.z]
    switch code.operation {
    case .spread:
      let s = numbers[code.s]
      for i in 0..<n { unsafe d[i] = s }
    case .copy: unsafe each(n, d, x) { $0 }
    case .root: unsafe each(n, d, x) { S.root($0) }
    case .absolute: unsafe each(n, d, x) { $0.magnitude }
    case .sign: unsafe each(n, d, x) { ($0 > 0 ? 1 : 0) - ($0 < 0 ? 1 : 0) }
    case .exponential: unsafe each(n, d, x) { S.exp($0) }
    case .logarithm: unsafe each(n, d, x) { S.log($0) }
    case .add: unsafe each(n, d, x, y) { $0 + $1 }
    case .subtract: unsafe each(n, d, x, y) { $0 - $1 }
    case .multiply: unsafe each(n, d, x, y) { $0 * $1 }
    case .divide: unsafe each(n, d, x, y) { $0 / $1 }
    case .power: unsafe each(n, d, x, y) { S(pow(Double($0), Double($1))) }
    case .least: unsafe each(n, d, x, y) { RuleArithmetic.least($0, $1) }
    case .greatest: unsafe each(n, d, x, y) { RuleArithmetic.greatest($0, $1) }
    case .less: unsafe each(n, d, x, y) { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: unsafe each(n, d, x, y) { $0 <= $1 ? 1 : 0 }
    case .equal: unsafe each(n, d, x, y) { $0 == $1 ? 1 : 0 }
    case .unequal: unsafe each(n, d, x, y) { $0 != $1 ? 1 : 0 }
    case .addNumber:
      let s = numbers[code.s]
      unsafe each(n, d, x) { $0 + s }
    case .subtractFrom:
      let s = numbers[code.s]
      unsafe each(n, d, x) { s - $0 }
    case .scale:
      let s = numbers[code.s]
      unsafe each(n, d, x) { s * $0 }
    case .divideInto:
      let s = numbers[code.s]
      unsafe each(n, d, x) { s / $0 }
    case .absoluteSum:
      let s = numbers[code.s]
      unsafe each(n, d, x) { $0.magnitude + s }
    case .greatestScaled:
      let s = numbers[code.s]
      unsafe each(n, d, x, y) { RuleArithmetic.greatest(s * $0, $1) }
    case .choose: unsafe each(n, d, x, y, z) { $0 != 0 ? $1 : $2 }
    case .scaleAdd:
      let s = numbers[code.s]
      unsafe each(n, d, x, y) { s * $0 + $1 }
    case .scaleBoth:
      let (s, u) = (numbers[code.s], numbers[code.u])
      unsafe each(n, d, x, y) { s * $0 + u * $1 }
    case .scaleSquares:
      let (s, u) = (numbers[code.s], numbers[code.u])
      unsafe each(n, d, x, y, z) { s * $0 + u * ($1 * $2) }
    case .scaleProduct:
      let (s, u) = (numbers[code.s], numbers[code.u])
      unsafe each(n, d, x, y, z) { s * $0 + (u * $1) * $2 }
    case .addProduct: unsafe each(n, d, x, y, z) { $0 + $1 * $2 }
    case .rootSum:
      let (s, u, r) = (numbers[code.s], numbers[code.u], numbers[code.r])
      unsafe each(n, d, x) { S.root(s * $0 + u) + r }
    case .addQuotient:
      let s = numbers[code.s]
      unsafe each(n, d, x, y, z) { $0 + s * $1 / $2 }
    case .addScaledQuotient:
      let (s, r) = (numbers[code.s], numbers[code.r])
      unsafe each(n, d, x, y, z) { $0 + s * (r * $1) / $2 }
    case .addQuotientByRoot:
      let (s, r) = (numbers[code.s], numbers[code.r])
      let (u, v, w) = (numbers[code.u], numbers[code.v], numbers[code.w])
      unsafe each(n, d, x, y, z) { $0 + s * (r * $1) / (S.root(u * $2 + v) + w) }
    case .quotientProduct: unsafe each(n, d, x, y, z) { $0 / $1 * $2 }
    case .sum: unsafe sums[code.r] += sumOfNumbers(Span(_unsafeStart: x, count: n))
    case .sumOfSquares: unsafe sums[code.r] += sumOfSquares(Span(_unsafeStart: x, count: n))
    }
  }
}

// The loops. Where the target is one of the vectors that are read, it is named as such: two names for one
// vector would keep the compiler from wide steps.
extension BlockMachine {
  @inline(__always)
  private static func each(_ n: Int, _ d: Vector, _ x: Vector, _ body: (S) -> S) {
    if unsafe d == x {
      for i in 0..<n { unsafe d[i] = body(d[i]) }
    } else {
      for i in 0..<n { unsafe d[i] = body(x[i]) }
    }
  }

  @inline(__always)
  private static func each(
    _ n: Int, _ d: Vector, _ x: Vector, _ y: Vector, _ body: (S, S) -> S
  ) {
    if unsafe d == x {
      if unsafe d == y {
        for i in 0..<n { unsafe d[i] = body(d[i], d[i]) }
      } else {
        for i in 0..<n { unsafe d[i] = body(d[i], y[i]) }
      }
    } else if unsafe d == y {
      for i in 0..<n { unsafe d[i] = body(x[i], d[i]) }
    } else {
      for i in 0..<n { unsafe d[i] = body(x[i], y[i]) }
    }
  }

  /// Of three of them one is named, if it is the target.
  @inline(__always)
  private static func each(
    _ n: Int, _ d: Vector, _ x: Vector, _ y: Vector, _ z: Vector, _ body: (S, S, S) -> S
  ) {
    if unsafe d == x {
      for i in 0..<n { unsafe d[i] = body(d[i], y[i], z[i]) }
    } else if unsafe d == y {
      for i in 0..<n { unsafe d[i] = body(x[i], d[i], z[i]) }
    } else if unsafe d == z {
      for i in 0..<n { unsafe d[i] = body(x[i], y[i], d[i]) }
    } else {
      for i in 0..<n { unsafe d[i] = body(x[i], y[i], z[i]) }
    }
  }
}

/// What both numbers and vectors of a rule are subject to, where Swift's own differs from PyTorch's.
enum RuleArithmetic {
  /// Not a number, where one of the two is none.
  @inline(__always)
  static func least<S: Scalar>(_ a: S, _ b: S) -> S { a < b || a != a ? a : b }
  @inline(__always)
  static func greatest<S: Scalar>(_ a: S, _ b: S) -> S { a > b || a != a ? a : b }
}
