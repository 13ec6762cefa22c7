internal import OptimizerLab

/// What goes between the lab and a program that is an optimizer: 24 bytes, all numbers with their low
/// byte first, and as many bytes as they say.
///
///     "OPT1" | kind, 32 bits | bytes, 64 bits | a number, float64
///
/// A reader passes over frames of a kind that it does not know.
struct RuleFrame {
  enum Kind: UInt32 {
    /// The lab says what is trained: a 32-bit length, so many bytes of JSON, and each player's
    /// parameters.
    case hello = 1
    /// One update: player and flags, 32 bits each, then the gradient, which is missing where the program
    /// asks for it; the number is the learning rate.
    case step = 2
    /// The gradient at the point that was asked for; the number is the loss there.
    case gradient = 3
    /// What the program remembers is asked for.
    case save = 4
    /// What another process remembered; READY is the answer.
    case load = 5
    /// The program has read HELLO or LOAD: JSON.
    case ready = 65
    /// The update is made: the player, 32 bits, its parameters, and JSON where there is something to note.
    case done = 66
    /// The gradient at a point is wanted: the player, 32 bits, and the point.
    case ask = 67
    /// What the program remembers, in bytes that only it understands.
    case state = 68
    /// The program gives up: JSON.
    case failure = 69
  }

  static let magic: [UInt8] = Array("OPT1".utf8)
  static let headerSize = 24

  /// As the program wrote it; `nil` for a kind that this version does not know.
  var kind: Kind?
  var bodySize: UInt64
  var number: Double

  /// From the header; `nil` where these are no frame's first bytes.
  init?(header bytes: ArraySlice<UInt8>) {
    guard bytes.count == Self.headerSize, bytes.prefix(4).elementsEqual(Self.magic) else {
      return nil
    }
    let start = bytes.startIndex
    kind = Kind(rawValue: UInt32(truncatingIfNeeded: Self.word(bytes[start + 4..<start + 8])))
    bodySize = Self.word(bytes[start + 8..<start + 16])
    number = Double(bitPattern: Self.word(bytes[start + 16..<start + 24]))
  }

  /// The header of a frame with so many bytes behind it.
  static func header(_ kind: Kind, bodySize: Int, number: Double) -> [UInt8] {
    magic + bytes(kind.rawValue) + bytes(UInt64(bodySize)) + bytes(number.bitPattern)
  }

  /// A whole number, its low byte first.
  static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// The whole number whose bytes these are, the low one first.
  static func word(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
