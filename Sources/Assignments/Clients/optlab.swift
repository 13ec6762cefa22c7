// An optimizer of one's own in Swift, trained by optlab.
//
//     func momentum(_ step: Step) throws {
//       let mu = step.setting("mu", or: 0.9)
//       let v = step.state("v")
//       for i in 0..<step.count {
//         v[i] = mu * v[i] + step.gradient[i]
//         step.theta[i] -= step.learningRate * v[i]
//       }
//     }
//
//     @main struct Program {
//       static func main() { OptLab.run("momentum", momentum) }
//     }
//
// in a file `momentum.swift`: swiftc -O optlab.swift momentum.swift -o momentum, and in a spec
//
//     {"kind": "external", "command": ["./momentum"], "lr": 0.01, "settings": {"mu": 0.9}}
//
// The function is called once an update. It moves `theta` in place along its gradient. What it keeps from one
// update to the next it keeps in `state` and `number`: that is kept for each network apart, and goes into the
// lab's checkpoints. What is kept elsewhere, in a global, is lost when a run is resumed, and is the same for both
// networks of a GAN.
//
// With `OptLab.run("nesterov", asks: true, nesterov)` there is no `gradient`: `step.gradient(at: point)` is the
// gradient at any point, on the same batch, and `step.loss` the loss there. Each counts as a gradient evaluation,
// and there are at most 64 an update.
//
// A rule computes in Double, whatever the trial's numbers are. Nothing but the C library is needed.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is wrong with a rule, as a sentence: `throw Mistake("the step is not finite")`.
public struct Mistake: Error {
  public var message: String

  public init(_ message: String) { self.message = message }
}

/// A tensor that lies in the parameters.
public struct Layer {
  public var name: String
  public var shape: [Int]
  /// Where in the parameters.
  public var range: Range<Int>
}

/// One update of one network.
public final class Step {
  /// Numbers of the network, in memory that stays where it is.
  public typealias Numbers = UnsafeMutableBufferPointer<Double>

  /// The parameters, to be moved in place.
  public let theta: Numbers
  /// What lies in them.
  public let layers: [Layer]
  /// The network's number, from 0 on.
  public let player: Int
  /// The trial's.
  public let seed: UInt64
  /// The gradient; empty where the rule asks for it.
  public fileprivate(set) var gradient: Numbers
  /// The learning rate of this update.
  public fileprivate(set) var learningRate = 0.0
  /// Its number, 1 at the first.
  public fileprivate(set) var t = 0
  /// The loss at the point of the last gradient that was asked for.
  public fileprivate(set) var loss = Double.nan

  /// How many numbers `theta` has.
  public var count: Int { theta.count }

  fileprivate var arrays: [String: Numbers] = [:]
  fileprivate var numbers: [String: UnsafeMutablePointer<Double>] = [:]
  fileprivate var asked = 0
  private unowned let lab: Lab

  fileprivate init(
    lab: Lab, player: Int, seed: UInt64, theta: [Double], layers: [Layer], asks: Bool
  ) {
    self.lab = lab
    self.player = player
    self.seed = seed
    self.layers = layers
    self.theta = Self.allocate(theta.count)
    for i in theta.indices { self.theta[i] = theta[i] }
    gradient = Self.allocate(asks ? 0 : theta.count)
  }

  fileprivate static func allocate(_ count: Int) -> Numbers {
    let numbers = Numbers.allocate(capacity: count)
    numbers.initialize(repeating: 0)
    return numbers
  }

  /// A setting of the spec; `otherwise` where the spec does not set it.
  public func setting(_ name: String, or otherwise: Double) -> Double {
    lab.known[name] = true
    if !lab.order.contains(name) { lab.order.append(name) }
    return lab.settings[name] ?? otherwise
  }

  /// As many numbers as `theta` has, kept for this network under a name; 0 before the first update.
  public func state(_ name: String) -> Numbers {
    if let numbers = arrays[name] { return numbers }
    let numbers = Self.allocate(count)
    arrays[name] = numbers
    return numbers
  }

  /// One number that is kept; `first` before the first update. Read and written as `.pointee`.
  public func number(_ name: String, first: Double) -> UnsafeMutablePointer<Double> {
    if let number = numbers[name] { return number }
    let number = UnsafeMutablePointer<Double>.allocate(capacity: 1)
    number.initialize(to: first)
    numbers[name] = number
    return number
  }

