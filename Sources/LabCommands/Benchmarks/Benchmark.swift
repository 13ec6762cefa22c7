internal import CNumerics
internal import OptimizerLab
internal import SpecLanguage

/// What this machine does with the standard workloads, on one thread.
package struct Benchmark: Sendable {
  /// What is timed, and for how long.
  private let workloads: [Workload]
  private let optimizers: [any Optimizer.Type]
  private let secondsPerRepetition: Double

  /// One workload under one optimizer; each number is the median of the repetitions, in which the
  /// steps, their products and the core's peak are measured one after another.
  package struct Measurement: Sendable {
    package var workload: String
    package var optimizer: String
    package var microsecondsPerStep: Double
    /// The workload's matrix products alone.
    package var microsecondsOfProducts: Double
    /// Of the products, in billions a second: of the whole step, and alone.
    package var gigaflops: Double
    package var productGigaflops: Double
    /// Multiplications and additions, in billions a second, where no memory is touched.
    package var peakGigaflops: Double
    /// A step's time over that of its products.
    package var stepsOverProducts: Double
    /// Largest relative difference of the losses from those in double precision, over the first
    /// steps: what was timed computed the right thing.
    package var error: Double
  }

  package enum Failure: Error, CustomStringConvertible {
    case wrong(workload: String, optimizer: String, error: Double)

    package var description: String {
      switch self {
      case .wrong(let workload, let optimizer, let error):
        "\(workload) under \(optimizer) computed something else than in double precision: its "
          + "losses differ by \(error)"
      }
    }
  }

  private static let repetitions = 7
  private static let checkedSteps = 10
  private static let allowedError = 1e-3

  /// - Parameters:
  ///   - workload: one workload's name; all of them without it.
  ///   - optimizer: one optimizer's kind; all of them without it.
  ///   - seconds: how long each of a measurement's repetitions takes.
  /// - Returns: `nil` where there is no such workload or optimizer.
  package init?(workload: String? = nil, optimizer: String? = nil, seconds: Double = 0.1) {
    workloads = Workload.all.filter { workload == nil || $0.name == workload }
    optimizers = Catalog.optimizers.filter { optimizer == nil || $0.kind == optimizer }
    secondsPerRepetition = seconds
    if workloads.isEmpty || optimizers.isEmpty { return nil }
  }

  /// The names that `init` takes.
  package static var workloadNames: [String] { Workload.all.map(\.name) }

  /// Times every workload under every optimizer.
  /// - Parameter report: told of each measurement as soon as it is there.
  package func run(report: (Measurement) -> Void) throws {
    for workload in workloads {
      var products = Products(workload)
      for type in optimizers {
        let error = Self.error(of: workload, under: type.init())
        guard error < Self.allowedError else {
          throw Failure.wrong(workload: workload.name, optimizer: type.kind, error: error)
        }
        var training = workload.training(type.init(), in: Float.self)
        let times = (0...Self.repetitions).map { _ in
          (
            step: seconds { training.step(keepsGradient: false) },
            products: seconds { products.compute() },
            peak: Self.peak(for: secondsPerRepetition / 10)
          )
        }.dropFirst()
        let (step, alone) = (Self.median(times.map(\.step)), Self.median(times.map(\.products)))
        report(
          Measurement(
            workload: workload.name, optimizer: type.kind, microsecondsPerStep: step * 1e6,
            microsecondsOfProducts: alone * 1e6, gigaflops: workload.operations / step * 1e-9,
            productGigaflops: workload.operations / alone * 1e-9,
            peakGigaflops: Self.median(times.map(\.peak)) * 1e-9,
            stepsOverProducts: Self.median(times.map { $0.step / $0.products }), error: error))
      }
    }
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// Seconds that `body` takes, called as often as a repetition's time allows.
  private func seconds(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    var count = 0
    let began = clock.now
    var passed = Duration.zero
    while passed < .seconds(secondsPerRepetition) {
      for _ in 0..<10 { body() }
      count += 10
      passed = clock.now - began
    }
    return passed / .seconds(1) / Double(count)
  }

  /// Operations a second of this core where nothing but its multiply-add units limits it.
  private static func peak(for seconds: Double) -> Double {
    let clock = ContinuousClock()
    let began = clock.now
    var operations = 0.0
    var passed = Duration.zero
    while passed < .seconds(seconds) {
      var sum: Float = 0
      // unsafe: the call fills in the sum.
      operations += unsafe numerics_multiply_adds(10_000, &sum)
      passed = clock.now - began
    }
    return operations / (passed / .seconds(1))
  }

  private static func error(of workload: Workload, under optimizer: any Optimizer) -> Double {
    let single = losses(workload.training(optimizer, in: Float.self))
    let double = losses(workload.training(optimizer, in: Double.self))
    return zip(single, double).map { abs($0 - $1) / max(abs($1), 0.01) }.max() ?? .infinity
  }

  private static func losses<Number: Scalar>(_ training: any Training<Number>) -> [Double] {
    var training = training
    return (0..<checkedSteps).flatMap { _ in
      training.step()
      return training.learners.map(\.loss)
    }
  }
}

/// The matrix products of a workload's step, with matrices of their own.
private struct Products {
  private let shapes: [(rows: Int, inner: Int, columns: Int)]
  private let operands: [(left: [Float], right: [Float])]
  private var results: [[Float]]

  init(_ workload: Workload) {
    shapes = workload.products
    operands = shapes.map { shape in
      (
        [Float](repeating: 0.5, count: shape.rows * shape.inner),
        [Float](repeating: 0.25, count: shape.inner * shape.columns)
      )
    }
    results = shapes.map { [Float](repeating: 0, count: $0.rows * $0.columns) }
  }

  mutating func compute() {
    for (i, shape) in shapes.enumerated() {
      Self.multiply(operands[i].left, operands[i].right, into: &results[i], shape)
    }
  }

  private static func multiply(
    _ a: [Float], _ b: [Float], into c: inout [Float],
    _ shape: (rows: Int, inner: Int, columns: Int)
  ) {
    var target = c.mutableSpan
    Float.product(
      a.span, transposed: false, b.span, into: &target,
      rows: shape.rows, inner: shape.inner, columns: shape.columns, accumulate: false)
  }
}
