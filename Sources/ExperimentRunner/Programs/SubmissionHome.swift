internal import CConfinement
internal import Glibc
internal import OptimizerLab

/// The temporary folder of a program that is graded: a copy of what was handed in, where it starts, and
/// room for its own files. Gone when this is.
final class SubmissionHome {
  /// A submission has a few files; one with more is a whole environment or a data set.
  private static let (mostFiles, mostBytes) = (2000, 64 << 20)

  let path: String
  /// Where it starts, with the copy.
  let work: String
  /// What was copied takes so much.
  private let copied: Int

  /// - Parameters:
  ///   - folder: what was handed in.
  ///   - user: whose the copy is to be.
  init(copying folder: String, for user: SystemUser?) throws(ProgramFailure) {
    do throws(OutputError) {
      path = try OutputFile.makeTemporaryFolder()
    } catch {
      throw .notStarted("its temporary folder: \(error.reason)")
    }
    work = "\(path)/work"
    var copy = folder_copying()
    copy.most_files = UInt64(Self.mostFiles)
    copy.most_bytes = UInt64(Self.mostBytes)
    copy.user = user?.identifier ?? getuid()
    copy.group = user?.group ?? getgid()
    // unsafe: the call reads the texts, and counts in the structure.
    _ = unsafe mkdir(work, 0o700)
    let failure = unsafe folder_copy(folder, work, &copy)
    let isGiven = unsafe chown(path, copy.user, copy.group) == 0
    copied = Int(copy.bytes)
    guard failure == 0, isGiven else {
      // unsafe: the call reads the text.
      _ = unsafe folder_remove(path)
      throw .notStarted("its folder \(Self.reason(failure == 0 ? errno : failure))")
    }
  }

  private static func reason(_ failure: Int32) -> String {
    switch failure {
    case EFBIG: "has more than \(ByteCount.text(mostBytes))"
    case EMFILE: "has more than \(mostFiles) files"
    case ELOOP: "has folders inside folders, deeper than 32"
    default: "could not be copied: \(OutputError.systemReason(failure))"
    }
  }

  deinit {
    // unsafe: the call reads the text.
    _ = unsafe folder_remove(path)
  }

  /// Whether the files in it take more room than `most` beside the copy.
  func holdsMore(than most: Int) -> Bool {
    let limit = UInt64(most + 2 * copied + (4 << 20))
    // unsafe: the call reads the text.
    return unsafe folder_bytes(path, limit) >= limit
  }
}

/// A user of the system.
struct SystemUser {
  var identifier: uid_t
  var group: gid_t

  /// - Throws: where there is none of that name, or this process cannot become another.
  init(named name: String) throws(ProgramFailure) {
    guard geteuid() == 0 else {
      throw .notStarted("only the superuser can start it as another user, \(Echo.quoted(name))")
    }
    // unsafe: the C library's own record, copied at once.
    guard let entry = unsafe getpwnam(name) else {
      throw .notStarted("the system has no user \(Echo.quoted(name))")
    }
    unsafe (identifier, group) = (entry.pointee.pw_uid, entry.pointee.pw_gid)
  }

  /// How many threads run as a user; what its limit counts from.
  static func threads(of user: uid_t) -> Int {
    var count = 0
    for process in OutputFile.names(in: "/proc") where process.allSatisfy(\.isNumber) {
      var state = Glibc.stat()
      // unsafe: the call fills in the structure.
      guard unsafe stat("/proc/\(process)", &state) == 0, state.st_uid == user else { continue }
      count += SystemFile.value("Threads", in: "/proc/\(process)/status").flatMap { Int($0) } ?? 1
    }
    return count
  }
}
