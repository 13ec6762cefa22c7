internal import ExperimentRunner
internal import OptimizerLab
package import SpecLanguage

/// What a student's numbers are drawn from.
///
/// The first eight bytes, the first the highest, of the SHA-256 of `optlab`, the assignment's name, its
/// version in decimal digits, the student's id and the secret, in UTF-8, with a zero byte between each two:
/// `optlab 00 NAME 00 VERSION 00 STUDENT 00 SECRET`. None of the first four can have a zero in it, so no
/// two of different students are of the same bytes.
package struct Variant: Sendable, Equatable {
  package let code: UInt64

  package init(code: UInt64) { self.code = code }

  /// - Parameter secret: the teacher's; none for what a student tries alone.
  package init(assignment: String, version: Int, student: String, secret: [UInt8] = []) {
    let words = ["optlab", assignment, "\(version)", student]
    let text: [UInt8] = words.flatMap { word -> [UInt8] in Array(word.utf8) + [0] }
    code = Self.first(of: text + secret)
  }

  /// The seeds of its training runs, each of 32 bits, none twice: what SplitMix64 draws from the code, of
  /// each draw the upper half.
  package func seeds(_ count: Int) -> [UInt64] {
    var generator = SplitMix64(state: code)
    var seeds: [UInt64] = []
    var seen: Set<UInt64> = []
    while seeds.count < count {
      let seed = generator.next() >> 32
      if seen.insert(seed).inserted { seeds.append(seed) }
    }
    return seeds
  }

  /// Which of the equivalent numbers it has. Students see these, so they are those of the variant without
  /// a secret: of the SHA-256 of the code's eight bytes, a zero and the number's name, the first eight bytes,
  /// modulo how many there are.
  package func place(of name: String, among count: Int) -> Int {
    let bytes = (0..<8).map { UInt8(truncatingIfNeeded: code >> (56 - 8 * $0)) }
    return Int(Self.first(of: bytes + [0] + Array(name.utf8)) % UInt64(max(count, 1)))
  }

  private static func first(of bytes: [UInt8]) -> UInt64 {
    SHA256.digest(of: bytes).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// The numbers of a variant by their names, in place of `{NAME}`.
package struct VariantNumbers: Sendable, Equatable {
  /// By name, the place among the equivalent ones and the number.
  package let chosen: [String: (place: Int, value: Double)]

  /// - Parameter variant: the one without a secret.
  package init(_ settings: VariantSettings, variant: Variant) {
    let pairs = settings.numbers.filter { !$0.value.isEmpty }.map { entry in
      let place = variant.place(of: entry.name, among: entry.value.count)
      return (entry.name, (place: place, value: entry.value[place]))
    }
    chosen = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  package static func == (a: Self, b: Self) -> Bool {
    a.chosen.mapValues(\.value) == b.chosen.mapValues(\.value)
  }

  /// A text with the numbers in it.
  package func fill(_ text: String) -> String {
    chosen.reduce(text) { text, entry in
      text.split(separator: "{\(entry.key)}", omittingEmptySubsequences: false)
        .joined(separator: JSONNode.shortestText(of: entry.value.value))
    }
  }

  /// A spec in which a text that is `{NAME}` and nothing else is the number.
  package func fill(_ node: JSONNode) -> JSONNode {
    guard !chosen.isEmpty else { return node }
    var filled = node
    switch node.value {
    case .string(let text):
      if text.hasPrefix("{"), text.hasSuffix("}"),
        let entry = chosen[String(text.dropFirst().dropLast())]
      {
        filled.value = .number(JSONNode.shortestText(of: entry.value))
      }
    case .array(let elements): filled.value = .array(elements.map(fill))
    case .object(let members):
      filled.value = .object(members.map { .init($0.key, keyRange: $0.keyRange, fill($0.node)) })
    default: break
    }
    return filled
  }
}

/// Steele, Lea and Flood's generator (2014), of which only the draws matter here.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A draw below a bound.
  mutating func next(below bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
}
