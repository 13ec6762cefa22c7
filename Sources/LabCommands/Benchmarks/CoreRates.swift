internal import CNumerics
internal import OptimizerLab

/// What one core of this machine can do at most: what limits a step.
package struct CoreRates: Sendable {
  /// Multiplications and additions of single precision a second, where no memory is touched.
  package let peak: Double
  /// Square roots with a quotient each a second, likewise.
  package let roots: Double
  /// Bytes a second that are read, or read and written in place, of so many that are used again and
  /// again. In the order of the sizes.
  package let memory: [(bytes: Int, read: Double, update: Double)]

  /// From what fits the nearest cache to what fits none.
  private static let sizes = [16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20, 64 << 20]

  /// - Parameter seconds: how long each of the measurements takes.
  package init(seconds: Double) {
    // unsafe: the calls fill in the sum.
    var sum: Float = 0
    peak = Self.rate(seconds) { unsafe numerics_multiply_adds(10_000, &sum) }
    roots = Self.rate(seconds) { unsafe numerics_roots(1000, &sum) }
    memory = Self.sizes.map { bytes in
      let count = bytes / MemoryLayout<Float>.stride
      let rounds = max(1 << 18, count) / count
      let numbers = AlignedMemory<Float>(count: count, filledWith: 1)
      let all = Double(bytes * rounds)
      // unsafe: there are so many numbers.
      return (
        bytes,
        Self.rate(seconds) {
          unsafe sum += numerics_read(numbers.start, count, rounds)
          return all
        },
        Self.rate(seconds) {
          unsafe numerics_update(numbers.start, count, rounds)
          return all
        }
      )
    }
  }

  /// Bytes a second of a working set of that size: of the smallest measured one that holds it.
  func read(_ bytes: Int) -> Double { place(bytes).read }
  func update(_ bytes: Int) -> Double { place(bytes).update }

  private func place(_ bytes: Int) -> (bytes: Int, read: Double, update: Double) {
    memory.first { $0.bytes >= bytes } ?? memory[memory.count - 1]
  }

  /// What `body` does a second, where each call says how much it did: the best of five.
  private static func rate(_ seconds: Double, _ body: () -> Double) -> Double {
    let clock = ContinuousClock()
    _ = body()
    return (0..<5).map { _ in
      let began = clock.now
      var done = 0.0
      var passed = Duration.zero
      while passed < .seconds(seconds / 5) {
        done += body()
        passed = clock.now - began
      }
      return done / (passed / .seconds(1))
    }.max() ?? 0
  }
}
