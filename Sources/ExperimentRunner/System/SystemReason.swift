internal import FoundationEssentials
internal import Glibc

extension Error {
  /// Why the system did not do what was asked of the file manager, in its own words where it has some.
  package var systemReason: String {
    let cause = (self as? CocoaError)?.underlying ?? self
    if let cause = cause as? POSIXError { return OutputError.systemReason(cause.code.rawValue) }
    return "\(cause)"
  }
}
