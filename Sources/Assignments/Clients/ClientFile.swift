/// A file that a program needs to speak with the lab, to be laid beside it.
package struct ClientFile: Sendable {
  /// `optlab.py`
  package let name: String
  /// One line for lists.
  package let summary: String
  package let bytes: [UInt8]

  /// For Python: a rule is one function.
  package static let python = ClientFile(
    name: "optlab.py", summary: "for Python: an optimizer is one function, with numpy",
    bytes: PackageResources.optlab_py)

  /// For Swift: compiled together with the rule.
  package static let swift = ClientFile(
    name: "optlab.swift", summary: "for Swift: an optimizer is one function, compiled with this",
    bytes: PackageResources.optlab_swift)

  /// For C: included by the rule.
  package static let c = ClientFile(
    name: "optlab.h", summary: "for C: an optimizer is one function, which includes this",
    bytes: PackageResources.optlab_h)

  package static let all = [python, swift, c]
}
