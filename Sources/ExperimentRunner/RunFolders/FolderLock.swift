internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
internal import Synchronization

/// Holds an output folder for one run, or for shards of one. The lock dies with its process:
/// nothing is left to clean.
///
/// It is a courtesy to who runs twice by mistake. What keeps the folder whole are whole files, written
/// beside their place and renamed; so a file system without locks is warned of, and used.
package final class FolderLock: Sendable {
  /// Held shared by shards, and alone by everything else.
  private let folder: Descriptor
  /// What only one process may do as this shard.
  private let shard: Descriptor?
  private let share: Shard?
  /// Whether no other shard is at work, as long as this one has not joined.
  let isAlone: Bool
  /// Whether another process had the share for as long as it was waited for: what that holds is left to it.
  package let isBesideHolder: Bool
  private let turn: Mutex<Descriptor?>

  /// Another run holds the folder.
  package struct Held: Error, Equatable, CustomStringConvertible {
    package var folder: String
    /// What the other run wrote about itself.
    package var holder: String

    package var description: String {
      "\(folder) is in use by another run\(holder.isEmpty ? "" : " (\(holder))"); wait for it, or "
        + "choose another folder with --out"
    }
  }

  /// How long another shard's start is waited for, which takes milliseconds; who takes longer has been
  /// stopped or hangs.
  package struct Patience: Sendable {
    /// Seconds after which the wait is told.
    package var untilTold: Double
    /// Seconds after which it is given up.
    package var untilGivenUp: Double

    package init(untilTold: Double = 2, untilGivenUp: Double = 60) {
      self.untilTold = untilTold
      self.untilGivenUp = untilGivenUp
    }

    /// For another process at the same share: one whose machine is gone is lost within minutes, with its
    /// lock.
    package static let ofShare = Patience(untilGivenUp: 120)
  }

  /// A shard keeps all others from joining until it has joined itself. It asks for its own lock first:
  /// nobody else waits while it waits for that.
  /// - Parameters:
  ///   - goesOnBeside: whether a share that another process keeps is taken all the same, for the trials in
  ///     it that nobody holds.
  ///   - warn: is told of a file system without locks, and of waiting.
  /// - Throws: `Held`, `OutputError`.
  package init(
    _ path: String, shard: Shard? = nil, patience: Patience = Patience(),
    sharePatience: Patience = .ofShare, goesOnBeside: Bool = true, warn: (String) -> Void
  ) throws {
    let main = "\(path)/.lock"
    folder = try Self.open(main)
    share = shard
    guard let shard else {
      try Self.take(folder, LOCK_EX, at: main, of: path, warn: warn)
      self.shard = nil
      isAlone = true
      isBesideHolder = false
      turn = Mutex(nil)
      Self.sign(folder)
      return
    }
    let own = "\(path)/\(Self.name(of: shard))"
    let lock = try Self.open(own)
    do throws(Held) {
      try Self.wait(for: lock, at: own, of: path, patience: sharePatience) { holder in
        warn("\(path): waits for another process, which has the share \(shard)\(holder)")
      }
      isBesideHolder = false
    } catch {
      guard goesOnBeside else { throw error }
      let holder = error.holder.isEmpty ? "" : " (\(error.holder))"
      warn(
        "\(path): another process still has the share \(shard)\(holder): goes on beside it, with the "
          + "trials that nobody holds")
      isBesideHolder = true
    }
    let turn = try Self.waitForTurn(in: path, patience: patience, warn: warn)
    let refusal = flock(folder.number, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
    isAlone = refusal != EWOULDBLOCK
    if !isAlone {
      try Self.take(folder, LOCK_SH, at: main, of: path, warn: warn)
    } else if refusal != 0 {
      warn(Self.absence(of: refusal, path))
    }
    self.shard = lock
    self.turn = Mutex(turn)
    if !isBesideHolder { Self.sign(lock, as: shard) }
  }

  /// Lets other shards join: the folder now says what all have to agree on.
  package func join() {
    flock(folder.number, LOCK_SH)
    Self.sign(folder, as: share)
    turn.withLock { $0 = nil }
  }

  private static func name(of shard: Shard) -> String { ".lock.\(shard.index)-of-\(shard.count)" }

  /// Takes away the locks of shards; only for who holds the folder alone.
  package static func removeShards(in path: String) {
    for name in OutputFile.names(in: path) where isOfShard(name) {
      OutputFile.remove("\(path)/\(name)")
    }
  }

  /// Whether a file of a run's folder is the lock of a shard: neither the folder's nor that of its trials.
  package static func isOfShard(_ name: String) -> Bool {
    name.hasPrefix(".lock.") && name != TrialLock.fileName
  }

  /// How many shares a folder's run is divided into, by the names of their locks; `nil` where there are
  /// none, or of several divisions.
  package static func shareCount(in path: String) -> Int? {
    let counts = OutputFile.names(in: path).compactMap { name -> Int? in
      guard name.hasPrefix(".lock."), let end = name.split(separator: "-").last else { return nil }
      return name.contains("-of-") ? Int(end) : nil
    }
    return Set(counts).count == 1 ? counts.first : nil
  }

  /// Whether a run has left its name in the folder's lock.
  static func isSigned(in path: String) throws(OutputError) -> Bool {
    let bytes = try OutputFile.read("\(path)/.lock") ?? []
    return String(decoding: bytes, as: UTF8.self).hasPrefix("process ")
  }

  private static func waitForTurn(
    in path: String, patience: Patience, warn: (String) -> Void
  ) throws -> Descriptor {
    let place = "\(path)/.lock.turn"
    let turn = try open(place)
    try wait(for: turn, at: place, of: path, patience: patience) { holder in
      warn("\(path): waits for another shard, which has begun and not gone on\(holder)")
    }
    sign(turn)
    return turn
  }

  /// Of a file system without locks, the folder's lock warns.
  /// - Parameter tell: is given the holder in parentheses, where that is known.
  private static func wait(
    for lock: Descriptor, at place: String, of folder: String, patience: Patience,
    tell: (String) -> Void
  ) throws(Held) {
    let start = ContinuousClock.now
    var isTold = false
    while flock(lock.number, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK || errno == EINTR {
      let waited = ContinuousClock.now - start
      if waited > .seconds(patience.untilGivenUp) {
        throw Held(folder: folder, holder: signature(at: place))
      }
      if !isTold, waited > .seconds(patience.untilTold) {
        let holder = signature(at: place)
        tell(holder.isEmpty ? "" : " (\(holder))")
        isTold = true
      }
      usleep(5_000)
    }
  }

  private static func open(_ path: String) throws(OutputError) -> Descriptor {
    // unsafe: the path lives for the call.
    let number = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw .last(path, isCreation: true) }
    return Descriptor(number)
  }

  private static func take(
    _ lock: Descriptor, _ kind: Int32, at path: String, of folder: String, warn: (String) -> Void
  ) throws {
    while flock(lock.number, kind | LOCK_NB) != 0 {
      let code = errno
      switch code {
      case EINTR: continue
      case EWOULDBLOCK: throw Held(folder: folder, holder: signature(at: path))
      default:
        warn(absence(of: code, folder))
        return
      }
    }
  }

  /// Whatever the reason is, the locks are no use then, and the results do not need them.
  private static func absence(of code: Int32, _ folder: String) -> String {
    "\(folder): the file system has no locks (\(OutputError.systemReason(code))), so another run in "
      + "this folder would not be noticed; see that there is none"
  }

  /// What the holder of a lock wrote about itself.
  private static func signature(at path: String) -> String {
    String(decoding: (try? InputBytes.read(path)) ?? [], as: UTF8.self)
  }

  /// Writes who holds it: a courtesy, whose failure changes nothing.
  private static func sign(_ lock: Descriptor, as shard: Shard? = nil) {
    let name = "process \(getpid()) on \(WriterTag.host)"
    ftruncate(lock.number, 0)
    _ = lock.writeSome(Array((name + (shard.map { ", shard \($0)" } ?? "")).utf8), from: 0)
  }
}
