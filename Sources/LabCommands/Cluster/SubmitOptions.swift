internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import SpecLanguage

/// What a submission asks of the cluster: kept in `plan.json`, so that `--again` asks for the same.
package struct SubmitOptions: Sendable, Equatable {
  /// As Slurm writes it; `nil` for the partition's own.
  package var time: String?
  package var partition: String?
  package var account: String?
  package var memory: String?
  package var cpus = 1
  /// Tasks of one array that run at the same time; `nil` for any number.
  package var atMost: Int?
  /// For `sbatch`, after all others, so that they win.
  package var sbatch: [String] = []
  /// Whether the programs that the spec names may be run.
  package var allowsExternal = false

  package init() {}

  /// The head of a script. The folder's paths are not in it: `sbatch` is told them.
  var head: [String] {
    let values: [(String, String?)] = [
      ("time", time), ("partition", partition), ("account", account), ("mem", memory),
    ]
    return values.compactMap { name, value in value.map { "--\(name)=\($0)" } }
  }

  /// How long before the end of a task's time it is told.
  var secondsBeforeEnd: Int {
    let limit = time.flatMap { SlurmTime.seconds($0) } ?? .infinity
    return Int(max(10, min(90, limit / 4)))
  }

  /// - Throws: `ClusterError` for what no head of a script can have, or what is not to be given.
  package func check() throws(ClusterError) {
    for (name, value) in [
      ("--partition", partition), ("--account", account), ("--mem", memory), ("--time", time),
    ] {
      guard let value else { continue }
      let isPlain =
        !value.isEmpty && !value.hasPrefix("-")
        && value.utf8.allSatisfy { byte in
          Array("._-:,@%+=/".utf8).contains(byte) || isalnum(Int32(byte)) != 0
        }
      guard isPlain else {
        throw ClusterError(.usage, "\(name) is no \(quoted(value)): letters, digits and ._-:,@%+=/")
      }
    }
    if let time, SlurmTime.seconds(time) ?? 0 <= 0 {
      throw ClusterError(
        .usage,
        "--time is no \(quoted(time)); minutes, or 2:30:00, or 1-12:00:00 for a day and a half")
    }
    for option in sbatch
    where option == "-a" || option.hasPrefix("--array") || option.hasPrefix("--wrap") {
      throw ClusterError(
        .usage, "\(option) would change which shares are trained; there is --tasks, and --at-most")
    }
  }

  var node: JSONNode {
    func text(_ value: String?) -> JSONNode { value.map { .string($0) } ?? .null }
    return .object([
      .init("time", text(time)), .init("partition", text(partition)),
      .init("account", text(account)), .init("mem", text(memory)), .init("cpus", .integer(cpus)),
      .init("at_most", atMost.map { .integer($0) } ?? .null),
      .init("sbatch", .array(sbatch.map { .string($0) })),
      .init("allow_external", .bool(allowsExternal)),
    ])
  }

  init(_ node: JSONNode?) {
    (time, partition) = (node?["time"]?.text, node?["partition"]?.text)
    (account, memory) = (node?["account"]?.text, node?["mem"]?.text)
    cpus = node?["cpus"]?.integer ?? 1
    atMost = node?["at_most"]?.integer
    sbatch = node?["sbatch"]?.elements?.compactMap(\.text) ?? []
    if case .bool(let value)? = node?["allow_external"]?.value { allowsExternal = value }
  }
}
