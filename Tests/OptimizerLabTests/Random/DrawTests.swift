import OptimizerLab
import TestSupport
import Testing

/// The draws of PyTorch, for every seed of the pins and every size.
@Suite("A draw")
struct DrawTests {
  static let rows = Array(RandomPins.seeds.indices)
  static let columns = Array(RandomPins.sizes.indices)

  @Test("of words", arguments: rows, columns)
  func words(row: Int, column: Int) {
    var generator = MersenneTwister(seed: RandomPins.seeds[row])
    let words = (0..<RandomPins.sizes[column]).map { _ in generator.word() }
    #expect(SHA256.digits(ofWords: words) == RandomPins.words[row][column])
  }

  @Test("of rand in float32", arguments: rows, columns)
  func uniform(row: Int, column: Int) {
    var generator = MersenneTwister(seed: RandomPins.seeds[row])
    let values = (0..<RandomPins.sizes[column]).map { _ in generator.unitFloat() }
    #expect(SHA256.digits(values) == RandomPins.uniform[row][column])
  }

  @Test("of uniform_", arguments: rows, columns)
  func bounded(row: Int, column: Int) {
    var generator = MersenneTwister(seed: RandomPins.seeds[row])
    var values = [Float](repeating: 0, count: RandomPins.sizes[column])
    generator.fillUniform(&values, from: -0.1, to: 0.1)
    #expect(SHA256.digits(values) == RandomPins.bounded[row][column])
  }

  @Test("of rand in float64", arguments: rows, columns)
  func doubles(row: Int, column: Int) {
    var generator = MersenneTwister(seed: RandomPins.seeds[row])
    let words = (0..<RandomPins.sizes[column]).map { _ in generator.unitDouble().bitPattern }
    #expect(SHA256.digits(ofWords: words) == RandomPins.doubles[row][column])
  }

  @Test("of randn in float32", arguments: rows, columns)
  func normal(row: Int, column: Int) {
    var generator = MersenneTwister(seed: RandomPins.seeds[row])
    let values = generator.normals(RandomPins.sizes[column])
    #expect(SHA256.digits(values) == RandomPins.normal[row][column])
  }

  @Test("of randperm", arguments: rows, columns)
  func permutation(row: Int, column: Int) {
    var generator = MersenneTwister(seed: RandomPins.seeds[row])
    let order = generator.permutation(RandomPins.sizes[column])
    #expect(SHA256.digits(order) == RandomPins.permutation[row][column])
  }

  @Test("of randn in float64, up to the C library", arguments: RandomPins.doubleNormals)
  func doubleNormals(_ pin: RandomPins.DoubleNormals) {
    var generator = MersenneTwister(seed: pin.seed)
    let values = generator.doubleNormals(pin.size)
    #expect(values.count == pin.size)
    #expect(values[pin.size - 1].places(from: pin.last) <= 1)
    #expect(generator.word() == pin.next)
  }

  @Test("of the parameters of a linear layer", arguments: RandomPins.linear)
  func linear(_ pin: RandomPins.LinearLayer) {
    var generator = MersenneTwister(seed: pin.seed)
    let layer = Linear(units: pin.units, bias: pin.bias != nil)
    let network = Network([layer], inputs: pin.inputs)
    let drawn = network.initialParameters(of: Float.self, drawingFrom: &generator)
    let tensors = torchTensors(of: network, drawn)
    #expect(SHA256.digits(tensors[0].values) == pin.weight)
    #expect(tensors.count == (pin.bias == nil ? 1 : 2))
    if let bias = pin.bias { #expect(SHA256.digits(tensors[1].values) == bias) }
    #expect(generator.word() == pin.next)

    // `.double()` after the layer was made: the same draws.
    generator = MersenneTwister(seed: pin.seed)
    let doubles = network.initialParameters(of: Double.self, drawingFrom: &generator)
    #expect(doubles == drawn.map { Double($0) })
  }

  @Test("of a DataLoader, with noise between the batches", arguments: RandomPins.loaders)
  func loader(_ pin: RandomPins.Loader) {
    var generator = MersenneTwister(seed: pin.seed)
    var batches = BatchOrder(
      exampleCount: 100, batchSize: 32, shuffle: pin.shuffle, dropsLast: pin.dropsLast,
      drawingFrom: &generator)
    var order: [Int] = []
    var noise: [Float] = []
    for _ in 0..<2 * batches.batchesPerEpoch {
      let batch = batches.next(drawingFrom: &generator)
      order += batch
      noise += generator.normals(batch.count * 5)
    }
    #expect(SHA256.digits(order) == pin.order)
    #expect(SHA256.digits(noise) == pin.noise)
    #expect(generator.word() == pin.next)
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
