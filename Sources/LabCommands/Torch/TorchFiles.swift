internal import ExperimentRunner
internal import OptimizerLab

/// The files that a script reads from its own folder, under names that no two of them share.
struct TorchFiles {
  /// Where a file's bytes come from.
  enum Source: Equatable {
    /// A file of the user's, by its path.
    case copy(String)
    /// Digits that the program draws, as an IDX file.
    case digits(count: Int, seed: UInt64)
    /// And what they show.
    case digitLabels(count: Int, seed: UInt64)
  }

  struct Entry {
    var name: String
    var source: Source
  }

  private(set) var entries: [Entry] = []
  /// Names that are not to be given.
  private var taken: Set<String>

  /// - Parameter taken: the names of the script and of what it writes.
  init(besides taken: Set<String>) { self.taken = Set(taken.map { $0.lowercased() }) }

  /// The name of that file beside the script.
  mutating func name(of source: Source) -> String {
    if let known = entries.first(where: { $0.source == source }) { return known.name }
    let wanted =
      switch source {
      case .copy(let path): String(path.split(separator: "/").last ?? "data")
      case .digits(let count, let seed): "digits-\(count)-seed-\(seed).idx3-ubyte"
      case .digitLabels(let count, let seed): "digits-\(count)-seed-\(seed)-labels.idx1-ubyte"
      }
    var name = wanted
    var count = 1
    // Without case, as some file systems have it.
    while !taken.insert(name.lowercased()).inserted {
      count += 1
      name = "\(count)-\(wanted)"
    }
    entries.append(Entry(name: name, source: source))
    return name
  }

  /// What a file holds.
  static func bytes(of source: Source) throws(DataError) -> [UInt8] {
    switch source {
    case .copy(let path): return try InputBytes.read(path)
    case .digits(let count, let seed):
      let side = Digits.side
      return header(0x803, [count, side, side]) + Digits.draw(count: count, seed: seed).pixels
    case .digitLabels(let count, let seed):
      return header(0x801, [count]) + Digits.draw(count: count, seed: seed).labels
    }
  }

  /// That of an IDX file: its kind and its extents.
  private static func header(_ kind: Int, _ extents: [Int]) -> [UInt8] {
    ([kind] + extents).flatMap { number in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
  }
}
