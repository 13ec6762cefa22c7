import ArgumentParser
import ExperimentReport

/// What a run's results are written as besides, for commands that write them.
struct ExportOptions: ParsableArguments {
  @Option(
    name: .customLong("export"),
    help: ArgumentHelp(
      "Write the results as this, too: \(Self.known.joined(separator: ", ")). May be given several "
        + "times; `optlab list exporters` says what each is.", valueName: "FORMAT"),
    completion: .list(Self.known), transform: Self.checked)
  var list: [String] = []

  var names: Set<String> { Set(list) }

  private static let known = ExporterCatalog.onRequest.map { $0.name }

  private static func checked(_ name: String) throws -> String {
    guard known.contains(name) else {
      throw ValidationError("--export is one of \(known.joined(separator: ", ")), not \(name)")
    }
    return name
  }
}
