import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

/// The draws of PyTorch, for every seed and every size of the file.
@Suite("A draw")
struct DrawTests {
  @Test("is compared from six seeds in seven sizes")
  func cases() {
    let seeds: [UInt64] = [0, 1, 42, 1 << 32 - 1, 1 << 32, 1 << 63 - 1]
    #expect(TorchDraws.seeds == seeds)
    #expect(TorchDraws.sizes == [1, 15, 16, 17, 31, 64 * 32, 1_000_000])
    #expect(TorchDraws.root["torch"].text.hasPrefix("2.13.0"))
  }

  @Test("of integers", arguments: TorchDraws.cases)
  func integers(_ test: TorchDraws.Case) {
    var generator = test.generator
    let integers = (0..<test.size).map { _ in generator.integer() }
    #expect(SHA256.digits(ofWords: integers) == test.pin("random_").text)
  }

  @Test("of rand", arguments: TorchDraws.cases)
  func uniform(_ test: TorchDraws.Case) {
    var generator = test.generator
    let singles = (0..<test.size).map { _ in generator.unitFloat() }
    #expect(SHA256.digits(singles) == test.pin("rand").text)
    generator = test.generator
    let doubles = (0..<test.size).map { _ in generator.unitDouble().bitPattern }
    #expect(SHA256.digits(ofWords: doubles) == test.pin("rand float64").text)
  }

  @Test("of uniform_", arguments: TorchDraws.cases)
  func bounded(_ test: TorchDraws.Case) {
    var generator = test.generator
    var singles = [Float](repeating: 0, count: test.size)
    generator.fillUniform(&singles, from: -0.1, to: 0.1)
    #expect(SHA256.digits(singles) == test.pin("uniform_").text)
    generator = test.generator
    var doubles = [Double](repeating: 0, count: test.size)
    generator.fillUniform(&doubles, from: -0.1, to: 0.1)
    #expect(
      SHA256.digits(ofWords: doubles.map(\.bitPattern)) == test.pin("uniform_ float64").text)
  }

  @Test("of randn", arguments: TorchDraws.cases)
  func normal(_ test: TorchDraws.Case) {
    var generator = test.generator
    #expect(SHA256.digits(generator.normals(test.size)) == test.pin("randn").text)
  }

  @Test("of randn in float64, up to the C library's last bit", arguments: TorchDraws.cases)
  func doubleNormals(_ test: TorchDraws.Case) {
    var generator = test.generator
    let values = generator.doubleNormals(test.size)
    #expect(values.count == test.size)
    let pin = test.pin("randn float64")
    let expected = pin["values"].elements.map { Double($0.text) ?? .nan }
    #expect(expected.count == min(test.size, 8))
    for (place, value) in zip(pin["places"].numbers, expected) {
      #expect(values[Int(place)].places(from: value) <= 1)
    }
    #expect(generator.following() == pin["next"].number)
  }

  @Test("of randperm", arguments: TorchDraws.cases)
  func permutation(_ test: TorchDraws.Case) {
    var generator = test.generator
    #expect(SHA256.digits(generator.permutation(test.size)) == test.pin("randperm").text)
  }

  @Test("of a shuffling DataLoader", arguments: TorchDraws.cases)
  func loader(_ test: TorchDraws.Case) {
    var generator = test.generator
    var batches = BatchOrder(
      exampleCount: test.size, batchSize: 32, shuffle: .everyEpoch, dropsLast: false,
      drawingFrom: &generator)
    let pin = test.pin("DataLoader")
    var order: [Int] = []
    for _ in 0..<batches.batchesPerEpoch { order += batches.next(drawingFrom: &generator) }
    #expect(SHA256.digits(order) == pin["order"].text)
    #expect(generator.following() == pin["next"].number)
  }

  @Test(
    "of two epochs of a DataLoader, with noise between the batches",
    arguments: TorchDraws.entries("epochs"))
  func epochs(_ test: TorchDraws.Entry) {
    var generator = MersenneTwister(seed: test.seed)
    var batches = BatchOrder(
      exampleCount: 100, batchSize: 32, shuffle: test.pin["shuffle"].isTrue ? .everyEpoch : .never,
      dropsLast: test.pin["drop_last"].isTrue, drawingFrom: &generator)
    var order: [Int] = []
    var noise: [Float] = []
    for _ in 0..<2 * batches.batchesPerEpoch {
      let batch = batches.next(drawingFrom: &generator)
      order += batch
      noise += generator.normals(batch.count * 5)
    }
    #expect(SHA256.digits(order) == test.pin["order"].text)
    #expect(SHA256.digits(noise) == test.pin["noise"].text)
    #expect(generator.following() == test.pin["next"].number)
  }

  @Test("of the parameters of a linear layer", arguments: TorchDraws.entries("Linear"))
  func linear(_ test: TorchDraws.Entry) {
    var generator = MersenneTwister(seed: test.seed)
    let bias = test.pin["bias"].text
    let layer = Linear(units: Int(test.pin["units"].number), bias: !bias.isEmpty)
    let network = Network([layer], inputs: Int(test.pin["inputs"].number))
    let drawn = network.initialParameters(of: Float.self, drawingFrom: &generator)
    let tensors = torchTensors(of: network, drawn)
    #expect(SHA256.digits(tensors[0].values) == test.pin["weight"].text)
    #expect(tensors.count == (bias.isEmpty ? 1 : 2))
    if !bias.isEmpty { #expect(SHA256.digits(tensors[1].values) == bias) }
    #expect(generator.following() == test.pin["next"].number)

    // `.double()` after the layer was made: the same draws.
    generator = MersenneTwister(seed: test.seed)
    let doubles = network.initialParameters(of: Double.self, drawingFrom: &generator)
    #expect(doubles == drawn.map { Double($0) })
  }

  @Test(
    "of randperm beyond 2·10⁸ takes the other way",
    arguments: [
      (0, [8, 2, 6, 3, 5, 1, 0, 9, 7, 4]), (1, [8, 4, 2, 0, 7, 5, 3, 6, 9, 1]),
      (42, [6, 0, 5, 8, 7, 2, 3, 1, 9, 4]), (1 << 32 - 1, [0, 9, 7, 6, 2, 5, 1, 3, 8, 4]),
    ] as [(UInt64, [Int])])
  func longPermutation(seed: UInt64, order: [Int]) {
    var generator = MersenneTwister(seed: seed)
    #expect(generator.longPermutation(10) == order)
  }

  @Test("of nothing takes nothing")
  func empty() {
    var generator = MersenneTwister(seed: 1)
    let before = generator
    #expect(generator.normals(0).isEmpty)
    #expect(generator.permutation(0).isEmpty)
    #expect(generator.permutation(1) == [0])
    #expect(generator == before)
  }

  @Test("of a few normals leaves half a pair, which only another few take")
  func cache() {
    var generator = MersenneTwister(seed: 5)
    let three = generator.normals(3)
    _ = generator.normals(16)
    let fourth = generator.normals(1)[0]
    var other = MersenneTwister(seed: 5)
    #expect(other.normals(4) == three + [fourth])
  }
}

