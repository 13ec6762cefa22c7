internal import CLibxsmm
internal import COpenBLAS

/// Which libraries the matrix products come from, and what they use of this processor.
public enum MatrixLibraries {
  public static var description: String {
    // Both return static texts.
    let target = unsafe libxsmm_get_target_arch().map { unsafe String(cString: $0) } ?? "none"
    let core = unsafe openblas_get_corename().map { unsafe String(cString: $0) } ?? "unknown"
    let config = unsafe openblas_get_config().map { unsafe String(cString: $0) } ?? ""
    let version = config.split(separator: " ").prefix(2).joined(separator: " ")
    return "libxsmm \(LIBXSMM_VERSION_MAJOR).\(LIBXSMM_VERSION_MINOR) (\(target)), "
      + "\(version) (\(core))"
  }
}
