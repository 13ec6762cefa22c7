internal import CLibxsmm

/// Which library the matrix products come from, and what it uses of this processor.
public enum MatrixLibraries {
  public static var description: String {
    // It returns a static text.
    let target = unsafe libxsmm_get_target_arch().map { unsafe String(cString: $0) } ?? "none"
    return "libxsmm \(LIBXSMM_VERSION_MAJOR).\(LIBXSMM_VERSION_MINOR) (\(target))"
  }
}
