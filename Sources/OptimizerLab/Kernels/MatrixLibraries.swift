internal import CLibxsmm
internal import COpenBLAS

/// Which libraries the matrix products come from, and what they use of this processor.
public enum MatrixLibraries {
  public static var description: String {
    // Both return static texts.
    let target = unsafe libxsmm_get_target_arch().map { unsafe String(cString: $0) } ?? "none"
    let config = unsafe openblas_get_config().map { unsafe String(cString: $0) } ?? ""
    let version = config.split(separator: " ").prefix(2).joined(separator: " ")
    return "libxsmm \(LIBXSMM_VERSION_MAJOR).\(LIBXSMM_VERSION_MINOR) (\(target)), "
      + "\(version) (\(kernels))"
  }

  /// The kind of processor whose kernels OpenBLAS took, by its own name.
  private static var kernels: String {
    // It returns a static text.
    unsafe openblas_get_corename().map { unsafe String(cString: $0) } ?? "unknown"
  }

  /// Kernels without AVX2, which OpenBLAS takes where it does not know a processor, or is told to: a
  /// fraction of the speed, and other last bits.
  private static let oldKernels: Set = [
    "Katmai", "Coppermine", "Northwood", "Prescott", "Banias", "Atom", "Core2", "Penryn",
    "Dunnington",
    "Nehalem", "Athlon", "Opteron", "Opteron_SSE3", "Barcelona", "Bobcat",
  ]

  /// What is wrong with the kernels that OpenBLAS took; `nil` where they suit. `optlab` itself does not
  /// run on processors that they would suit.
  public static var warning: String? {
    guard oldKernels.contains(kernels) else { return nil }
    return
      "OpenBLAS took \(kernels)'s kernels, of processors without AVX2: large products are slow, and "
      + "their last bits are not those of other machines; a newer OpenBLAS knows this processor, or "
      + "OPENBLAS_CORETYPE=Haswell tells it"
  }
}
