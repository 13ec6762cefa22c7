internal import ExperimentRunner

/// Whether other machines see the files that a task needs.
enum SharedPlaces {
  /// - Parameter places: what each is, and its path.
  /// - Throws: `ClusterError` for the first that is on a disk of this machine.
  static func check(_ places: [(String, String)]) throws(ClusterError) {
    for (what, path) in places {
      guard let type = FileSystem.type(of: path), FileSystem.isLocal(type) else { continue }
      throw ClusterError(
        .folder,
        "\(what) \(path) is on a disk of this machine (\(type)), which other nodes do not see; take a place "
          + "in a shared file system, or say --shared-ok where the nodes have it mounted")
    }
  }
}