  /// The gradient at a point.
  public func gradient(at point: [Double]) throws -> [Double] {
    guard lab.asks else {
      throw Mistake("asked for a gradient: it runs without asks: true, and is given one")
    }
    guard point.count == count else {
      throw Mistake("asked for the gradient at \(point.count) numbers, not \(count)")
    }
    asked += 1
    guard asked <= 64 else { throw Mistake("asked for more than 64 gradients in one step") }
    lab.write(.ask, Lab.bytes(UInt32(player)) + lab.wire(point))
    var frame = lab.read()
    while frame.kind != Lab.Kind.gradient.rawValue { frame = lab.read() }
    loss = frame.number
    var gradient = [Double](repeating: 0, count: count)
    try gradient.withUnsafeMutableBufferPointer { try lab.take(frame.body[...], into: $0) }
    return gradient
  }
}

/// The program's side of the protocol.
public enum OptLab {
  /// Answers the lab until it has no more questions. Returns only where no lab is there.
  /// - Parameters:
  ///   - name: the rule's, for what is said of it.
  ///   - asks: whether it calls `step.gradient(at:)`.
  public static func run(_ name: String, asks: Bool = false, _ rule: (Step) throws -> Void) {
    guard let reading = getenv("OPTLAB_IN").flatMap({ Int32(String(cString: $0)) }),
      let writing = getenv("OPTLAB_OUT").flatMap({ Int32(String(cString: $0)) })
    else {
      print(
        """
        \(name) is a program for optlab, which trains with it where a spec has
        {"kind": "external", "command": ["./\(name)"], "lr": 0.01}
        """)
      return
    }
    // A log that is cut off by the end says little.
    setvbuf(stdout, nil, _IOLBF, 0)
    let lab = Lab(name: name, asks: asks, reading: reading, writing: writing)
    do {
      while true { try lab.answer(lab.read(), with: rule) }
    } catch let mistake as Mistake {
      lab.fail("mistake", mistake.message)
    } catch {
      lab.fail("exception", "\(type(of: error)): \(error)")
    }
  }
}

/// Frames from and to the lab.
private final class Lab {
  enum Kind: UInt32 {
    case hello = 1
    case step, gradient, save, load
    case ready = 65
    case done, ask, state, failure
  }

  struct Frame {
    var kind: UInt32
    var body: [UInt8]
    var number: Double
  }

  let name: String
  let asks: Bool
  private let reading, writing: Int32
  private var isSingle = false
  var settings: [String: Double] = [:]
  /// Which settings the rule has asked for, and in which order.
  var known: [String: Bool] = [:]
  var order: [String] = []
  private var players: [Step] = []

  init(name: String, asks: Bool, reading: Int32, writing: Int32) {
    self.name = name
    self.asks = asks
    self.reading = reading
    self.writing = writing
  }

  static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  func read() -> Frame {
    let header = fill(24)
    guard header.starts(with: Array("OPT1".utf8)) else {
      fail(
        "mistake",
        "read what is no frame of the lab's: does something else read descriptor \(reading)?")
    }
    return Frame(
      kind: UInt32(truncatingIfNeeded: Self.word(header[4..<8])),
      body: fill(Int(clamping: Self.word(header[8..<16]))),
      number: Double(bitPattern: Self.word(header[16..<24])))
  }

