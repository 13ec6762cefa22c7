internal import ExperimentRunner
internal import OptimizerLab

/// The teacher's secret.
package enum SecretFile {
  /// Its bytes, without what an editor puts at the end of a line; none where there is no file.
  package static func read(_ path: String?) throws(AssignmentError) -> [UInt8] {
    guard let path else { return [] }
    do throws(DataError) {
      var bytes = try InputBytes.read(path, limit: 1 << 16)
      while let last = bytes.last, [0x0A, 0x0D].contains(last) { bytes.removeLast() }
      guard !bytes.isEmpty else { throw DataError(path, .unreadable(reason: "it is empty")) }
      return bytes
    } catch {
      throw AssignmentError(error)
    }
  }
}
