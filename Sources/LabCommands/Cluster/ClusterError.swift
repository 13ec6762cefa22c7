/// Why a cluster could not be given work, or asked about it.
package struct ClusterError: Error, Equatable, CustomStringConvertible {
  package enum Kind: Sendable {
    /// The call asks for what the cluster does not have.
    case usage
    /// A program of the cluster's is missing or refuses.
    case unavailable
    /// The folder is no good for a cluster.
    case folder
    /// Nothing was submitted from there.
    case nothingSubmitted
    /// Tasks of the folder are in the queue.
    case busy
  }

  package var kind: Kind
  package var description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
