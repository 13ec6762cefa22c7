/// Which tensors lie in a flat vector of parameters, and where.
public struct ParameterLayout: Sendable, Equatable {
  /// One tensor in the flat vector.
  public struct Entry: Sendable, Equatable {
    /// As a `state_dict` has it: `0.weight`.
    public let name: String
    public let tensor: Tensor
    /// Where its numbers lie in the flat vector.
    public let range: Range<Int>
  }

  public let entries: [Entry]
  /// Numbers of all tensors together.
  public let count: Int

  /// - Parameter tensors: in the order in which they lie in the flat vector, one behind the other.
  public init(_ tensors: [(name: String, tensor: Tensor)]) {
    var start = 0
    entries = tensors.map { name, tensor in
      defer { start += tensor.count }
      return Entry(name: name, tensor: tensor, range: start..<start + tensor.count)
    }
    count = start
  }

  /// The layout of parameters that are one vector, such as the point on a surface.
  public init(vectorOf count: Int) {
    self.init([("point", Tensor(name: "point", shape: [count]))])
  }
}

/// A named array of parameters, with its shape as PyTorch has it.
public struct Tensor: Sendable, Equatable {
  /// `weight` or `bias`.
  public var name: String
  /// In PyTorch's order: a weight has (outputs, inputs), a bias (outputs).
  public var shape: [Int]
  /// Whether its two dimensions change places in the flat vector: a weight of (outputs, inputs) lies
  /// there as inputs × outputs, row by row.
  public var isTransposed: Bool

  public init(name: String, shape: [Int], isTransposed: Bool = false) {
    precondition(!isTransposed || shape.count == 2)
    self.name = name
    self.shape = shape
    self.isTransposed = isTransposed
  }

  public var count: Int { shape.reduce(1, *) }

  /// The numbers in PyTorch's order, from that of the flat vector.
  public func torchOrder<S: Scalar>(of values: ArraySlice<S>) -> [S] {
    precondition(values.count == count)
    return isTransposed
      ? transposed(Array(values), rows: shape[1], columns: shape[0]) : Array(values)
  }

  /// The numbers in the order of the flat vector, from PyTorch's.
  public func flatOrder<S: Scalar>(of values: [S]) -> [S] {
    precondition(values.count == count)
    return isTransposed ? transposed(values, rows: shape[0], columns: shape[1]) : values
  }
}
