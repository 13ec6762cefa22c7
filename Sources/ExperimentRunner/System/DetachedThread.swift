internal import Glibc

/// A thread that nobody waits for by its handle.
package enum DetachedThread {
  private final class Work {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Begins it. A system that gives none for a second ends the program: what would have been done on the
  /// thread is waited for.
  package static func start(_ body: @escaping @Sendable () -> Void) {
    let work = unsafe Unmanaged.passRetained(Work(body)).toOpaque()
    var failure: Int32 = 0
    for _ in 0..<100 {
      var thread = pthread_t()
      // unsafe: the work is the thread's from here on, which lets it go.
      failure = unsafe pthread_create(
        &thread, nil,
        { pointer in
          if let pointer = unsafe pointer {
            unsafe Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().body()
          }
          return nil
        }, work)
      guard failure != 0 else {
        pthread_detach(thread)
        return
      }
      usleep(10_000)
    }
    let reason = OutputError.systemReason(failure)
    Descriptor.writeError("optlab: the system gives no more threads: \(reason)\n")
    _exit(74)
  }
}
