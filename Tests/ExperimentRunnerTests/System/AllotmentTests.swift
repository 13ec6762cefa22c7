import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// Made folders in the place of the system's.
@Suite("What a process may use of its machine")
struct AllotmentTests {
  private let scratch: TestFolder

  init() throws { scratch = try TestFolder() }

  private func put(_ text: String, at path: String) throws {
    let url = scratch.file(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("\(text)\n".utf8).write(to: url)
  }

  private func allotment(_ environment: [String: String] = [:]) -> Allotment {
    Allotment(installed: 64, environment: environment, root: scratch.folder.path)
  }

  private static let second = "30 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw"

  @Test("is the whole machine where nothing says less, and nothing of the kind is there")
  func whole() throws {
    let bare = allotment()
    #expect(bare.cores == 64 && bare.memory == nil)
    try put("0::/user.slice", at: "proc/self/cgroup")
    try put(Self.second, at: "proc/self/mountinfo")
    try put("max 100000", at: "sys/fs/cgroup/user.slice/cpu.max")
    try put("max", at: "sys/fs/cgroup/user.slice/memory.max")
    try put("-1", at: "sys/fs/cgroup/user.slice/cpu.cfs_quota_us")
    let free = allotment()
    #expect(free.cores == 64 && free.memory == nil)
  }

  @Test(
    "is the processors that it may run on",
    arguments: [("00000003", 2), ("ffff,00000000", 16), ("1", 1), ("0", 64), ("", 64)])
  func affinity(mask: String, cores: Int) throws {
    try put("Name:\toptlab\nCpus_allowed:\t\(mask)\nCpus_allowed_list:\t0", at: "proc/self/status")
    #expect(allotment().cores == cores)
  }

  @Test(
    "is a control group's share of time, whole processors of it",
    arguments: [
      ("200000 100000", 2), ("250000 100000", 2), ("50000 100000", 1), ("max 100000", 64),
      ("1000000000000000000 1", 64), ("nonsense", 64), ("200000 0", 64),
    ])
  func quota(text: String, cores: Int) throws {
    try put("0::/job", at: "proc/self/cgroup")
    try put(Self.second, at: "proc/self/mountinfo")
    try put(text, at: "sys/fs/cgroup/job/cpu.max")
    #expect(allotment().cores == cores)
  }

  @Test("is the least of a group's limits and of those above it")
  func above() throws {
    try put("0::/a.slice/b/c", at: "proc/self/cgroup")
    try put(Self.second, at: "proc/self/mountinfo")
    try put("800000 100000", at: "sys/fs/cgroup/a.slice/b/c/cpu.max")
    try put("300000 100000", at: "sys/fs/cgroup/a.slice/cpu.max")
    try put("max", at: "sys/fs/cgroup/a.slice/b/c/memory.max")
    try put("4000000000", at: "sys/fs/cgroup/a.slice/b/memory.max")
    try put("7000000000", at: "sys/fs/cgroup/a.slice/memory.max")
    let allotment = allotment()
    #expect(allotment.cores == 3 && allotment.memory == 4_000_000_000)
  }

  @Test("is what the first version of control groups says, each controller in its place")
  func firstVersion() throws {
    try put(
      "11:memory:/jobs/7\n5:cpu,cpuacct:/jobs/7\n1:name=systemd:/x\n0::/y", at: "proc/self/cgroup")
    try put(
      """
      33 25 0:29 / /sys/fs/cgroup/memory rw,nosuid shared:12 - cgroup cgroup rw,memory
      34 25 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
      35 25 0:31 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
      """, at: "proc/self/mountinfo")
    let cpu = "sys/fs/cgroup/cpu,cpuacct/jobs"
    try put("-1", at: "\(cpu)/7/cpu.cfs_quota_us")
    try put("100000", at: "\(cpu)/7/cpu.cfs_period_us")
    try put("400000", at: "\(cpu)/cpu.cfs_quota_us")
    try put("100000", at: "\(cpu)/cpu.cfs_period_us")
    try put("9223372036854771712", at: "sys/fs/cgroup/memory/jobs/7/memory.limit_in_bytes")
    try put("3000000000", at: "sys/fs/cgroup/memory/memory.limit_in_bytes")
    let allotment = allotment()
    #expect(allotment.cores == 4 && allotment.memory == 3_000_000_000)
  }

  @Test(
    "is found in a container, whose groups stand at the root of what it sees",
    arguments: [("/docker/abc", "/docker/abc"), ("/", "/"), ("/docker/abc", "/../../other")])
  func container(root: String, path: String) throws {
    try put("0::\(path)", at: "proc/self/cgroup")
    try put(
      "30 24 0:26 \(root) /sys/fs/cgroup ro - cgroup2 cgroup rw", at: "proc/self/mountinfo")
    try put("150000 50000", at: "sys/fs/cgroup/cpu.max")
    try put("2000000000", at: "sys/fs/cgroup/memory.max")
    let allotment = allotment()
    #expect(allotment.cores == 3 && allotment.memory == 2_000_000_000)
  }

  @Test(
    "is what Slurm gave to the task",
    arguments: [
      (["SLURM_CPUS_PER_TASK": "6"], 6, nil), (["SLURM_CPUS_PER_TASK": "600"], 64, nil),
      (["SLURM_CPUS_PER_TASK": "six"], 64, nil),
      (["SLURM_MEM_PER_NODE": "2000"], 64, 2000 << 20), (["SLURM_MEM_PER_NODE": "0"], 64, nil),
      (["SLURM_MEM_PER_CPU": "500", "SLURM_CPUS_PER_TASK": "4"], 4, 2000 << 20),
      (["SLURM_MEM_PER_CPU": "500", "SLURM_CPUS_ON_NODE": "3"], 64, 1500 << 20),
      (["SLURM_MEM_PER_CPU": "9223372036854775807"], 64, nil),
    ] as [([String: String], Int, Int?)])
  func slurm(environment: [String: String], cores: Int, memory: Int?) {
    let allotment = allotment(environment)
    #expect(allotment.cores == cores && allotment.memory == memory)
  }

  @Test("is no more than the machine has, here")
  func here() {
    #expect((1...ProcessInfo.processInfo.processorCount).contains(Allotment.own.cores))
    #expect(Machine.memory <= Allotment.own.memory ?? .max)
  }
}
