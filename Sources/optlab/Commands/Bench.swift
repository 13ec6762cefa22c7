import ArgumentParser
import ExperimentRunner
import LabBenchmarks
import OptimizerLab

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What this machine does with the standard workloads, on one thread.")

  @Flag(help: "Print CSV.")
  var csv = false

  @Option(
    help: ArgumentHelp("One workload alone.", valueName: "NAME"),
    completion: .list(Benchmark.workloadNames))
  var workload: String?

  @Option(
    help: ArgumentHelp("One optimizer alone.", valueName: "KIND"),
    completion: .list(Catalog.optimizers.map { $0.kind }))
  var optimizer: String?

  @Option(
    help: ArgumentHelp("float32, or float64.", valueName: "TYPE"),
    completion: .list(Benchmark.dtypes))
  var dtype = "float32"

  @Option(help: "Seconds of each of a measurement's seven repetitions.")
  var seconds = 0.1

  func validate() throws {
    guard seconds > 0, seconds <= 60 else {
      throw ValidationError("--seconds is a time above 0 and up to 60, not \(seconds)")
    }
    guard Benchmark.dtypes.contains(dtype) else {
      throw ValidationError("--dtype is float32 or float64, not \"\(dtype)\"")
    }
    if let workload, !Benchmark.workloadNames.contains(workload) {
      let names = Benchmark.workloadNames.map { "\"\($0)\"" }.joined(separator: ", ")
      throw ValidationError("there is no workload \"\(workload)\"; there are \(names)")
    }
    if let optimizer, Catalog.optimizers.allSatisfy({ $0.kind != optimizer }) {
      let names = Catalog.optimizers.map { $0.kind }.joined(separator: ", ")
      throw ValidationError("there is no optimizer \"\(optimizer)\"; there are \(names)")
    }
  }

  func run() throws {
    guard
      let benchmark = Benchmark(
        workload: workload, optimizer: optimizer, dtype: dtype, seconds: seconds)
    else { throw ExitStatus.usage }
    let core = benchmark.measureCore()
    if csv {
      try printTable(benchmark, core)
    } else {
      try printLines(benchmark, core)
    }
  }

  private func printTable(_ benchmark: Benchmark, _ core: CoreRates) throws {
    var table = CSVTable(columns: [
      "workload", "optimizer", "microseconds_per_step", "steps_per_second", "gflops",
      "product_microseconds", "product_gflops", "fraction_of_product_rate", "step_over_products",
      "peak_gflops", "products_fraction_of_peak", "loss_error", "limit_microseconds",
      "step_over_limit",
    ])
    // What is wrong is said after all that was measured.
    defer { Streams.output(String(decoding: table.bytes, as: UTF8.self)) }
    try benchmark.run(on: core) { measured in
      let hasProducts = measured.productGigaflops > 0
      table.text(measured.workload)
      table.text(measured.optimizer)
      for value in [
        measured.microsecondsPerStep, 1e6 / measured.microsecondsPerStep, measured.gigaflops,
        measured.microsecondsOfProducts, measured.productGigaflops,
        hasProducts ? measured.gigaflops / measured.productGigaflops : nil,
        hasProducts ? measured.stepsOverProducts : nil, measured.peakGigaflops,
        measured.productGigaflops / measured.peakGigaflops, measured.error,
        measured.microsecondsAtLeast,
        measured.microsecondsAtLeast.map { measured.microsecondsPerStep / $0 },
      ] {
        table.number(value)
      }
      table.endLine()
    }
  }

  private func printLines(_ benchmark: Benchmark, _ core: CoreRates) throws {
    Streams.output("\(Machine.processor), \(Machine.blas)\n\(Self.words(core))")
    var workload = ""
    try benchmark.run(on: core) { measured in
      if measured.workload != workload {
        workload = measured.workload
        Streams.output("\n\(workload)\(Self.productWords(measured))\n")
      }
      let limit = measured.microsecondsAtLeast.map {
        ", \(NumberText.fourDigits(measured.microsecondsPerStep / $0)) times its limit of "
          + "\(NumberText.fourDigits($0)) µs"
      }
      Streams.output(
        "  \(measured.optimizer.padding(to: 10)) "
          + "\(NumberText.fourDigits(measured.microsecondsPerStep)) µs a step, "
          + "\(NumberText.fourDigits(1e6 / measured.microsecondsPerStep)) steps/s"
          + "\(limit ?? "")\n")
    }
  }

  private static func productWords(_ measured: Benchmark.Measurement) -> String {
    guard measured.productGigaflops > 0 else { return "" }
    return ": its products alone take "
      + "\(NumberText.fourDigits(measured.microsecondsOfProducts)) µs, "
      + "\(NumberText.fourDigits(measured.productGigaflops)) GFLOP/s; this core's peak is "
      + "\(NumberText.fourDigits(measured.peakGigaflops))"
  }

  /// What limits the core, a line each.
  private static func words(_ core: CoreRates) -> String {
    func size(_ bytes: Int) -> String {
      bytes >= 1 << 20 ? "\(bytes >> 20) MB" : "\(bytes >> 10) kB"
    }
    func giga(_ value: Double) -> String { NumberText.fourDigits(value * 1e-9) }
    let rates = core.memory.map {
      "  of \(size($0.bytes)): \(giga($0.read)) GB/s read, \(giga($0.update)) GB/s updated\n"
    }
    return
      "one core: \(giga(core.peak)) GFLOP/s, \(giga(core.roots)) billion roots with a quotient "
      + "a second\n" + rates.joined()
  }
}
