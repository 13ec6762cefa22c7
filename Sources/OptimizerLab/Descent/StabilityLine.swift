/// The sharpness at which an optimizer begins to swing.
public struct StabilityLine: Sendable, Equatable {
  public var sharpness: Double
  /// Whether it is the sharpness of P^(−1/2)·H·P^(−1/2), with the optimizer's denominators P, and not
  /// of the loss's Hessian H.
  public var isPreconditioned: Bool

  init(_ sharpness: Double, isPreconditioned: Bool = false) {
    self.sharpness = sharpness
    self.isPreconditioned = isPreconditioned
  }
}
