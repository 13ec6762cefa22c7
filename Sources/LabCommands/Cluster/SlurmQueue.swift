internal import FoundationEssentials

/// What Slurm says of the jobs of a folder, asked once.
struct SlurmQueue: Sendable {
  struct Entry: Sendable, Equatable {
    var job: String
    /// The place in the array; `nil` for a job that is none.
    var place: Int?
    /// `PENDING`, `RUNNING`, …
    var state: String
    /// Why it waits.
    var reason: String
    var node: String
    var isWaiting: Bool { state == "PENDING" || state == "SUSPENDED" || state == "REQUEUED" }
  }

  let entries: [Entry]
  /// Those of arrays, by job and place.
  private let tasks: [String: Entry]

  init(entries: [Entry]) {
    self.entries = entries
    let keys = entries.map { entry in entry.place.map { Self.key(entry.job, $0) } }
    tasks = Dictionary(
      zip(keys, entries).compactMap { key, entry in key.map { ($0, entry) } },
      uniquingKeysWith: { first, _ in first })
  }

  private static func key(_ job: String, _ place: Int) -> String { "\(job)_\(place)" }

  /// - Throws: `ClusterError` where Slurm cannot be asked.
  init(of jobs: [ClusterJob]) throws(ClusterError) {
    let ids = Set(jobs.filter { $0.kind != .cancelled }.map(\.id)).sorted()
    guard !ids.isEmpty else {
      self.init(entries: [])
      return
    }
    let answer = try SlurmCommand("squeue").run([
      "-h", "-r", "-j", ids.joined(separator: ","), "-o", "%i|%T|%r|%N",
    ])
    guard answer.code == 0 else {
      // Jobs that have been over for some minutes are forgotten.
      guard answer.errors.contains("Invalid job id") else {
        throw ClusterError(.unavailable, "squeue: \(answer.complaint)")
      }
      self.init(entries: [])
      return
    }
    self.init(entries: Self.parse(answer.output))
  }

  static func parse(_ text: String) -> [Entry] {
    text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard words.count == 4 else { return nil }
      let id = words[0].split(separator: "_").map(String.init)
      guard let job = id.first else { return nil }
      return Entry(
        job: job, place: id.count > 1 ? Int(id[1]) : nil, state: words[1], reason: words[2],
        node: words[3])
    }
  }

  /// The entry of a share in the newest job that has it.
  func entry(ofShare share: Int, in jobs: [ClusterJob]) -> Entry? {
    for job in jobs.reversed() where job.kind == .tasks {
      if let entry = tasks[Self.key(job.id, share - job.offset)] { return entry }
    }
    return nil
  }

  /// The entry of a job that collects.
  func collecting(_ jobs: [ClusterJob]) -> Entry? {
    let ids = Set(jobs.filter { $0.kind == .collect }.map(\.id))
    return entries.first { ids.contains($0.job) }
  }

  /// `2 run, 4 wait (Resources)`
  var summary: String {
    let tasks = entries.filter { $0.place != nil }
    let waiting = tasks.filter(\.isWaiting)
    let reasons = Set(waiting.map(\.reason)).subtracting(["None", ""]).sorted()
    let parts = [
      tasks.count > waiting.count ? "\(tasks.count - waiting.count) run" : nil,
      waiting.isEmpty
        ? nil
        : "\(waiting.count) wait"
          + (reasons.isEmpty ? "" : " (\(reasons.joined(separator: ", ")))"),
    ]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
