internal import FoundationEssentials
internal import OptimizerLab

/// What of the machine this process may use: its affinity, its control groups and Slurm may each allow
/// it less than there is.
package struct Allotment: Sendable, Equatable {
  /// Processors, at least one.
  package let cores: Int
  /// Bytes; `nil` where nothing sets a limit.
  package let memory: Int?

  /// - Parameters:
  ///   - installed: processors of the machine.
  ///   - root: what stands before every path of the system: nothing, but for tests.
  package init(installed: Int, environment: [String: String], root: String = "") {
    let groups = ControlGroups(root: root)
    let slurm = SlurmTask(environment)
    // Of one and a half processors one: two trials would wait for each other, and their seconds count
    // the waiting.
    let quota = groups.cores.map { Int(min($0, 1e6)) }
    let limits = [installed, Self.affinity(root: root), quota, slurm.cores].compactMap(\.self)
    cores = max(1, limits.min() ?? 1)
    memory = [groups.memory, slurm.memory].compactMap(\.self).min()
  }

  /// This process's own.
  package static let own = Allotment(
    installed: ProcessInfo.processInfo.processorCount,
    environment: ProcessInfo.processInfo.environment)

  /// How many processors the scheduler lets this process run on: the bits of `ffffffff,00000003`.
  private static func affinity(root: String) -> Int? {
    guard let mask = SystemFile.value("Cpus_allowed", in: "\(root)/proc/self/status") else {
      return nil
    }
    let count = mask.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
    return count > 0 ? count : nil
  }
}

/// What Slurm gave to a task, as it tells in the environment.
private struct SlurmTask {
  let cores: Int?
  let memory: Int?

  init(_ environment: [String: String]) {
    func count(_ name: String) -> Int? {
      environment[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    }
    /// In megabytes, of 1024² bytes; 0 is all that the node has.
    func bytes(_ name: String) -> Int? {
      count(name).map { $0.multipliedReportingOverflow(by: 1 << 20) }.flatMap {
        $0.overflow ? nil : $0.partialValue
      }
    }
    cores = count("SLURM_CPUS_PER_TASK")
    let ofCores = cores ?? count("SLURM_CPUS_ON_NODE") ?? 1
    memory =
      bytes("SLURM_MEM_PER_NODE")
      ?? bytes("SLURM_MEM_PER_CPU").map { Int(min(Double($0) * Double(ofCores), 1e18)) }
  }
}
