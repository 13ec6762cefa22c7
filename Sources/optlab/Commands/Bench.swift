import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What this machine does with the standard workloads, on one thread.")

  @Flag(help: "Print CSV.")
  var csv = false

  @Option(help: ArgumentHelp("One workload alone.", valueName: "NAME"))
  var workload: String?

  @Option(help: ArgumentHelp("One optimizer alone.", valueName: "KIND"))
  var optimizer: String?

  @Option(help: "Seconds of each of a measurement's seven repetitions.")
  var seconds = 0.1

  func validate() throws {
    guard seconds > 0, seconds <= 60 else {
      throw ValidationError("--seconds is a time above 0 and up to 60, not \(seconds)")
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
    guard let benchmark = Benchmark(workload: workload, optimizer: optimizer, seconds: seconds)
    else { throw ExitStatus.usage }
    var table = CSVTable(columns: [
      "workload", "optimizer", "microseconds_per_step", "steps_per_second", "gflops",
      "product_microseconds", "product_gflops", "fraction_of_product_rate", "step_over_products",
      "peak_gflops", "products_fraction_of_peak", "loss_error",
    ])
    if !csv { Streams.output("\(Machine.processor), \(Machine.blas)\n") }
    var workload = ""
    try benchmark.run { measured in
      let fraction = measured.gigaflops / measured.productGigaflops
      if csv {
        table.text(measured.workload)
        table.text(measured.optimizer)
        for value in [
          measured.microsecondsPerStep, 1e6 / measured.microsecondsPerStep, measured.gigaflops,
          measured.microsecondsOfProducts, measured.productGigaflops, fraction,
          measured.stepsOverProducts, measured.peakGigaflops,
          measured.productGigaflops / measured.peakGigaflops, measured.error,
        ] {
          table.number(value)
        }
        table.endLine()
        return
      }
      if measured.workload != workload {
        workload = measured.workload
        Streams.output(
          "\n\(workload): its products alone take "
            + "\(NumberText.fourDigits(measured.microsecondsOfProducts)) µs, "
            + "\(NumberText.fourDigits(measured.productGigaflops)) GFLOP/s; this core's peak is "
            + "\(NumberText.fourDigits(measured.peakGigaflops))\n")
      }
      Streams.output(
        "  \(measured.optimizer.padding(to: 10)) "
          + "\(NumberText.fourDigits(measured.microsecondsPerStep)) µs a step, "
          + "\(NumberText.fourDigits(1e6 / measured.microsecondsPerStep)) steps/s, "
          + "\(NumberText.fourDigits(measured.gigaflops)) GFLOP/s, "
          + "\(NumberText.fourDigits(100 * fraction)) % of the products' rate\n")
    }
    if csv { Streams.output(String(decoding: table.bytes, as: UTF8.self)) }
  }
}
