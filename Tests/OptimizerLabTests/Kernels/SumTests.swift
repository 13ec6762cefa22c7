import OptimizerLab
import Testing

@Suite("A sum")
struct SumTests {
  static let ranges = [
    0..<0, 0..<1, 0..<15, 0..<16, 0..<17, 3..<35, 5..<1000, 0..<1024, 1..<1024, 1023..<1024,
  ]

  @Test("of squares is that of the definition", arguments: ranges)
  func squares(_ range: Range<Int>) {
    let x = numbers(Float.self, count: 1024, seed: 1)
    let exact = x[range].reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect((sumOfSquares(x.span.extracting(range)) - exact).magnitude <= 1e-14 * exact)
    let y = x.map { Double($0) }
    #expect(sumOfSquares(y.span.extracting(range)) == sumOfSquares(x.span.extracting(range)))
  }

  @Test("of squared differences is that of the definition", arguments: ranges)
  func distance(_ range: Range<Int>) {
    let x = numbers(Float.self, count: 1024, seed: 1)
    let y = numbers(Float.self, count: 1024, seed: 2)
    let exact = range.reduce(0.0) { sum, i in
      let difference = Double(x[i]) - Double(y[i])
      return sum + difference * difference
    }
    #expect(
      (squaredDistance(x.span.extracting(range), y.span.extracting(range)) - exact).magnitude
        <= 1e-14 * exact)
    #expect(squaredDistance(x.span.extracting(range), x.span.extracting(range)) == 0)
  }

  @Test("does not depend on where in an array its numbers are", arguments: ranges)
  func slices(_ range: Range<Int>) {
    let x = numbers(Float.self, count: 1024, seed: 1)
    let y = numbers(Float.self, count: 1024, seed: 2)
    let (ownX, ownY) = (Array(x[range]), Array(y[range]))
    #expect(
      sumOfSquares(x.span.extracting(range)) == sumOfSquares(ownX.span.extracting(0..<range.count)))
    #expect(
      squaredDistance(x.span.extracting(range), y.span.extracting(range))
        == squaredDistance(
          ownX.span.extracting(0..<range.count), ownY.span.extracting(0..<range.count)))
  }

  @Test("in one pass with others has the bits that it has alone", arguments: ranges + [7..<9007])
  func together(_ range: Range<Int>) {
    let arrays = (1...4).map { numbers(Float.self, count: 9007, seed: UInt64($0)) }
    let (x, g, b, o) = (arrays[0], arrays[1], arrays[2], arrays[3])
    let norms = squaredNorms(
      x.span.extracting(range), gradient: g.span.extracting(range),
      before: b.span.extracting(range), initial: o.span.extracting(range))
    #expect(norms.parameters == sumOfSquares(x.span.extracting(range)))
    #expect(norms.gradient == sumOfSquares(g.span.extracting(range)))
    #expect(norms.update == squaredDistance(x.span.extracting(range), b.span.extracting(range)))
    #expect(norms.distance == squaredDistance(x.span.extracting(range), o.span.extracting(range)))
  }

  @Test("of the products of two updates is that of the definition", arguments: ranges + [7..<9007])
  func updates(_ range: Range<Int>) {
    let (x, b, e) = (
      numbers(Float.self, count: 9007, seed: 1), numbers(Float.self, count: 9007, seed: 2),
      numbers(Float.self, count: 9007, seed: 3)
    )
    let sums = updateProducts(
      x.span.extracting(range), before: b.span.extracting(range), earlier: e.span.extracting(range))
    let terms = range.map { (Double(x[$0]) - Double(b[$0])) * (Double(b[$0]) - Double(e[$0])) }
    let size = terms.reduce(0) { $0 + $1.magnitude }
    #expect((sums.product - terms.reduce(0, +)).magnitude <= 1e-14 * size)
    #expect(sums.earlier == squaredDistance(b.span.extracting(range), e.span.extracting(range)))
  }

  @Test("is added in Double, so that Floats do not overflow")
  func large() {
    let x = [Float](repeating: 1e30, count: 20)
    let square = Double(Float(1e30)) * Double(Float(1e30))
    #expect((sumOfSquares(x.span.extracting(0..<20)) / (20 * square) - 1).magnitude < 1e-15)
  }
}

@Suite("A square root")
struct SquareRootTests {
  @Test("is the one that IEEE 754 asks for")
  func root() {
    var generator = MersenneTwister(seed: 1)
    for _ in 0..<100_000 {
      let single = Float(bitPattern: generator.word())
      let double = Double(bitPattern: generator.doubleWord())
      #expect(single < 0 || single.isNaN || Float.root(single) == single.squareRoot())
      #expect(double < 0 || double.isNaN || Double.root(double) == double.squareRoot())
    }
    #expect(Float.root(-1).isNaN)
    #expect(Float.root(.leastNonzeroMagnitude) == Float.leastNonzeroMagnitude.squareRoot())
  }
}

@Suite("Numbers")
struct NumbersTests {
  static let counts = [0, 1, 15, 16, 17, 1000]

  @Test("begin on a cache line, and so do their copies", arguments: counts)
  func aligned(count: Int) {
    let first = Numbers<Float>(count: count)
    var second = first
    if count > 0 { second[0] = 1 }
    for numbers in [first, second] {
      // unsafe: the address is looked at, and nothing is done with it.
      let isAligned = unsafe numbers.span.withUnsafeBufferPointer {
        Int(bitPattern: $0.baseAddress) % 64 == 0
      }
      #expect(isAligned)
    }
  }

  @Test("are a value: who writes a copy does not write the original", arguments: counts)
  func values(count: Int) {
    let source = numbers(Float.self, count: count, seed: 1)
    let original = Numbers(source)
    var copy = original
    #expect(copy == original)
    for i in copy.indices { copy[i] += 1 }
    #expect(Array(original) == source)
    #expect(Array(copy) == source.map { $0 + 1 })
    #expect(count == 0 || copy != original)
  }

  @Test("take over all of an array, and no more", arguments: counts)
  func copies(count: Int) {
    let source = numbers(Float.self, count: count, seed: 1)
    var target = Numbers<Float>(repeating: .nan, count: count + 1)
    target.copy(source.span)
    #expect(Array(target.prefix(count)) == source)
    #expect(target[count].isNaN)
  }

  @Test("grow by zeros at their end, and keep what there was", arguments: counts)
  func grows(count: Int) {
    let source = numbers(Double.self, count: count, seed: 1)
    var growing = Numbers(source)
    let before = growing
    for _ in 0..<5 { growing.append(zeros: 3) }
    #expect(Array(growing) == source + [Double](repeating: 0, count: 15))
    #expect(Array(before) == source)
  }
}
