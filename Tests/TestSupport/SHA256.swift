import ExperimentRunner
import OptimizerLab

/// SHA-256 (FIPS 180-4), as the fixtures abbreviate it: the first sixteen digits, of the bytes of
/// numbers, least significant first.
package enum SHA256 {
  package static func digits(_ values: [Float]) -> String {
    digits(ofWords: values.map(\.bitPattern))
  }

  package static func digits(_ values: [Int]) -> String {
    digits(ofWords: values)
  }

  package static func digits(ofWords words: [some FixedWidthInteger]) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(words.count * 8)
    for word in words {
      for shift in stride(from: 0, to: word.bitWidth, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return digits(bytes)
  }

  package static func digits(_ bytes: [UInt8]) -> String {
    var message = bytes + [0x80]
    while message.count % 64 != 56 { message.append(0) }
    let bits = UInt64(bytes.count) * 8
    for shift in stride(from: 56, through: 0, by: -8) {
      message.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    var state = initial
    var trainingLength = [UInt32](repeating: 0, count: 64)
    for start in stride(from: 0, to: message.count, by: 64) {
      for i in 0..<16 {
        let place = start + 4 * i
        trainingLength[i] = message[place..<place + 4].reduce(0) { $0 << 8 | UInt32($1) }
      }
      compress(&trainingLength, into: &state)
    }
    return state.prefix(2).map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func compress(_ w: inout [UInt32], into state: inout [UInt32]) {
    for i in 16..<64 {
      let s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3)
      let s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10)
      w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for i in 0..<64 {
      let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let one = h &+ s1 &+ ((e & f) ^ (~e & g)) &+ constants[i] &+ w[i]
      let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let two = s0 &+ ((a & b) ^ (a & c) ^ (b & c))
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ one, c, b, a, one &+ two)
    }
    for (i, word) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= word }
  }

  private static func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }

  private static let primes = (2...311).filter { n in (2..<n).allSatisfy { n % $0 != 0 } }
  /// The first 32 bits behind the point of the primes' square roots and cube roots.
  private static let initial = primes.prefix(8).map { integerRoot(of: $0, power: 2) }
  private static let constants = primes.map { integerRoot(of: $0, power: 3) }

  /// The fraction of the root of `n`, in 2⁻³².
  private static func integerRoot(of n: Int, power: Int) -> UInt32 {
    var root: UInt64 = 0
    for bit in stride(from: UInt64(37), through: 0, by: -1) {
      let trial = root | 1 << bit
      // trial^power ≤ n · 2^(32·power), in halves that fit.
      let square = trial.multipliedFullWidth(by: trial)
      let fits =
        power == 2
        ? square.high < UInt64(n)
        : cube(trial, isAtMost: UInt64(n))
      if fits { root = trial }
    }
    return UInt32(truncatingIfNeeded: root)
  }

  /// Whether x³ ≤ n · 2⁹⁶, for x below 2³⁸.
  private static func cube(_ x: UInt64, isAtMost n: UInt64) -> Bool {
    let square = x.multipliedFullWidth(by: x)
    let low = square.low.multipliedFullWidth(by: x)
    let middle = low.high.addingReportingOverflow(square.high &* x)
    return middle.partialValue < n << 32
  }
}
