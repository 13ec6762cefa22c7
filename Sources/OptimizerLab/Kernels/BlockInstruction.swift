/// One pass over a block of vectors: a target and up to three vectors by their places in a table, and up
/// to five numbers by theirs.
struct BlockInstruction: Sendable, Equatable {
  /// d is the target; x, y, z are vectors; r, s, u, v, w are numbers. Each operation is rounded by itself, in
  /// the order in which it is written here.
  enum Operation: UInt8, Sendable {
    /// d = s, d = x
    case spread, copy
    case root, absolute, sign, exponential, logarithm
    case add, subtract, multiply, divide, power, least, greatest
    /// 1 where it holds, else 0
    case less, lessOrEqual, equal, unequal
    /// x + s, s − x, s·x, s / x
    case addNumber, subtractFrom, scale, divideInto
    /// |x| + s, max(s·x, y)
    case absoluteSum, greatestScaled
    /// y where x is not 0, else z
    case choose
    /// s·x + y, s·x + u·y, s·x + u·(y·z), s·x + (u·y)·z, x + y·z
    case scaleAdd, scaleBoth, scaleSquares, scaleProduct, addProduct
    /// √(s·x + u) + r
    case rootSum
    /// x + s·y / z, x + s·(r·y) / z, x + s·(r·y) / (√(u·z + v) + w), (x / y)·z
    case addQuotient, addScaledQuotient, addQuotientByRoot, quotientProduct
    /// Adds Σx, Σx² to the sum whose place r is.
    case sum, sumOfSquares
  }

  var operation: Operation
  var target = 0
  var x = 0
  var y = 0
  var z = 0
  var r = 0
  var s = 0
  var u = 0
  var v = 0
  var w = 0
}
