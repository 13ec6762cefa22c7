public import SpecLanguage

/// One layer of a network: a value that holds sizes, never numbers.
///
/// Its parameters are a range of the network's flat vector, its memory belongs to the workspace, and
/// what it keeps from batch to batch to the learner's buffers. Matrices lie row by row, one row an
/// example. There is no tape: the two backward methods are written by hand, and a caller asks only
/// for the gradient it needs. All methods overwrite; none accumulates.
///
/// A new layer is one file and one word in `Catalog.layers`. Methods that loop over numbers carry
/// `@specialized` for Float and Double, because they are called through `any Layer`.
public protocol Layer: Configurable, Sendable {
  /// The name in a spec, which is that of the `torch.nn` class in snake case.
  static var kind: String { get }
  /// One line for `optlab list layers`.
  static var summary: String { get }

  /// Tells the layer the shape of an example when it comes in: one extent for a list of values; channels,
  /// rows and columns for maps. One that `complaint` has nothing to say of.
  /// - Returns: its shape when it goes out.
  mutating func connect(_ shape: [Int]) -> [Int]

  /// Why examples of that shape cannot come in; `nil` where they can.
  func complaint(about shape: [Int]) -> String?

  /// Whether it takes maps, and no list of values: of pictures it gets channels, rows and columns.
  var takesMaps: Bool { get }

  /// Whether it makes units of its own by weights, as a linear layer does; the activations before the
  /// last of these have hidden units.
  var isWeighted: Bool { get }

  /// The parameters, in the order in which PyTorch draws them. Empty for an activation.
  var tensors: [Tensor] { get }

  /// What it keeps from batch to batch without learning it, in the order of a `state_dict`.
  var buffers: [Buffer] { get }

  /// Whether it counts its batches in training; a `state_dict` has the count as
  /// `num_batches_tracked`, behind the buffers.
  var countsBatches: Bool { get }

  /// Whether what comes out for an example depends on the others of its batch.
  func mixesRows(in mode: Mode) -> Bool

  /// Whether its backward methods need of the scratch what the forward one wrote there of each example.
  var remembersRows: Bool { get }

  /// Whether it draws when a batch goes through it in training.
  var drawsInTraining: Bool { get }

  /// Draws the layer's parameters as PyTorch does when the layer is made.
  func initialize<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister)

  /// Draws its parameters anew where the spec says how, as a script does with `torch.nn.init` once all
  /// layers of the network are made.
  func startAnew<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister)

  /// The size of either part of the scratch, for `rows` examples.
  func scratchCount(rows: Int) -> Int

  /// How many sums in Double it needs.
  func sumCount() -> Int

  /// How many of its parameters' gradients belong together: a part of them begins at a multiple.
  var parameterGrain: Int { get }

  /// Writes `output` (rows × outputs) from `input` (rows × inputs).
  /// - Parameters:
  ///   - parameters: this layer's.
  ///   - scratch: what is written here, the backward methods after it may read; its buffers are read,
  ///     and in training written.
  func forward<S: Scalar>(
    _ input: Span<S>, rows: Int, parameters: Span<S>, output: inout MutableSpan<S>,
    scratch: inout Scratch<S>, mode: Mode)

  /// Writes the loss's gradient by some of this layer's parameters into `gradient`, or adds it to what
  /// is there.
  /// - Parameters:
  ///   - part: which parameters, counted from the layer's first; it begins at a multiple of
  ///     `parameterGrain`.
  ///   - outputGradient: the loss's gradient by the output, rows × outputs.
  func parameterGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, part: Range<Int>, accumulate: Bool, rows: Int,
    input: Span<S>, outputGradient: Span<S>, scratch: inout Scratch<S>)

  /// Writes the loss's gradient by the input, rows × inputs.
  func inputGradient<S: Scalar>(
    _ gradient: inout MutableSpan<S>, rows: Int, input: Span<S>, output: Span<S>,
    outputGradient: Span<S>, parameters: Span<S>, scratch: inout Scratch<S>)
}

extension Layer {
  public func complaint(about shape: [Int]) -> String? { nil }
  public var takesMaps: Bool { false }
  public var isWeighted: Bool { false }
  public func startAnew<S: Scalar>(
    _ parameters: inout [S], in range: Range<Int>, drawingFrom generator: inout MersenneTwister
  ) {}
  public var buffers: [Buffer] { [] }
  public var countsBatches: Bool { false }
  public func sumCount() -> Int { 0 }
  public func mixesRows(in mode: Mode) -> Bool { false }
  public var remembersRows: Bool { false }
  public var drawsInTraining: Bool { false }
  public var parameterGrain: Int { max(tensors.reduce(0) { $0 + $1.count }, 1) }
}

/// What a pass through a network is for.
public enum Mode: Sendable {
  /// A step follows: layers take the statistics of the batch, and keep them.
  case training
  /// Nothing is learned from it: layers use what they kept.
  case evaluation
}

/// A layer's memory beyond its output, allocated once with the workspace: for transposes, and for
/// what its backward methods need of the pass.
public struct Scratch<S: Scalar> {
  public let first: AlignedMemory<S>
  public let second: AlignedMemory<S>

  /// Sums over a batch, as many as the layer asks for.
  public var sums: [Double]
  /// Whether the last pass took its statistics from its own batch.
  public var isOfBatch = true

  /// What the layer keeps from batch to batch.
  let buffers: LayerBuffers<S>
  /// What the layer may draw from.
  let draws: RandomSource

  init(count: Int, sumCount: Int, buffers: LayerBuffers<S>, draws: RandomSource) {
    self.buffers = buffers
    self.draws = draws
    sums = [Double](repeating: 0, count: sumCount)
    first = AlignedMemory(count: count)
    second = AlignedMemory(count: count)
  }
}
