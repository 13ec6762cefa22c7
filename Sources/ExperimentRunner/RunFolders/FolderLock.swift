internal import Foundation
internal import OptimizerLab
internal import Synchronization

/// Holds an output folder for one run, or for shards of one. The lock dies with its process:
/// nothing is left to clean.
package final class FolderLock: Sendable {
  /// Held shared by shards, and alone by everything else.
  private let folder: Descriptor
  /// What only one process may do as this shard.
  private let shard: Descriptor?
  private let share: Shard?
  /// Whether no other shard is at work, as long as this one has not joined.
  let isAlone: Bool
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

  /// A shard keeps all others from joining until it has joined itself.
  /// - Throws: `Held`, `OutputError`.
  package init(_ path: String, shard: Shard? = nil) throws {
    let main = "\(path)/.lock"
    folder = try Self.open(main)
    share = shard
    guard let shard else {
      try Self.take(folder, LOCK_EX, at: main, of: path)
      self.shard = nil
      isAlone = true
      turn = Mutex(nil)
      Self.sign(folder)
      return
    }
    let turn = try Self.waitForTurn(in: path)
    isAlone = flock(folder.number, LOCK_EX | LOCK_NB) == 0
    if !isAlone { try Self.take(folder, LOCK_SH, at: main, of: path) }
    let own = "\(path)/\(Self.name(of: shard))"
    let lock = try Self.open(own)
    try Self.take(lock, LOCK_EX, at: own, of: path)
    self.shard = lock
    self.turn = Mutex(turn)
    Self.sign(lock, as: shard)
  }

  /// Lets other shards join: the folder now says what all have to agree on.
  func join() {
    flock(folder.number, LOCK_SH)
    Self.sign(folder, as: share)
    turn.withLock { $0 = nil }
  }

  private static func name(of shard: Shard) -> String { ".lock.\(shard.index)-of-\(shard.count)" }

  /// Takes away the locks of shards; only for who holds the folder alone.
  package static func removeShards(in path: String) {
    for name in OutputFile.names(in: path) where name.hasPrefix(".lock.") {
      OutputFile.remove("\(path)/\(name)")
    }
  }

  private static func waitForTurn(in path: String) throws(OutputError) -> Descriptor {
    let turn = try open("\(path)/.lock.turn")
    // A file system without locks is taken as it is.
    while flock(turn.number, LOCK_EX) != 0, errno == EINTR {}
    return turn
  }

  private static func open(_ path: String) throws(OutputError) -> Descriptor {
    // unsafe: the path lives for the call.
    let number = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard number >= 0 else { throw .last(path, isCreation: true) }
    return Descriptor(number)
  }

  private static func take(
    _ lock: Descriptor, _ kind: Int32, at path: String, of folder: String
  ) throws {
    guard flock(lock.number, kind | LOCK_NB) != 0 else { return }
    let isHeld = errno == EWOULDBLOCK
    let failure = OutputError.last(path, isCreation: true)
    guard isHeld else { throw failure }
    let bytes = (try? InputBytes.read(path)) ?? []
    throw Held(folder: folder, holder: String(decoding: bytes, as: UTF8.self))
  }

  /// Writes who holds it: a courtesy, whose failure changes nothing.
  private static func sign(_ lock: Descriptor, as shard: Shard? = nil) {
    let name = "process \(getpid()) on \(ProcessInfo.processInfo.hostName)"
    ftruncate(lock.number, 0)
    _ = lock.writeSome(Array((name + (shard.map { ", shard \($0)" } ?? "")).utf8), from: 0)
  }
}
