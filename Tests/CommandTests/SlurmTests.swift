import Foundation
import TestSupport
import Testing

/// Whether a real Slurm is wanted: it takes some minutes, and Debian's packages, which the check installs.
private let wantsSlurm = ProcessInfo.processInfo.environment["OPTLAB_SLURM"] == "1"

@Suite(
  "A real Slurm",
  .enabled(
    if: wantsSlurm, "skipped: OPTLAB_SLURM=1 ./test submits to a Slurm that it starts"))
struct SlurmTests {
  @Test("trains what a single run would, whatever is killed, requeued and cancelled on the way")
  func check() throws {
    let outcome = try Program.run(
      [], environment: ["OPTLAB_BINARY": Program.binary.path],
      program: Program.repository.appendingPathComponent("Tests/Cluster/check"))
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
  }
}
