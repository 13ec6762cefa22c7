internal import CLibxsmm
internal import Synchronization

/// Whether this process computes so that another processor, or another version of the C library, comes to the
/// same bits.
///
/// What differs between machines is two things. libxsmm has kernels for each kind of processor: those for AVX2
/// are asked for everywhere. And the C library's log(1 + x), eˣ − 1, hyperbolic tangent and error function
/// have other last bits from one version to the next (2.35, 2.36, 2.39 and 2.41 were compared), so there are
/// `OwnFunctions`; its exp, log, pow, sin and cos do not.
public enum SameBits {
  /// Raised when what is computed so comes to other bits than before, as `TrialIdentity.numericsVersion` is
  /// for all that is computed.
  package static let version = 2

  private static let isOn = Atomic(false)

  /// Begins to, for all that this process computes from now on; before its first product.
  public static func begin() {
    isOn.store(true, ordering: .relaxed)
    // Its first use asks the environment and the processor, and would forget what it was told before.
    libxsmm_init()
    // unsafe: the text lives for the call.
    unsafe libxsmm_set_target_arch("hsw")
  }

  public static var hasBegun: Bool { isOn.load(ordering: .relaxed) }
}
