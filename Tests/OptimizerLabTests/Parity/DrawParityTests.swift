import ExperimentRunner
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("Against PyTorch, the draws")
struct DrawParityTests {
  /// The vectors of each seed.
  private func vectors() throws -> [(seed: UInt64, root: LooseJSON)] {
    let list = try ParityFixture.read("draws")["vectors"].elements
    #expect(list.count == 7)
    return try list.map { root in
      let text = root["seed"].text
      let seed = text.hasPrefix("-") ? Int64(text).map { UInt64(bitPattern: $0) } : UInt64(text)
      return (try #require(seed), root)
    }
  }

  @Test("the generator gives the same words and integers")
  func words() throws {
    for (seed, root) in try vectors() {
      var generator = MersenneTwister(seed: seed)
      let words = root["words (32 bit)"].numbers
      #expect(words == words.map { _ in Double(generator.word()) })
      generator = MersenneTwister(seed: seed)
      let integers = root["int64 random_"].texts
      #expect(integers == integers.map { _ in "\(generator.integer())" })
    }
  }

  @Test("uniform values are the same")
  func uniform() throws {
    for (seed, root) in try vectors() {
      var generator = MersenneTwister(seed: seed)
      let singles = root["rand f32"].hexadecimals
      #expect(singles == singles.map { _ in Double(generator.unitFloat()) })
      generator = MersenneTwister(seed: seed)
      let doubles = root["rand f64"].hexadecimals
      #expect(doubles == doubles.map { _ in generator.unitDouble() })
      generator = MersenneTwister(seed: seed)
      var bounded = [Float](repeating: 0, count: 8)
      generator.fillUniform(&bounded, from: -0.1, to: 0.1)
      #expect(bounded.map { Double($0) } == root["uniform_(-0.1,0.1) f32"].hexadecimals)
    }
  }

  @Test("normal values are the same, by both ways of making them")
  func normal() throws {
    for (seed, root) in try vectors() {
      func normals(_ count: Int) -> [Double] {
        var generator = MersenneTwister(seed: seed)
        return generator.normals(count).map { Double($0) }
      }
      #expect(normals(8) == root["randn(8) f32 (scalar path)"].hexadecimals)
      #expect(Array(normals(16)[..<8]) == root["randn(16) f32 first 8 (x86 AVX2)"].hexadecimals)
      #expect(Array(normals(20)[12...]) == root["randn(20) f32 last 8 (x86 AVX2)"].hexadecimals)
      var generator = MersenneTwister(seed: seed)
      _ = generator.normals(3)
      #expect(
        generator.normals(3).map { Double($0) }
          == root["randn(3) then randn(3) f32: second"].hexadecimals)
    }
  }

  @Test("normal values in float64 are the same, up to the C library")
  func doubleNormals() throws {
    for (seed, root) in try vectors() {
      for (count, name) in [(8, "randn(8) f64 (scalar path)"), (16, "randn(16) f64 first 8")] {
        var generator = MersenneTwister(seed: seed)
        let expected = root[name].hexadecimals
        #expect(expected.count == 8)
        for (a, b) in zip(generator.doubleNormals(count), expected) {
          #expect(a.places(from: b) <= 1)
        }
      }
    }
  }

