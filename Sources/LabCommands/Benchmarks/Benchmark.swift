internal import CNumerics
internal import OptimizerLab
internal import SpecLanguage

/// What this machine does with the standard workloads, on one thread.
package struct Benchmark: Sendable {
  /// What is timed, in which precision, and for how long.
  private let workloads: [Workload]
  private let optimizers: [any Optimizer.Type]
  private let dtype: String
  private let secondsPerRepetition: Double

  /// One workload under one optimizer; each number is the median of the repetitions, in which the
  /// steps, their products and the core's peak are measured one after another.
  package struct Measurement: Sendable {
    package var workload: String
    package var optimizer: String
    package var microsecondsPerStep: Double
    /// The workload's matrix products alone; 0 where it has none, as of all that is theirs.
    package var microsecondsOfProducts: Double
    /// Of the products, in billions a second: of the whole step, and alone.
    package var gigaflops: Double
    package var productGigaflops: Double
    /// Multiplications and additions, in billions a second, where no memory is touched.
    package var peakGigaflops: Double
    /// A step's time over that of its products.
    package var stepsOverProducts: Double
    /// The least that a step could take on this core (`Workload.limit`); `nil` where nothing is known.
    package var microsecondsAtLeast: Double?
    /// Largest relative difference of the losses from those in double precision, over the first
    /// steps: what was timed computed the right thing.
    package var error: Double
  }

  /// What computed something else than it should have; it has been timed all the same.
  package struct Failure: Error, CustomStringConvertible {
    var wrong: [Measurement]

    package var description: String {
      wrong.map {
        "\($0.workload) under \($0.optimizer) computed something else than in double precision: its "
          + "losses differ by \($0.error)"
      }.joined(separator: "\n")
    }
  }

  private static let repetitions = 7
  private static let checkedSteps = 10
  private static let allowedError = 1e-3

  /// - Parameters:
  ///   - workload: one workload's name; all of them without it.
  ///   - optimizer: one optimizer's kind; all of them without it.
  ///   - seconds: how long each of a measurement's repetitions takes.
  /// - Returns: `nil` where there is no such workload, optimizer or type.
  package init?(
    workload: String? = nil, optimizer: String? = nil, dtype: String = Float.dtype,
    seconds: Double = 0.1
  ) {
    workloads = Workload.all.filter { workload == nil || $0.name == workload }
    optimizers = Catalog.optimizers.filter { optimizer == nil || $0.kind == optimizer }
    self.dtype = dtype
    secondsPerRepetition = seconds
    guard Self.dtypes.contains(dtype), !workloads.isEmpty, !optimizers.isEmpty else { return nil }
  }

  /// The names that `init` takes.
  package static var workloadNames: [String] { Workload.all.map(\.name) }
  package static let dtypes = [Float.dtype, Double.dtype]

  /// What limits this core.
  package func measureCore() -> CoreRates { CoreRates(seconds: min(secondsPerRepetition, 0.1)) }

  /// Times every workload under every optimizer.
  /// - Parameter report: told of each measurement as soon as it is there.
  /// - Throws: `Failure`, when all is measured.
  package func run(on core: CoreRates, report: (Measurement) -> Void) throws {
    if dtype == Double.dtype {
      try run(in: Double.self, on: core, report: report)
    } else {
      try run(in: Float.self, on: core, report: report)
    }
  }

  private func run<Number: Scalar>(
    in type: Number.Type, on core: CoreRates, report: (Measurement) -> Void
  ) throws {
    var wrong: [Measurement] = []
    for workload in workloads {
      var products = Products<Number>(workload)
      for type in optimizers {
        let optimizer = type.init()
        let measured = measure(
          workload, workload.training(optimizer, in: Number.self), &products, core,
          optimizer: type.kind, error: Self.error(of: workload, under: optimizer))
        // The negation is not the same: an error that is no number is too large.
        if !(measured.error < Self.allowedError) { wrong.append(measured) }
        report(measured)
      }
    }
    if !wrong.isEmpty { throw Failure(wrong: wrong) }
  }

  private func measure<T: Training>(
    _ workload: Workload, _ start: T, _ products: inout Products<T.Number>, _ core: CoreRates,
    optimizer: String, error: Double
  ) -> Measurement {
    var training = start
    let times = (0...Self.repetitions).map { _ in
      (
        step: seconds { training.step(keepsGradient: false) },
        products: products.isEmpty ? 0 : seconds { products.compute() },
        peak: Self.peak(for: secondsPerRepetition / 10)
      )
    }.dropFirst()
    let (step, alone) = (Self.median(times.map(\.step)), Self.median(times.map(\.products)))
    let operations = workload.operations * 1e-9
    return Measurement(
      workload: workload.name, optimizer: optimizer, microsecondsPerStep: step * 1e6,
      microsecondsOfProducts: alone * 1e6, gigaflops: operations / step,
      productGigaflops: alone > 0 ? operations / alone : 0,
      peakGigaflops: Self.median(times.map(\.peak)) * 1e-9,
      stepsOverProducts: alone > 0 ? Self.median(times.map { $0.step / $0.products }) : 0,
      microsecondsAtLeast: workload.limit(training.learners, on: core).map { $0 * 1e6 },
      error: error)
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  /// Seconds that `body` takes, called as often as a repetition's time allows.
  private func seconds(_ body: () -> Void) -> Double {
    let clock = ContinuousClock()
    var (count, calls) = (0, 1)
    let began = clock.now
    var passed = Duration.zero
    while passed < .seconds(secondsPerRepetition) {
      for _ in 0..<calls { body() }
      count += calls
      passed = clock.now - began
      // The clock itself takes as long as the smallest steps.
      if passed / .seconds(1) < secondsPerRepetition / 20 { calls *= 2 }
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
    // L-BFGS turns on the last bits after some iterations, of which an update has twenty: five are
    // enough for history and direction to be wrong in.
    var optimizer = optimizer
    if var walk = optimizer as? LBFGS {
      walk.iterationLimit = 5
      optimizer = walk
    }
    let steps = optimizer.evaluatesOften ? 1 : checkedSteps
    let single = losses(workload.training(optimizer, in: Float.self), steps)
    let double = losses(workload.training(optimizer, in: Double.self), steps)
    return zip(single, double).map { abs($0 - $1) / max(abs($1), 0.01) }.max() ?? .infinity
  }

  private static func losses<Number: Scalar>(
    _ training: any Training<Number>, _ steps: Int
  ) -> [Double] {
    var training = training
    return (0..<steps).flatMap { _ in
      training.step()
      return training.learners.map(\.loss)
    }
  }
}
