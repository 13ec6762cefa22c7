import OptimizerLab
import TestSupport
import Testing

@Suite("The generator")
struct GeneratorTests {
  @Test(
    "takes only the low 32 bits of a seed, in two's complement",
    arguments: [
      (0, 1 << 32), (42, 1 << 32 + 42), (UInt64(UInt32.max), UInt64(bitPattern: -1)),
      (UInt64(UInt32.max), 1 << 63 - 1), (0, 1 << 63), (1, UInt64(bitPattern: -4_294_967_295)),
    ] as [(UInt64, UInt64)])
  func seeds(small: UInt64, large: UInt64) {
    #expect(MersenneTwister(seed: small) == MersenneTwister(seed: large))
  }

  @Test("is that of the paper's reference program", arguments: [(5489, 4_123_659_995)])
  func tenThousandth(seed: UInt64, word: UInt32) {
    // The 10 000th word from the default seed, as C++'s standard demands of std::mt19937.
    var generator = MersenneTwister(seed: seed)
    for _ in 1..<10_000 { _ = generator.word() }
    #expect(generator.word() == word)
  }

  @Test("is a value: a copy goes its own way")
  func copies() {
    var first = MersenneTwister(seed: 1)
    _ = first.normals(3)
    var second = first
    let words = (0..<700).map { _ in first.word() }
    #expect(words == (0..<700).map { _ in second.word() })
    #expect(first == second)
  }

  @Test("draws uniform values below the upper bound, which no rounding reaches")
  func upperBound() {
    var generator = MersenneTwister(seed: 1)
    var values = [Float](repeating: 0, count: 1000)
    generator.fillUniform(&values, from: 1, to: Double(Float(1).nextUp))
    #expect(values.allSatisfy { $0 == 1 })
    var doubles = [Double](repeating: 0, count: 1000)
    generator.fillUniform(&doubles, from: 1, to: 1.nextUp)
    #expect(doubles.allSatisfy { $0 == 1 })
  }
}
