/// A worker that is started before it is known what it will train: its program takes as long to load
/// as a run to read its spec and make its folder, and the one can go on beside the other.
final class EarlyWorker: @unchecked Sendable {
  // Every access is under the lock.
  private let lock = Lock()
  private var process: WorkerProcess?

  /// One that cannot be had is missed by nobody: who needs a worker tries again, and reports.
  init(_ program: WorkerProgram) { process = try? WorkerProcess(program) }

  /// Gives it away, once.
  func take() -> WorkerProcess? {
    lock.withLock {
      defer { process = nil }
      return process
    }
  }
}
