internal import FoundationEssentials

/// The program's version.
package enum Version {
  package static let number = "0.1.0"

  /// The commit it was built from, as the wrapper script tells.
  package static var commit: String {
    ProcessInfo.processInfo.environment["OPTLAB_COMMIT"] ?? "unknown"
  }
}
