import ArgumentParser
import ExperimentRunner

struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What this machine does with the standard workloads, on one thread.")

  @Flag(help: "Print CSV.")
  var csv = false

  func run() throws {
    var table = CSVTable(columns: [
      "workload", "optimizer", "microseconds_per_step", "steps_per_second", "gflops",
      "product_microseconds", "product_gflops", "fraction_of_product_rate", "loss_error",
    ])
    if !csv { Streams.output("\(Machine.processor), \(Machine.blas)\n") }
    var workload = ""
    try Benchmark().run { measured in
      let fraction = measured.gigaflops / measured.productGigaflops
      if csv {
        table.text(measured.workload)
        table.text(measured.optimizer)
        for value in [
          measured.microsecondsPerStep, 1e6 / measured.microsecondsPerStep, measured.gigaflops,
          measured.microsecondsOfProducts, measured.productGigaflops, fraction, measured.error,
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
            + "\(FourDigits.text(measured.microsecondsOfProducts)) µs, "
            + "\(FourDigits.text(measured.productGigaflops)) GFLOP/s\n")
      }
      Streams.output(
        "  \(measured.optimizer.padding(to: 10)) "
          + "\(FourDigits.text(measured.microsecondsPerStep)) µs a step, "
          + "\(FourDigits.text(1e6 / measured.microsecondsPerStep)) steps/s, "
          + "\(FourDigits.text(measured.gigaflops)) GFLOP/s, "
          + "\(FourDigits.text(100 * fraction)) % of the products' rate\n")
    }
    if csv { Streams.output(String(decoding: table.bytes, as: UTF8.self)) }
  }
}
