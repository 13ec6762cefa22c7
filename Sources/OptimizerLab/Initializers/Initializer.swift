public import SpecLanguage

/// How a tensor of parameters is filled before training: a function of `torch.nn.init`.
///
/// A new one is one file and one word in `Initializers.all`.
public protocol Initializer: Configurable, Sendable {
  /// The name in a spec: that of the function, without its last underscore.
  static var kind: String { get }
  static var summary: String { get }
  /// Whether it can fill a vector: it does not ask how many values go in and come out.
  static var suitsVectors: Bool { get }

  /// Overwrites a tensor, in PyTorch's order, in float32.
  func fill(_ values: inout [Float], fan: Fan, drawingFrom generator: inout MersenneTwister)
}

extension Initializer {
  public static var suitsVectors: Bool { false }
}

/// How many values go into one output of a weight, and how many one input goes into: the fans of
/// `torch.nn.init`, each times the size of a kernel.
public struct Fan: Sendable {
  public var inputs: Int
  public var outputs: Int

  /// - Parameter shape: outputs, inputs, and what a kernel has of rows and columns; of a vector, whose
  ///   fans nobody asks for, its count.
  public init(of shape: [Int]) {
    let kernel = shape.dropFirst(2).reduce(1, *)
    outputs = shape[0] * kernel
    inputs = shape.count > 1 ? shape[1] * kernel : outputs
  }
}

/// The one list of what `init` and `bias_init` can name.
public enum Initializers {
  public static let all: [any Initializer.Type] = [
    XavierUniform.self, XavierNormal.self, KaimingUniform.self, KaimingNormal.self,
    UniformStart.self,
    NormalStart.self, ConstantStart.self, OnesStart.self, ZerosStart.self,
  ]

  /// For a weight.
  public static var kinds: Kinds<any Initializer> { kinds(all) }
  /// For a bias.
  public static var ofVectors: Kinds<any Initializer> { kinds(all.filter { $0.suitsVectors }) }

  private static func kinds(_ types: [any Initializer.Type]) -> Kinds<any Initializer> {
    Kinds(
      "initialization",
      types.map { type in
        Kind(type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1) })
      },
      allowsBareNames: true, nameOf: { type(of: $0).kind })
  }
}
