internal import ExperimentRunner
internal import FoundationEssentials

extension DataPath {
  /// The path from the root on, without `.` and `..`.
  static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }
}