  private func fill(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        #if canImport(Darwin)
          let got = Darwin.read(reading, buffer.baseAddress! + filled, count - filled)
        #elseif canImport(Musl)
          let got = Musl.read(reading, buffer.baseAddress! + filled, count - filled)
        #else
          let got = Glibc.read(reading, buffer.baseAddress! + filled, count - filled)
        #endif
        if got < 0 && errno == EINTR { continue }
        // The lab has closed its end.
        if got <= 0 { exit(0) }
        filled += got
      }
    }
  }

  func write(_ kind: Kind, _ body: [UInt8]) {
    let bytes =
      Array("OPT1".utf8) + Self.bytes(kind.rawValue) + Self.bytes(UInt64(body.count))
      + Self.bytes(UInt64(0)) + body
    bytes.withUnsafeBytes { buffer in
      var sent = 0
      while sent < buffer.count {
        #if canImport(Darwin)
          let count = Darwin.write(writing, buffer.baseAddress! + sent, buffer.count - sent)
        #elseif canImport(Musl)
          let count = Musl.write(writing, buffer.baseAddress! + sent, buffer.count - sent)
        #else
          let count = Glibc.write(writing, buffer.baseAddress! + sent, buffer.count - sent)
        #endif
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { exit(0) }
        sent += count
      }
    }
  }

  func fail(_ kind: String, _ message: String) -> Never {
    write(.failure, Array(#"{"kind": "\#(kind)", "message": "\#(JSON.escaped(message))"}"#.utf8))
    exit(1)
  }

  /// Numbers as the trial has them.
  func wire(_ numbers: some Collection<Double>) -> [UInt8] {
    isSingle ? Self.memory(numbers.map { Float($0) }) : Self.memory(Array(numbers))
  }

  private static func memory<Value>(_ values: [Value]) -> [UInt8] {
    values.withUnsafeBytes { Array($0) }
  }

  func take(_ bytes: ArraySlice<UInt8>, into numbers: Step.Numbers) throws {
    guard bytes.count >= numbers.count * (isSingle ? 4 : 8) else {
      throw Mistake("was given \(bytes.count) bytes for \(numbers.count) numbers")
    }
    bytes.withUnsafeBytes { buffer in
      for i in 0..<numbers.count {
        numbers[i] =
          isSingle
          ? Double(buffer.loadUnaligned(fromByteOffset: 4 * i, as: Float.self))
          : buffer.loadUnaligned(fromByteOffset: 8 * i, as: Double.self)
      }
    }
  }

  func answer(_ frame: Frame, with rule: (Step) throws -> Void) throws {
    switch Kind(rawValue: frame.kind) {
    case .hello:
      try begin(frame.body)
      ready()
    case .step: try move(frame, with: rule)
    case .save: write(.state, saved())
    case .load:
      try load(frame.body)
      ready()
    default: break
    }
  }

  private func ready() {
    let text = #"{"protocol": "1.1", "asks": \#(asks), "language": "Swift, optlab.swift"}"#
    write(.ready, Array(text.utf8))
  }

  private func begin(_ body: [UInt8]) throws {
    let length = Int(Self.word(body.prefix(4)))
    guard body.count >= 4 + length else { throw Mistake("was told less than the lab announced") }
    let hello = try JSON.parse(body[4..<4 + length])
    guard let version = hello["protocol"]?.text, version.split(separator: ".").first == "1" else {
      throw Mistake("optlab.swift speaks protocol 1.1: take the one that comes with the lab")
    }
    isSingle = hello["dtype"]?.text == "float32"
    for (name, value) in hello["settings"]?.members ?? [] {
      guard let number = value.number else {
        throw Mistake("\(name) is no number: optlab.swift takes no other settings")
      }
      settings[name] = number
    }
    let seed = hello["seed"]?.whole ?? 0
    var place = 4 + length
    for (number, player) in (hello["players"]?.elements ?? []).enumerated() {
      let count = player["count"]?.whole.map { Int($0) } ?? 0
      let size = count * (isSingle ? 4 : 8)
      let theta = Step.allocate(count)
      try take(body.dropFirst(place), into: theta)
      place += size
      players.append(
        Step(
          lab: self, player: number, seed: seed, theta: Array(theta),
          layers: Self.layers(player["layers"]), asks: asks))
      theta.deallocate()
    }
  }

  private static func layers(_ node: JSON?) -> [Layer] {
    var start = 0
    return (node?.elements ?? []).map { entry in
      let shape = entry.elements?.last?.elements?.compactMap { $0.whole.map { Int($0) } } ?? []
      let end = start + shape.reduce(1, *)
      defer { start = end }
      return Layer(name: entry.elements?.first?.text ?? "", shape: shape, range: start..<end)
    }
  }

  private func move(_ frame: Frame, with rule: (Step) throws -> Void) throws {
    let number = Int(Self.word(frame.body.prefix(4)))
    guard players.indices.contains(number) else {
      throw Mistake("was told to move a network that is not there")
    }
    let step = players[number]
    step.t += 1
    step.asked = 0
    step.learningRate = frame.number
    if !asks { try take(frame.body.dropFirst(8), into: step.gradient) }
    try rule(step)
    if asks, step.asked == 0 { throw Mistake("asked for no gradient: leave asks: true out") }
    if let unknown = settings.keys.sorted().first(where: { known[$0] == nil }) {
      let own = order.isEmpty ? "none" : order.joined(separator: ", ")
      throw Mistake("\(name) does not take \(unknown): its settings are \(own)")
    }
    write(.done, Self.bytes(UInt32(number)) + wire(step.theta))
    // The lab goes on from the numbers that it was sent, which may be shorter ones.
    if isSingle { for i in 0..<step.count { step.theta[i] = Double(Float(step.theta[i])) } }
  }

  /// A network after the other: its `t`, then its arrays and its numbers, each with its name.
  private func saved() -> [UInt8] {
    var bytes: [UInt8] = []
    for step in players {
      bytes += Self.bytes(UInt64(step.t)) + Self.bytes(UInt64(step.arrays.count))
      for (name, values) in step.arrays.sorted(by: { $0.key < $1.key }) {
        bytes += Self.bytes(UInt64(name.utf8.count)) + Array(name.utf8)
        bytes += Self.memory(Array(values))
      }
      bytes += Self.bytes(UInt64(step.numbers.count))
      for (name, value) in step.numbers.sorted(by: { $0.key < $1.key }) {
        bytes += Self.bytes(UInt64(name.utf8.count)) + Array(name.utf8)
        bytes += Self.memory([value.pointee])
      }
    }
    return bytes
  }

  private func load(_ body: [UInt8]) throws {
    var rest = body[...]
    func next(_ count: Int) throws -> ArraySlice<UInt8> {
      guard count >= 0, rest.count >= count else {
        throw Mistake("was given a state that is none of its own")
      }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    // Of what lies behind, which is as many bytes at least.
    func count() throws -> Int {
      let word = Self.word(try next(8))
      guard word <= UInt64(rest.count) else {
        throw Mistake("was given a state that is none of its own")
      }
      return Int(word)
    }
    func values(_ count: Int) throws -> [Double] {
      let bytes = try next(8 * count)
      return (0..<count).map { i in
        Double(bitPattern: Self.word(bytes.dropFirst(8 * i).prefix(8)))
      }
    }
    for step in players {
      step.t = Int(truncatingIfNeeded: Self.word(try next(8)))
      for _ in 0..<(try count()) {
        let numbers = step.state(String(decoding: try next(try count()), as: UTF8.self))
        for (i, value) in try values(step.count).enumerated() { numbers[i] = value }
      }
      for _ in 0..<(try count()) {
        let name = String(decoding: try next(try count()), as: UTF8.self)
        step.number(name, first: 0).pointee = try values(1)[0]
      }
    }
  }
}

/// JSON, as far as the lab's HELLO needs it.
private enum JSON {
  case object([(String, JSON)])
  case array([JSON])
  case text(String)
  /// A number, as it is written.
  case number(String)
  case word(Bool?)

  subscript(_ name: String) -> JSON? { members?.first { $0.0 == name }?.1 }

  var members: [(String, JSON)]? { if case .object(let members) = self { members } else { nil } }
  var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var whole: UInt64? { if case .number(let text) = self { UInt64(text) } else { nil } }

  var number: Double? {
    switch self {
    case .number(let text): Double(text)
    case .word(let value): value.map { $0 ? 1 : 0 }
    default: nil
    }
  }

  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 32:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  static func parse(_ bytes: ArraySlice<UInt8>) throws -> JSON {
    var rest = bytes
    return try value(&rest)
  }

  private static func skip(_ rest: inout ArraySlice<UInt8>) {
    rest = rest.drop { $0 == 32 || (9...13).contains($0) }
  }

  private static func take(_ letter: Character, _ rest: inout ArraySlice<UInt8>) -> Bool {
    skip(&rest)
    guard let first = rest.first, first == letter.asciiValue else { return false }
    rest.removeFirst()
    return true
  }

  private static func expect(_ letter: Character, _ rest: inout ArraySlice<UInt8>) throws {
    guard take(letter, &rest) else { throw Mistake("cannot read the lab's JSON: no \(letter)") }
  }

  private static func value(_ rest: inout ArraySlice<UInt8>) throws -> JSON {
    if take("{", &rest) {
      var members: [(String, JSON)] = []
      if take("}", &rest) { return .object(members) }
      repeat {
        let name = try string(&rest)
        try expect(":", &rest)
        members.append((name, try value(&rest)))
      } while take(",", &rest)
      try expect("}", &rest)
      return .object(members)
    }
    if take("[", &rest) {
      var elements: [JSON] = []
      if take("]", &rest) { return .array(elements) }
      repeat { elements.append(try value(&rest)) } while take(",", &rest)
      try expect("]", &rest)
      return .array(elements)
    }
    if rest.first == 0x22 { return .text(try string(&rest)) }
    let word = rest.prefix { $0 > 32 && $0 != 0x2c && $0 != 0x5d && $0 != 0x7d }
    rest = rest.dropFirst(word.count)
    switch String(decoding: word, as: UTF8.self) {
    case "true": return .word(true)
    case "false": return .word(false)
    case "null": return .word(nil)
    case let text: return .number(text)
    }
  }

  /// A text, whose escapes but for quotes and strokes stay as they are.
  private static func string(_ rest: inout ArraySlice<UInt8>) throws -> String {
    try expect("\"", &rest)
    var bytes: [UInt8] = []
    while let first = rest.popFirst() {
      if first == 0x22 { return String(decoding: bytes, as: UTF8.self) }
      if first == 0x5c, let next = rest.first, next == 0x22 || next == 0x5c {
        rest.removeFirst()
        bytes.append(next)
      } else {
        bytes.append(first)
      }
    }
    throw Mistake("cannot read the lab's JSON: a text without an end")
  }
}