@Suite("A batch order")
struct BatchOrderTests {
  @Test("meets every example once an epoch", arguments: [1, 3, 7, 10, 32], Shuffle.allCases)
  func complete(batchSize: Int, shuffle: Shuffle) {
    var generator = MersenneTwister(seed: 1)
    var batches = BatchOrder(
      exampleCount: 10, batchSize: batchSize, shuffle: shuffle, dropsLast: false,
      drawingFrom: &generator)
    var epochs: [[Int]] = []
    for _ in 0..<3 {
      epochs.append(
        (0..<batches.batchesPerEpoch).flatMap { _ in batches.next(drawingFrom: &generator) })
    }
    #expect(epochs.allSatisfy { $0.sorted() == Array(0..<10) })
    #expect((epochs[0] == epochs[1]) == (shuffle != .everyEpoch))
    #expect((epochs[0] == Array(0..<10)) == (shuffle == .never))
  }

  @Test("drops a last batch that is not full", arguments: [3, 4, 5, 10, 11])
  func drops(batchSize: Int) {
    var generator = MersenneTwister(seed: 1)
    var batches = BatchOrder(
      exampleCount: 10, batchSize: batchSize, shuffle: .everyEpoch, dropsLast: true,
      drawingFrom: &generator)
    for _ in 0..<20 {
      #expect(batches.next(drawingFrom: &generator).count == min(batchSize, 10))
    }
  }
}
