internal import FoundationEssentials

/// The address of a folder on a server.
///
/// Only https is spoken, so that nobody on the way can read or change what is sent. The one
/// exception is this machine itself, where there is no way to be on.
package struct Mirror: Sendable, Equatable {
  /// With a slash at its end.
  package let address: String

  /// - Returns: `nil` for what is no https address.
  package init?(_ text: String) {
    // Nothing but what stands in an address: no blanks, quotes, brackets or controls.
    let allowed = Set(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/%@!$&'()*+,;="
        .unicodeScalars)
    guard text.unicodeScalars.allSatisfy(allowed.contains), let parts = URLComponents(string: text),
      let host = parts.host, !host.isEmpty, let scheme = parts.scheme?.lowercased()
    else { return nil }
    let isHere = ["localhost", "127.0.0.1"].contains(host.lowercased())
    guard scheme == "https" || scheme == "http" && isHere else { return nil }
    address = text.hasSuffix("/") ? text : text + "/"
  }

  /// The protocols, in curl's words, in which the first request may be made. A redirection leads
  /// to https or nowhere.
  var protocols: String { address.lowercased().hasPrefix("http:") ? "=http" : "=https" }
}
