import ArgumentParser

/// Whether external optimizers may be run.
struct ExternalOption: ParsableArguments {
  @Flag(
    name: .customLong("allow-external"),
    help: "Run the programs that the spec names, though it is not inside the current folder.")
  var isGiven = false
}
