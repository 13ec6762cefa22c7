internal import FoundationEssentials
internal import Glibc

extension Machine {
  /// Bytes that this program may have at most: the machine's, or less where a control group, Slurm or a
  /// limit of the user's (`ulimit -v`) says so.
  package static let memory: Int = {
    let installed = Int(ProcessInfo.processInfo.physicalMemory)
    return [installed, addressSpace, Allotment.own.memory ?? installed].filter { $0 > 0 }.min()
      ?? installed
  }()

  private static var addressSpace: Int {
    var limit = rlimit()
    // The structure is filled in by the call and read after it.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else {
      return .max
    }
    return Int(clamping: limit.rlim_cur)
  }
}
