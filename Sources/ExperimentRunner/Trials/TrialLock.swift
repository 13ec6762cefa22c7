internal import Glibc
internal import OptimizerLab

/// Keeps two processes from training one trial at once: a byte, chosen by the trial's hash, of a file that
/// all trials of a run share.
///
/// A courtesy, like the lock of the folder: it saves work that would be done twice, and whole files that
/// are renamed into place keep the results right without it. The file is open for writing, for a network's
/// file system gives no lock of one that is only read, and none of a folder; and the lock belongs to its
/// descriptor, so that it ends with whoever holds that, however that ends.
enum TrialLock {
  /// `F_OFD_GETLK` and `F_OFD_SETLK` of Linux, whose macros Swift does not see.
  private static let getOfDescriptor: Int32 = 36
  private static let setOfDescriptor: Int32 = 37

  static let fileName = ".lock.trials"

  /// Opens the file of locks beside the folder of all trials.
  static func file(beside folder: String) throws(OutputError) -> Descriptor {
    let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
    let path = (parts.dropLast() + [fileName[...]]).joined(separator: "/")
    // unsafe: the path lives for the call.
    let number = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw .last(path, isCreation: true) }
    return Descriptor(number)
  }

  /// Takes the trial's byte, if nobody else has it.
  /// - Returns: `false` where somebody has; `true`, too, on a file system without locks, which is taken as
  ///   it is: the folder's lock has warned of it.
  static func take(_ id: TrialIdentity, of file: Descriptor) -> Bool {
    var byte = region(of: id)
    while true {
      // unsafe: the structure is ours, for the call.
      if unsafe fcntl(file.number, setOfDescriptor, &byte) == 0 { return true }
      switch errno {
      case EINTR: continue
      case EAGAIN, EACCES: return false
      default: return true
      }
    }
  }

  /// Whether somebody else has the trial's byte now. A hint, for whoever chooses what to train next.
  static func isHeld(_ id: TrialIdentity, in file: Descriptor) -> Bool {
    var byte = region(of: id)
    // unsafe: the structure is ours, for the call.
    return unsafe fcntl(file.number, getOfDescriptor, &byte) == 0 && byte.l_type != Int16(F_UNLCK)
  }

  private static func region(of id: TrialIdentity) -> Glibc.flock {
    Glibc.flock(
      l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: offset(of: id), l_len: 1, l_pid: 0
    )
  }

  /// The first 60 bits of the hash: two trials that share them would wait for each other, which no run will
  /// see.
  private static func offset(of id: TrialIdentity) -> Int {
    Int(id.hash.prefix(15), radix: 16) ?? 0
  }
}
