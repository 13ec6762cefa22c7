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
    #expect((sumOfSquares(x, in: range) - exact).magnitude <= 1e-14 * exact)
    let y = x.map { Double($0) }
    #expect(sumOfSquares(y, in: range) == sumOfSquares(x, in: range))
  }

  @Test("of squared differences is that of the definition", arguments: ranges)
  func distance(_ range: Range<Int>) {
    let x = numbers(Float.self, count: 1024, seed: 1)
    let y = numbers(Float.self, count: 1024, seed: 2)
    let exact = range.reduce(0.0) { sum, i in
      let difference = Double(x[i]) - Double(y[i])
      return sum + difference * difference
    }
    #expect((squaredDistance(x, y, in: range) - exact).magnitude <= 1e-14 * exact)
    #expect(squaredDistance(x, x, in: range) == 0)
  }

  @Test("does not depend on where in an array its numbers are", arguments: ranges)
  func slices(_ range: Range<Int>) {
    let x = numbers(Float.self, count: 1024, seed: 1)
    let y = numbers(Float.self, count: 1024, seed: 2)
    let (ownX, ownY) = (Array(x[range]), Array(y[range]))
    #expect(sumOfSquares(x, in: range) == sumOfSquares(ownX, in: 0..<range.count))
    #expect(squaredDistance(x, y, in: range) == squaredDistance(ownX, ownY, in: 0..<range.count))
  }

  @Test("in one pass with others has the bits that it has alone", arguments: ranges + [7..<9007])
  func together(_ range: Range<Int>) {
    let arrays = (1...4).map { numbers(Float.self, count: 9007, seed: UInt64($0)) }
    let (x, g, b, o) = (arrays[0], arrays[1], arrays[2], arrays[3])
    let norms = squaredNorms(x, gradient: g, before: b, initial: o, in: range)
    #expect(norms.parameters == sumOfSquares(x, in: range))
    #expect(norms.gradient == sumOfSquares(g, in: range))
    #expect(norms.update == squaredDistance(x, b, in: range))
    #expect(norms.distance == squaredDistance(x, o, in: range))
  }

  @Test("of the products of two updates is that of the definition", arguments: ranges + [7..<9007])
  func updates(_ range: Range<Int>) {
    let (x, b, e) = (
      numbers(Float.self, count: 9007, seed: 1), numbers(Float.self, count: 9007, seed: 2),
      numbers(Float.self, count: 9007, seed: 3)
    )
    let sums = updateProducts(x, before: b, earlier: e, in: range)
    let terms = range.map { (Double(x[$0]) - Double(b[$0])) * (Double(b[$0]) - Double(e[$0])) }
    let size = terms.reduce(0) { $0 + $1.magnitude }
    #expect((sums.product - terms.reduce(0, +)).magnitude <= 1e-14 * size)
    #expect(sums.earlier == squaredDistance(b, e, in: range))
  }

  @Test("is added in Double, so that Floats do not overflow")
  func large() {
    let x = [Float](repeating: 1e30, count: 20)
    let square = Double(Float(1e30)) * Double(Float(1e30))
    #expect((sumOfSquares(x, in: 0..<20) / (20 * square) - 1).magnitude < 1e-15)
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

@Suite("A copy of numbers")
struct CopyTests {
  @Test("overwrites all of the target", arguments: [0, 1, 15, 16, 17, 1000])
  func copies(count: Int) {
    let source = numbers(Float.self, count: count, seed: 1)
    var target = [Float](repeating: .nan, count: count)
    copyNumbers(source, into: &target)
    #expect(target == source)
  }
}
