import CGnuplotStream
import Glibc

/// A living gnuplot that is sent commands and answers on its standard output.
///
/// One thread talks to it and may be held up by it; any thread may call `terminate()`, which sets
/// that one free.
@safe package final class GnuplotConnection: @unchecked Sendable {
  // Made in init, freed in deinit, and never handed out; the C side guards what two threads may
  // touch at once. The pointers passed to it below are arrays and texts it only reads during the
  // call, or a buffer with its length.
  private let stream: OpaquePointer

  package init(program: String) throws(LivePlotError) {
    var errorNumber: Int32 = 0
    guard let stream = unsafe gnuplot_stream_open(program, &errorNumber) else {
      // The C library's own text, copied at once.
      throw .gnuplotNotStarted(reason: unsafe String(cString: strerror(errorNumber)))
    }
    unsafe self.stream = stream
  }

  deinit { unsafe gnuplot_stream_free(stream) }

  package var processIdentifier: Int32 { unsafe gnuplot_stream_process(stream) }

  package var isAlive: Bool { unsafe gnuplot_stream_is_alive(stream) }

  /// Sends commands, each ended by a newline; whether gnuplot still takes them.
  package func send(_ commands: String) -> Bool {
    unsafe gnuplot_stream_send_commands(stream, commands)
  }

  /// Sends as many numbers `x` as `y`, at least one each: gnuplot has no datablock without rows.
  package func sendDatablock(_ name: String, x: [Double], y: [Double]) -> Bool {
    precondition(x.count == y.count && !x.isEmpty)
    return unsafe gnuplot_stream_send_datablock(stream, name, x, y, x.count)
  }

  /// What gnuplot writes before `end`, once all that was sent has gone out; nil where it ends
  /// first, or the time does.
  package func reply(before end: UInt8, within milliseconds: Int32? = nil) -> [UInt8]? {
    guard unsafe gnuplot_stream_flush(stream) else { return nil }
    var reply: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = unsafe gnuplot_stream_read(stream, &chunk, chunk.count, milliseconds ?? -1)
      guard count > 0 else { return nil }
      reply += chunk[..<count]
      if let index = reply.lastIndex(of: end) { return Array(reply[..<index]) }
    }
  }

  package func terminate() { unsafe gnuplot_stream_terminate(stream) }

  /// Ends gnuplot within half a second, whatever it does.
  package func close() { unsafe gnuplot_stream_close(stream) }
}
