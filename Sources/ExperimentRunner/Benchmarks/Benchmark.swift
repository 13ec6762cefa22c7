internal import OptimizerLab

/// What this machine does with the standard workloads, on one thread.
package struct Benchmark: Sendable {
  /// What is timed, and for how long.
  private let workloads: [Workload]
  private let optimizers: [any Optimizer.Type]
  private let secondsPerRepetition: Double

  /// One workload under one optimizer.
  package struct Measurement: Sendable {
    package var workload: String
    package var optimizer: String
    /// Median over the repetitions.
    package var microsecondsPerStep: Double
    /// The workload's matrix products alone, in the same process.
    package var microsecondsOfProducts: Double
    /// Of the products, in billions a second: of the whole step, and alone.
    package var gigaflops: Double
    package var productGigaflops: Double
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
      let products = Self.median { secondsOfProducts(workload) }
      for type in optimizers {
        let error = Self.error(of: workload, under: type.init())
        guard error < Self.allowedError else {
          throw Failure.wrong(workload: workload.name, optimizer: type.kind, error: error)
        }
        var training = workload.training(type.init(), in: Float.self)
        let seconds = Self.median { secondsPerStep(&training) }
        report(
          Measurement(
            workload: workload.name, optimizer: type.kind,
            microsecondsPerStep: seconds * 1e6, microsecondsOfProducts: products * 1e6,
            gigaflops: workload.operations / seconds * 1e-9,
            productGigaflops: workload.operations / products * 1e-9, error: error))
      }
    }
  }

  private static func median(_ measure: () -> Double) -> Double {
    _ = measure()
    let times = (0..<repetitions).map { _ in measure() }.sorted()
    return times[repetitions / 2]
  }

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

  private func secondsPerStep(_ training: inout any Training<Float>) -> Double {
    seconds { training.step() }
  }

  private func secondsOfProducts(_ workload: Workload) -> Double {
    let operands = workload.products.map { shape in
      (
        [Float](repeating: 0.5, count: shape.rows * shape.inner),
        [Float](repeating: 0.25, count: shape.inner * shape.columns)
      )
    }
    var results = workload.products.map { [Float](repeating: 0, count: $0.rows * $0.columns) }
    return seconds {
      for (i, shape) in workload.products.enumerated() {
        Self.multiply(operands[i].0, operands[i].1, into: &results[i], shape)
      }
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

  private static func error(of workload: Workload, under optimizer: any Optimizer) -> Double {
    let single = losses(workload.training(optimizer, in: Float.self))
    let double = losses(workload.training(optimizer, in: Double.self))
    return zip(single, double).map { abs($0 - $1) / max(abs($1), 0.01) }.max() ?? .infinity
  }

  private static func losses<Number: Scalar>(_ training: any Training<Number>) -> [Double] {
    var training = training
    return (0..<checkedSteps).flatMap { _ in
      training.step()
      return training.players.map(\.loss)
    }
  }
}
