/// A number as a text writes it in decimal: digits, with or without a sign, a point and an exponent.
///
/// Not what `Float(_:)` takes besides: `nan`, `inf`, hexadecimal. Nearly every number of a table has few
/// enough digits to be had exactly from whole numbers and one rounded operation (Clinger: How to read
/// floating point numbers accurately, 1990), which takes a tenth of the time of the way over a text.
struct DecimalText {
  /// The digits as one whole number, as long as `isExact`.
  private let digits: UInt64
  /// The power of ten that it is multiplied with.
  private let exponent: Int
  private let isNegative: Bool
  /// Whether all digits are in `digits`.
  private let isExact: Bool
  private let range: Range<Int>
  private let point: UInt8

  /// `nil` for a text that is anything else.
  /// - Parameter range: where the text is in `bytes`.
  init?(_ bytes: [UInt8], _ range: Range<Int>, point: UInt8 = UInt8(ascii: ".")) {
    let letters = bytes.span.extracting(range)
    var place = 0
    isNegative = Self.skipSign(letters, &place)
    var digits: UInt64 = 0
    var isExact = true
    let before = Self.take(letters, &place, into: &digits, &isExact)
    var after = 0
    if place < letters.count, letters[place] == point {
      place += 1
      after = Self.take(letters, &place, into: &digits, &isExact)
    }
    guard before + after > 0 else { return nil }
    var exponent = -after
    if place < letters.count, letters[place] | 0x20 == UInt8(ascii: "e") {
      place += 1
      let isDown = Self.skipSign(letters, &place)
      var power: UInt64 = 0
      guard Self.take(letters, &place, into: &power, &isExact) > 0 else { return nil }
      if isExact { exponent += isDown ? -Int(power) : Int(power) }
    }
    guard place == letters.count else { return nil }
    self.digits = digits
    self.exponent = exponent
    // A double has every whole number up to here.
    self.isExact = isExact && digits <= 1 << 53
    self.range = range
    self.point = point
  }

  /// - Returns: whether it is a minus.
  @inline(__always)
  private static func skipSign(_ letters: Span<UInt8>, _ place: inout Int) -> Bool {
    guard place < letters.count else { return false }
    let isMinus = letters[place] == UInt8(ascii: "-")
    if isMinus || letters[place] == UInt8(ascii: "+") { place += 1 }
    return isMinus
  }

  /// Goes over digits and puts them at the end of `number`, as long as it has room for them.
  /// - Returns: how many there were.
  @inline(__always)
  private static func take(
    _ letters: Span<UInt8>, _ place: inout Int, into number: inout UInt64, _ isExact: inout Bool
  ) -> Int {
    let start = place
    while place < letters.count {
      let digit = letters[place] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      if number < 1 << 59 {
        number = number * 10 + UInt64(digit)
      } else {
        isExact = false
      }
      place += 1
    }
    return place - start
  }

  /// The number, rounded once from the digits to single precision; infinite where it is too large.
  /// - Parameter bytes: those that it was found in.
  func float(in bytes: [UInt8]) -> Float {
    guard let double = exactDouble else { return Float(text(in: bytes)) ?? .nan }
    // Rounding twice errs only where the first rounding may have come to lie between two floats, or
    // where these are closer together or further apart than their digits say.
    let isBetween = double.bitPattern & 0x1FFF_FFFF == 0x1000_0000
    let isOrdinary = double.magnitude > 0x1p-125 && double.magnitude < 0x1p127
    guard double == 0 || isOrdinary && !isBetween else { return Float(text(in: bytes)) ?? .nan }
    return Float(double)
  }

  /// The number, rounded once to double precision; infinite where it is too large.
  func double(in bytes: [UInt8]) -> Double { exactDouble ?? Double(text(in: bytes)) ?? .nan }

  /// From whole numbers that a double has, and one operation.
  private var exactDouble: Double? {
    guard isExact, (-22...22).contains(exponent) else { return nil }
    let magnitude =
      exponent < 0
      ? Double(digits) / Self.powers[-exponent] : Double(digits) * Self.powers[exponent]
    return isNegative ? -magnitude : magnitude
  }

  private func text(in bytes: [UInt8]) -> String {
    String(decoding: bytes[range].map { $0 == point ? UInt8(ascii: ".") : $0 }, as: UTF8.self)
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
    1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
