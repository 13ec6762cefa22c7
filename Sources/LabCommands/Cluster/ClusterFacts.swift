internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What a cluster has, asked before anything is submitted to it: what cannot be found out is let pass.
struct ClusterFacts: Sendable {
  /// The longest time of each partition, in seconds.
  private let limits: [(name: String, text: String, seconds: Double)]
  private let standard: String?
  /// The largest place that an array may have.
  let largestPlace: Int

  init() {
    let partitions = try? SlurmCommand("sinfo").run(["-h", "-o", "%P|%l"])
    let lines = (partitions?.code == 0 ? partitions?.output : nil) ?? ""
    let config = try? SlurmCommand("scontrol").run(["show", "config"])
    self.init(partitions: lines, config: config?.code == 0 ? config?.output ?? "" : "")
  }

  init(partitions: String, config: String) {
    var standard: String?
    limits = partitions.split(separator: "\n").compactMap {
      line -> (name: String, text: String, seconds: Double)? in
      let words = line.split(separator: "|").map(String.init)
      guard words.count == 2 else { return nil }
      let isStandard = words[0].hasSuffix("*")
      let name = isStandard ? String(words[0].dropLast()) : words[0]
      if isStandard { standard = name }
      return (name, words[1], SlurmTime.seconds(words[1]) ?? .infinity)
    }
    self.standard = standard
    let size = config.split(separator: "\n").first { $0.hasPrefix("MaxArraySize") }
      .flatMap { $0.split(separator: "=").last }
      .flatMap { Int($0.filter(\.isNumber)) }
    // Slurm's own, where it is not told.
    largestPlace = max((size ?? 1001) - 1, 0)
  }

  /// - Throws: `ClusterError` for what the cluster would refuse, or would let wait for ever.
  func check(_ options: SubmitOptions) throws(ClusterError) {
    guard largestPlace > 0 else {
      throw ClusterError(
        .unavailable,
        "this Slurm has no arrays (MaxArraySize is 0 or 1); --engine script writes a loop")
    }
    guard !limits.isEmpty else { return }
    let asked = options.partition.map { $0.split(separator: ",").map(String.init) }
    for name in asked ?? [] where !limits.contains(where: { $0.name == name }) {
      throw ClusterError(
        .usage,
        "there is no partition \(quoted(name)); there is "
          + Set(limits.map(\.name)).sorted().joined(separator: ", "))
    }
    guard let time = options.time, let seconds = SlurmTime.seconds(time) else { return }
    let names = asked ?? standard.map { [$0] } ?? []
    let own = limits.filter { names.contains($0.name) }
    if let longest = own.max(by: { $0.seconds < $1.seconds }), seconds > longest.seconds {
      throw ClusterError(
        .usage,
        "--time \(time) is more than the partition \(quoted(longest.name)) allows, \(longest.text): Slurm "
          + "would let the tasks wait for ever; a task whose time is over goes on where it was, so a "
          + "shorter one will do")
    }
  }
}
