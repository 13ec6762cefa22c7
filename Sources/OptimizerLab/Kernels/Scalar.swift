internal import CNumerics
internal import Glibc

/// The number type that an experiment computes in: `Float` or `Double`.
///
/// Everything numerical is generic over it, and each entry point that is called through an
/// existential carries `@specialized` for both types; without that, a generic loop behind `any`
/// is some 450 times slower.
public protocol Scalar: BinaryFloatingPoint, SIMDScalar, Codable, Sendable {
  /// The name of the type in a spec and in a file of weights: `float32`, `float64`.
  static var dtype: String { get }
  /// IEEE square root, one rounding; vectorizes, unlike `squareRoot()`.
  static func root(_ x: Self) -> Self
  /// eˣ. Float: at most 2 ulp, subnormal results included. Double: the C library's.
  static func exp(_ x: Self) -> Self
  /// The hyperbolic tangent. Float: at most 7 ulp. Double: the C library's, but where
  /// `SameBits` has begun.
  static func tanh(_ x: Self) -> Self
  /// Natural logarithm, the C library's.
  static func log(_ x: Self) -> Self
  /// log(1 + x), the C library's, but where `SameBits` has begun.
  static func log1p(_ x: Self) -> Self
  /// eˣ − 1, the same.
  static func expm1(_ x: Self) -> Self
  /// The error function, the same.
  static func erf(_ x: Self) -> Self
  /// The vector c (rows) = a · b for one with `inner` numbers, or c += a · b: our own, with its sums in
  /// the same order on every processor. Called by `product`, which checks the counts, as the next two.
  static func multiplyByVector(
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>,
    _ shape: ProductShape, _ accumulate: Bool)
  /// The first `width` columns of c = a · b, or of c += a · b, by libxsmm.
  /// - Returns: whether it has a kernel for that shape; otherwise nothing was done.
  static func multiplyPanel(
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>,
    _ shape: ProductShape, _ width: Int32, _ accumulate: Bool
  ) -> Bool
  /// All columns, where libxsmm has no kernel for the shape or the processor.
  static func multiplyElsewhere(
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>,
    _ shape: ProductShape, _ accumulate: Bool)
}

extension Float: Scalar {
  public static var dtype: String { "float32" }

  @inline(__always)
  public static func root(_ x: Float) -> Float { numerics_square_root_f32(x) }

  @inline(__always)
  public static func exp(_ x: Float) -> Float { polynomialExp(x) }

  @inline(__always)
  public static func tanh(_ x: Float) -> Float { polynomialTanh(x) }

  public static func log(_ x: Float) -> Float { Glibc.log(x) }
  public static func log1p(_ x: Float) -> Float {
    SameBits.hasBegun ? Float(OwnFunctions.log1p(Double(x))) : Glibc.log1p(x)
  }
  public static func expm1(_ x: Float) -> Float {
    SameBits.hasBegun ? Float(OwnFunctions.expm1(Double(x))) : Glibc.expm1(x)
  }
  public static func erf(_ x: Float) -> Float {
    SameBits.hasBegun ? Float(OwnFunctions.erf(Double(x))) : Glibc.erf(x)
  }
}

extension Double: Scalar {
  public static var dtype: String { "float64" }

  @inline(__always)
  public static func root(_ x: Double) -> Double { numerics_square_root_f64(x) }

  public static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  public static func tanh(_ x: Double) -> Double {
    SameBits.hasBegun ? OwnFunctions.tanh(x) : Glibc.tanh(x)
  }
  public static func log(_ x: Double) -> Double { Glibc.log(x) }
  public static func log1p(_ x: Double) -> Double {
    SameBits.hasBegun ? OwnFunctions.log1p(x) : Glibc.log1p(x)
  }
  public static func expm1(_ x: Double) -> Double {
    SameBits.hasBegun ? OwnFunctions.expm1(x) : Glibc.expm1(x)
  }
  public static func erf(_ x: Double) -> Double {
    SameBits.hasBegun ? OwnFunctions.erf(x) : Glibc.erf(x)
  }
}
