import Foundation
import OptimizerLab

/// An HTTP server on this machine, for as long as the test runs: one answer a connection, whatever
/// the test wants it to be.
final class LoopbackServer: Sendable {
  struct Request: Sendable {
    var path: String
    /// The first byte asked for, where not the whole file was.
    var start: Int?
  }

  struct Answer: Sendable {
    var status = 200
    var headers: [String] = []
    var body: [UInt8] = []
    /// Sent after the headers, before the connection is closed; the body's length unless given.
    var sends: Int?

    /// The part of a file that was asked for, as a good server gives it.
    static func file(_ bytes: [UInt8], _ request: Request, sends: Int? = nil) -> Answer {
      guard let start = request.start else { return Answer(body: bytes, sends: sends) }
      guard start < bytes.count else { return Answer(status: 416) }
      return Answer(
        status: 206, headers: ["Content-Range: bytes \(start)-\(bytes.count - 1)/\(bytes.count)"],
        body: Array(bytes[start...]), sends: sends)
    }
  }

  let port: UInt16
  private let descriptor: Int32

  /// Every `unsafe` here passes a structure or bytes of its own to the C library for the call.
  init(answer: @escaping @Sendable (Request) -> Answer) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe bind(descriptor, generic, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread {
      while true {
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { break }
        Self.serve(connection, answer)
        close(connection)
      }
      // Here, where nothing accepts on it any more: its number may be another server's the next moment.
      close(descriptor)
    }
  }

  deinit {
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  var address: String { "http://127.0.0.1:\(port)/" }

  private static func serve(_ connection: Int32, _ answer: (Request) -> Answer) {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !text.contains("\r\n\r\n") {
      let count = unsafe read(connection, &buffer, buffer.count)
      guard count > 0 else { return }
      text += String(decoding: buffer[..<count], as: UTF8.self)
    }
    let lines = text.components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count == 3 else { return }
    let range = lines.first { $0.lowercased().hasPrefix("range: bytes=") }
    let start = range?.split(separator: "=").last?.split(separator: "-").first.flatMap { Int($0) }
    let reply = answer(Request(path: String(words[1]), start: start))
    let head =
      (["HTTP/1.1 \(reply.status) X", "Content-Length: \(reply.body.count)", "Connection: close"]
      + reply.headers).joined(separator: "\r\n") + "\r\n\r\n"
    send(Array(head.utf8) + reply.body.prefix(reply.sends ?? reply.body.count), connection)
  }

  private static func send(_ bytes: [UInt8], _ connection: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        // A client that went away is an error, not a signal.
        unsafe Glibc.send(
          connection, buffer.baseAddress!, buffer.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

/// What a server was asked, in order.
final class RequestLog: @unchecked Sendable {
  // Every access is under the lock.
  private let lock = NSLock()
  private var requests: [String] = []

  func add(_ request: LoopbackServer.Request) -> Int {
    lock.withLock {
      requests.append(request.path + (request.start.map { " from \($0)" } ?? ""))
      return requests.count
    }
  }

  var all: [String] { lock.withLock { requests } }
}
