import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

/// `optlab data …`: the data sets that come from elsewhere.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "Fetch data sets that specs can name.",
    subcommands: [Fetch.self])

  struct Fetch: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Download a data set, and believe it when its checksum is right.",
      discussion: """
        Over https, from the usual servers in order; a download that was cut off goes on where it \
        stopped. The files are laid out as torchvision leaves them.
        """)

    @Argument(help: "mnist or fashion_mnist.", completion: .list(["mnist", "fashion_mnist"]))
    var dataset: String

    @Option(
      help: ArgumentHelp(
        "The folder that `root` in a spec names; without it the user's own, where each spec finds what is "
          + "not in its `root`: OPTLAB_DATA, or optlab/data in XDG_CACHE_HOME or ~/.cache.",
        valueName: "DIR"), completion: .directory)
    var root = UserFolders.data

    @Option(
      name: .customLong("mirror"), parsing: .singleValue,
      help: ArgumentHelp(
        "The folder of another server, in place of the usual ones; may be given several times.",
        valueName: "URL"))
    var mirrors: [String] = []

    func run() throws {
      let names = RemoteDataset.all.map(\.dataset.kind)
      guard let remote = RemoteDataset.all.first(where: { $0.dataset.kind == dataset }) else {
        throw ValidationError(unknownName(dataset, among: names))
      }
      let servers = try mirrors.map { text in
        guard let mirror = Mirror(text) else {
          throw ValidationError(
            "--mirror is an address that begins with https://, not \(quoted(text))")
        }
        return mirror
      }
      let progress = FetchProgress()
      try DatasetFetch(remote, mirrors: servers, root: root).run(report: progress.show)
    }
  }
}

/// What a download tells while it runs: where from on standard error, what is there on standard
/// output.
private struct FetchProgress {
  func show(_ event: DatasetFetch.Event) {
    switch event {
    case .wasThere(let path): Streams.output("\(path) (was there already)\n")
    case .began(let address): Streams.error("fetches \(address)\n")
    case .received(let file, let bytes, let total):
      guard Streams.isErrorTerminal else { return }
      let end = bytes < total ? "" : "\n"
      Streams.error("\r\(file): \(bytes / 1000) of \(total / 1000) kB\(end)")
    case .fetched(let path): Streams.output("\(path)\n")
    }
  }
}