  @Test("permutations are the same")
  func permutations() throws {
    for (seed, root) in try vectors() {
      var generator = MersenneTwister(seed: seed)
      #expect(generator.permutation(10).map { Double($0) } == root["randperm(10)"].numbers)
      generator = MersenneTwister(seed: seed)
      #expect(
        generator.permutation(1000).prefix(8).map { Double($0) }
          == root["randperm(1000) first 8"].numbers)
    }
  }

  @Test("a linear layer starts from the same parameters")
  func linear() throws {
    for (seed, root) in try vectors() {
      var generator = MersenneTwister(seed: seed)
      let network = Network([Linear(units: 128)], inputs: 784)
      let drawn = network.initialParameters(of: Double.self, drawingFrom: &generator)
      let tensors = torchTensors(of: network, drawn).map { Array($0.values.prefix(8)) }
      #expect(tensors[0] == root["Linear(784,128).weight first 8"].hexadecimals)
      #expect(tensors[1] == root["Linear(784,128).bias first 8"].hexadecimals)
    }
  }

  @Test("a DataLoader gives the same batches for two epochs, and leaves the generator there")
  func loader() throws {
    for (seed, root) in try vectors() {
      var generator = MersenneTwister(seed: seed)
      var batches = BatchOrder(
        exampleCount: 10, batchSize: 4, shuffle: .everyEpoch, dropsLast: false,
        drawingFrom: &generator)
      for epoch in root["DataLoader(10, batch 4, shuffle) two epochs"].elements {
        for batch in epoch.elements {
          #expect(batches.next(drawingFrom: &generator).map { Double($0) } == batch.numbers)
        }
      }
      let after = [generator.unitFloat(), generator.unitFloat()].map { Double($0) }
      #expect(after == root["then rand(2)"].hexadecimals)
    }
  }

  @Test("the GAN's script draws the same parameters, fixed noise, batches and noise")
  func adversarial() throws {
    for (text, root) in try ParityFixture.read("gan")["seeds"].members {
      var generator = MersenneTwister(seed: try #require(UInt64(text)))
      let layers: [(String, [any Layer], Int)] = [
        ("D", [Linear(units: 128), LeakyReLU(), Linear(units: 1), Sigmoid()], 784),
        ("G", [Linear(units: 256), LeakyReLU(), Linear(units: 784), Tanh()], 64),
      ]
      for (letter, layers, inputs) in layers {
        let network = Network(layers, inputs: inputs)
        let drawn = network.initialParameters(of: Float.self, drawingFrom: &generator)
        for (name, values) in torchTensors(of: network, drawn) {
          #expect(SHA256.digits(values) == root["init"]["\(letter).\(name)"]["sha"].text)
        }
      }
      #expect(SHA256.digits(generator.normals(32 * 64)) == root["fixed_noise"]["sha"].text)
      var batches = BatchOrder(
        exampleCount: 300, batchSize: 32, shuffle: .everyEpoch, dropsLast: false,
        drawingFrom: &generator)
      let noise = root["noise_32"].elements
      #expect(noise.count == 20)
      for (batch, noise) in zip(root["batches_32"].elements, noise) {
        let own = batches.next(drawingFrom: &generator)
        #expect(own.map { Double($0) } == batch.numbers)
        #expect(SHA256.digits(generator.normals(own.count * 64)) == noise["sha"].text)
      }
    }
  }

  @Test("the regression's script draws the same parameters")
  func regression() throws {
    let root = try ParityFixture.read("regression")
    var generator = MersenneTwister(seed: UInt64(root["seed"].number))
    let network = Network(
      [Linear(units: 64), ReLU(), Linear(units: 64), ReLU(), Linear(units: 1)], inputs: 1)
    let drawn = network.initialParameters(of: Float.self, drawingFrom: &generator)
    let digits = torchTensors(of: network, drawn).map { SHA256.digits($0.values) }
    #expect(digits == root["init"].elements.map { $0["sha"].text })
  }
}

extension LooseJSON {
  fileprivate var texts: [String] { elements.map(\.text) }

  /// Numbers as C writes them exactly: `0x1.8p-2`.
  fileprivate var hexadecimals: [Double] { texts.map { Double($0) ?? .nan } }
}

@Suite("SHA-256 of the tests")
struct SHA256Tests {
  @Test(
    "is that of the standard's examples",
    arguments: [
      ("", "e3b0c44298fc1c14"), ("abc", "ba7816bf8f01cfea"),
      ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8"),
    ])
  func examples(text: String, digits: String) {
    #expect(SHA256.digits(Array(text.utf8)) == digits)
  }
}
