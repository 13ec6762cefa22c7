internal import CShipped
internal import FoundationEssentials

/// The program's version.
package enum Version {
  package static let number = "0.1.0"

  /// The commit it was built from, as a release has it inside, or the wrapper script tells.
  package static var commit: String {
    // It returns a static text.
    let inside = unsafe String(cString: shipped_commit())
    return inside.isEmpty
      ? ProcessInfo.processInfo.environment["OPTLAB_COMMIT"] ?? "unknown" : inside
  }

  /// Both in one line.
  package static var described: String {
    commit == "unknown" ? number : "\(number) (\(commit.prefix(12)))"
  }

  /// Whether what computes was optimized, as this module is when that is; those that only print need not be.
  package static var isOptimized: Bool {
    var isDebug = false
    assert(
      {
        isDebug = true
        return true
      }())
    return !isDebug
  }
}
