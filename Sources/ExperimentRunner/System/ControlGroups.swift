/// The limits that the control groups of this process set, of both versions of the kernel's interface.
///
/// A group holds what its own files say, and so does each group above it: the least of all counts.
struct ControlGroups {
  /// Processors, as a fraction of time: 1.5 for three halves of one; `nil` without a limit.
  private(set) var cores: Double?
  /// Bytes.
  private(set) var memory: Int?

  /// - Parameter root: what stands before every path of the system: nothing, but for tests.
  init(root: String = "") {
    let groups = Self.lines(of: "\(root)/proc/self/cgroup").compactMap(Group.init)
    for mount in Self.lines(of: "\(root)/proc/self/mountinfo").compactMap(Mount.init) {
      for group in groups where mount.shows(group) {
        for folder in mount.folders(of: group) {
          limitCores(to: Self.quota(in: root + folder))
          limitMemory(to: Self.bytes(in: root + folder))
        }
      }
    }
  }

  private mutating func limitCores(to limit: Double?) {
    if let limit { cores = min(cores ?? limit, limit) }
  }

  private mutating func limitMemory(to limit: Int?) {
    if let limit { memory = min(memory ?? limit, limit) }
  }

  /// Processors' time by time, of `cpu.max` or, in the first version, of two files.
  private static func quota(in folder: String) -> Double? {
    let words =
      lines(of: "\(folder)/cpu.max").first?.split(separator: " ").map(String.init)
      ?? ["cpu.cfs_quota_us", "cpu.cfs_period_us"].compactMap { lines(of: "\(folder)/\($0)").first }
    guard words.count == 2, let quota = Double(words[0]), let period = Double(words[1]), quota > 0,
      period > 0
    else { return nil }
    return quota / period
  }

  private static func bytes(in folder: String) -> Int? {
    ["memory.max", "memory.limit_in_bytes"].lazy
      .compactMap { lines(of: "\(folder)/\($0)").first.flatMap { Int($0) } }.first { $0 > 0 }
  }

  private static func lines(of file: String) -> [String] {
    (SystemFile.text(file) ?? "").split(separator: "\n").map(String.init)
  }
}

extension ControlGroups {
  /// A line of `/proc/self/cgroup`: `0::/user.slice`, or `4:cpu,cpuacct:/job`.
  private struct Group {
    let controllers: [Substring]
    let path: String

    init?(_ line: String) {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      controllers = parts[1].split(separator: ",")
      path = String(parts[2])
    }
  }

  /// A line of `/proc/self/mountinfo` that shows control groups.
  private struct Mount {
    /// The group that is at the mount's place.
    let root: String
    let place: String
    /// The first version's controllers that it shows; `nil` for the second version.
    let controllers: [Substring]?

    init?(_ line: String) {
      let words = line.split(separator: " ")
      guard words.count > 5, let dash = words.firstIndex(of: "-"), words.count > dash + 3 else {
        return nil
      }
      switch words[dash + 1] {
      case "cgroup2": controllers = nil
      case "cgroup": controllers = words[dash + 3].split(separator: ",")
      default: return nil
      }
      root = String(words[3])
      place = String(words[4]).replacing("\\040", with: " ")
    }

    func shows(_ group: Group) -> Bool {
      guard let controllers else { return group.controllers.isEmpty }
      return ["cpu", "memory"].contains {
        controllers.contains($0) && group.controllers.contains($0)
      }
    }

    /// The folders of a group and of those above it. Where a container does not see its own name, the
    /// mount's root is its group.
    func folders(of group: Group) -> [String] {
      var path = group.path
      if root != "/", path == root || path.hasPrefix("\(root)/") {
        path.removeFirst(root.count)
      }
      let names = path.split(separator: "/")
      guard !names.contains("..") else { return [place] }
      return (0...names.count).map { count in
        ([Substring(place)] + names.prefix(count)).joined(separator: "/")
      }
    }
  }
}
