public import SpecLanguage

/// One layer of a network: a value that holds sizes, never numbers.
///
/// Its parameters are a range of the network's flat vector, its memory belongs to the workspace.
/// Matrices lie row by row, one row an example. There is no tape: the two backward methods are
/// written by hand, and a caller asks only for the gradient it needs. All methods overwrite; none
/// accumulates.
///
/// A new layer is one file and one word in `Catalog.layers`. Methods that loop over numbers carry
/// `@specialized` for Float and Double, because they are called through `any Layer`.
public protocol Layer: Configurable, Sendable {
  /// The name in a spec, which is that of the `torch.nn` class in snake case.
  static var kind: String { get }
  /// One line for `optlab list layers`.
  static var summary: String { get }

  /// Tells the layer how many values an example has when it comes in.
  /// - Returns: how many it has when it goes out.
  mutating func connect(inputs: Int) -> Int

  /// The parameters, in the order in which PyTorch draws them. Empty for an activation.
  var tensors: [Tensor] { get }

  /// Draws the layer's parameters as PyTorch does when the layer is made.
  func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister)

  /// Memory beyond the output and its gradient, for `rows` examples.
  func scratchCount(rows: Int) -> Int

  /// Writes `output` (rows × outputs) from `input` (rows × inputs).
  func forward<S: Scalar>(
    _ input: [S], rows: Int, parameters: [S], in range: Range<Int>, output: inout [S])

  /// Writes the loss's gradient by this layer's parameters into `gradient[range]`.
  /// - Parameter output: the loss's gradient by the output, rows × outputs.
  func parameterGradient<S: Scalar>(
    _ gradient: inout [S], in range: Range<Int>, rows: Int, input: [S], outputGradient: [S],
    scratch: inout Scratch<S>)

  /// Writes the loss's gradient by the input, rows × inputs.
  func inputGradient<S: Scalar>(
    _ gradient: inout [S], rows: Int, input: [S], output: [S], outputGradient: [S],
    parameters: [S], in range: Range<Int>, scratch: inout Scratch<S>)
}

/// Memory for a layer's transposes, allocated once with the workspace.
public struct Scratch<S: Scalar>: Sendable {
  public var first: [S]
  public var second: [S]

  public init(count: Int) {
    first = [S](repeating: 0, count: count)
    second = [S](repeating: 0, count: count)
  }
}
