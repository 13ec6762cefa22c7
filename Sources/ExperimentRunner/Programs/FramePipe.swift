internal import Glibc
internal import OptimizerLab

/// The pipes between the lab and a program: takes frames that go out, and waits for those that come in.
///
/// It writes what can be written and reads what there is, the program's prints included, in whatever
/// order that is possible: so neither side waits for the other to read.
final class FramePipe {
  private let program: ConfinedProgram
  private var outgoing: [UInt8] = []
  private var incoming: [UInt8]
  /// Bytes of `incoming` that have come, and those of them that belong to frames that were taken.
  private var filled = 0
  private var taken = 0
  /// Whether the program may still print.
  private var mayPrint = true
  /// Asked a few times a second: whether the run is to end.
  var isStopped: () -> Bool = { false }

  private static let smallestRoom = 1 << 16
  /// Between two looks at whether the run is to end.
  private static let longestWait = 100

  init(_ program: ConfinedProgram) {
    self.program = program
    incoming = [UInt8](repeating: 0, count: Self.smallestRoom)
  }

  /// Puts a frame behind those that go out with the next wait: its header, and what stands before its
  /// numbers.
  func send(
    _ kind: RuleFrame.Kind, _ head: [UInt8] = [], numberBytes: Int = 0, number: Double = 0
  ) {
    outgoing += RuleFrame.header(kind, bodySize: head.count + numberBytes, number: number)
    outgoing += head
  }

  /// The numbers that the last frame announced.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func send<S: Scalar>(numbers: Span<S>) {
    // unsafe: the span's own memory, copied at once.
    unsafe numbers.withUnsafeBytes { unsafe outgoing.append(contentsOf: $0) }
  }

  /// A frame that has come, with the place of its bytes.
  struct Arrival {
    let frame: RuleFrame
    let body: Range<Int>
  }

  /// Sends what is to be sent, and waits for the next frame.
  /// - Parameters:
  ///   - most: bytes that it may have; one that announces more is not waited for.
  ///   - expected: bytes that it is to have, for who reads that it announced more.
  ///   - lateness: what is thrown where it has not come at the deadline.
  func exchange(
    until deadline: ContinuousClock.Instant, most: Int, expected: Int, lateness: ProgramFailure
  ) throws(ProgramFailure) -> Arrival {
    dropTaken()
    var sent = 0
    while true {
      if let arrival = try arrival(most: most, expected: expected) {
        // What the program did not wait for goes out with the next wait.
        outgoing.removeFirst(sent)
        return arrival
      }
      if sent < outgoing.count {
        guard let count = program.toProgram.writeSome(outgoing, from: sent) else {
          // What it has said before it went is more than that it went.
          sent = outgoing.count
          continue
        }
        sent += count
        if sent == outgoing.count {
          outgoing.removeAll(keepingCapacity: true)
          sent = 0
        }
      }
      let remaining = deadline - .now
      guard remaining > .zero else {
        outgoing = []
        throw lateness
      }
      if isStopped() { throw lateness }
      let pause = min(Int(remaining / .milliseconds(1)) + 1, Self.longestWait)
      try wait(milliseconds: pause, writes: sent < outgoing.count)
    }
  }

  /// Waits until something can be done, and reads what has come.
  private func wait(milliseconds: Int, writes: Bool) throws(ProgramFailure) {
    let (reads, ended) = (Int16(POLLIN), Int16(POLLHUP | POLLERR | POLLNVAL))
    var files = [pollfd(fd: program.fromProgram.number, events: reads, revents: 0)]
    // One that is negative is passed over.
    files.append(pollfd(fd: mayPrint ? program.output.number : -1, events: reads, revents: 0))
    files.append(
      pollfd(fd: writes ? program.toProgram.number : -1, events: Int16(POLLOUT), revents: 0))
    // unsafe: the call fills in what happened to each of our files.
    let count = unsafe poll(&files, nfds_t(files.count), Int32(milliseconds))
    try program.checkFiles()
    guard count > 0 else {
      // What it started may hold its pipes open.
      if program.hasEnded { throw .closedItsPipes }
      return
    }
    if files[1].revents != 0 {
      try program.readOutput()
      mayPrint = files[1].revents & ended == 0
    }
    if files[0].revents != 0 { try receive() }
  }

  private func receive() throws(ProgramFailure) {
    if filled == incoming.count {
      incoming.append(contentsOf: repeatElement(0, count: incoming.count))
    }
    // Nothing yet is not the end.
    guard let count = program.fromProgram.readSome(into: &incoming, from: filled) else { return }
    if count == 0 { throw .closedItsPipes }
    filled += count
  }

  /// The next frame of a kind that is known, where all of it has come.
  private func arrival(most: Int, expected: Int) throws(ProgramFailure) -> Arrival? {
    while filled - taken >= RuleFrame.headerSize {
      let start = taken + RuleFrame.headerSize
      guard let frame = RuleFrame(header: incoming[taken..<start]) else {
        throw .brokenFrame("no \"OPT1\" where a frame was to begin")
      }
      guard frame.bodySize <= UInt64(most) else {
        throw .wrongLength(got: frame.bodySize, expected: expected)
      }
      let end = start + Int(frame.bodySize)
      if incoming.count < end {
        incoming.append(contentsOf: repeatElement(0, count: end - incoming.count))
      }
      guard filled >= end else { return nil }
      taken = end
      if frame.kind != nil { return Arrival(frame: frame, body: start..<end) }
    }
    return nil
  }

  /// Makes room where frames that were taken lie.
  private func dropTaken() {
    guard taken > 0 else { return }
    if filled > taken {
      incoming.replaceSubrange(0..<filled - taken, with: Array(incoming[taken..<filled]))
    }
    (filled, taken) = (filled - taken, 0)
  }
}

// What a frame holds; until the next exchange.
extension FramePipe {
  func bytes(_ range: Range<Int>) -> [UInt8] { Array(incoming[range]) }

  /// The 32-bit number that begins at a place.
  func word(at place: Int) -> Int { Int(RuleFrame.word(incoming[place..<place + 4])) }

  /// Fills `numbers` with the bytes from a place on.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func copyNumbers<S: Scalar>(from place: Int, into numbers: inout MutableSpan<S>) {
    let size = numbers.count * MemoryLayout<S>.stride
    precondition(place + size <= filled)
    // unsafe: so many bytes are in both.
    unsafe numbers.withUnsafeMutableBytes { target in
      unsafe incoming.withUnsafeBytes { source in
        unsafe target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[place..<place + size]))
      }
    }
  }
}
