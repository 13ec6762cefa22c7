internal import ExperimentRunner
internal import OptimizerLab

/// Ends the tasks of a submission: each writes its checkpoints, and none goes back into the queue.
package enum Cancellation {
  /// - Returns: the ids of the jobs that Slurm was told to end.
  /// - Throws: `ClusterError`; `OutputError` where it cannot be written down.
  package static func run(_ path: String) throws -> [String] {
    let folder = ClusterFolder(of: RealPath.of(path) ?? path)
    _ = try folder.plan()
    guard folder.engine == .slurm else {
      throw ClusterError(
        .usage,
        "\(path): its shares were not given to Slurm; end what runs \(folder.shareScript) with SIGTERM, and "
          + "it writes its checkpoints")
    }
    let jobs = folder.jobs
    let known = Set(jobs.filter { $0.kind != .cancelled }.map(\.id))
    let scancel = try SlurmCommand("scancel")
    let ids: [String]
    do throws(ClusterError) {
      ids = Set(try SlurmQueue(of: jobs).entries.map(\.job)).sorted()
    } catch {
      // Of those that are over, scancel only says so.
      ids = known.sorted()
    }
    guard !ids.isEmpty else { return [] }
    // Before: who sees a task ended is to know why.
    try folder.add(ClusterJob(.cancelled, id: ids.joined(separator: ",")))
    let answer = try scancel.run(ids)
    guard answer.code == 0 else {
      throw ClusterError(.unavailable, "scancel: \(answer.complaint)")
    }
    return ids
  }
}
