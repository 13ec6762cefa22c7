internal import OptimizerLab
internal import Synchronization

/// What a trial recorded, left in its file until it is asked for, and let go again, a part at a time: so
/// the results of ten thousand trials take little more memory than those of one.
final class StoredRecordings: Sendable {
  /// What is read together.
  enum Part: CaseIterable, Sendable {
    case curves, layers, path, units, histograms, weights
    /// Pictures, classes, agreement.
    case others
  }

  /// Parts that there is nothing in.
  private let empty: Set<Part>
  /// Quantities that the version of the program did not know that began the trial.
  let unknown: Set<Quantity>
  private let read: @Sendable (Part) -> Recordings?

  private struct State {
    /// What of it is in memory.
    var held = Recordings()
    var parts: Set<Part> = []
    var isLost = false
  }

  private let state = Mutex(State())
  private static let nothing = Recordings()

  /// - Parameters:
  ///   - recordings: what is in the file.
  ///   - elsewhere: what `recordings` lacks, and `read` may find.
  ///   - read: reads a part of it again; `nil` where it is not there any more.
  init(
    _ recordings: Recordings, elsewhere: Set<Part> = [],
    read: @escaping @Sendable (Part) -> Recordings?
  ) {
    self.read = read
    empty = Set(
      Part.allCases.filter { recordings.size(of: $0) == 0 && !elsewhere.contains($0) })
    unknown = recordings.curves.unknown.union(recordings.layers.unknown)
    // They are what is asked for first.
    if !empty.contains(.curves) { hold(.curves, of: recordings) }
  }

  deinit {
    // What was read last keeps its owner: these are curves that stay.
    RecordingMemory.shared.forget(curves: state.withLock { $0.held.size(of: .curves) })
  }

  /// Whether something was asked for that was not there any more.
  var isLost: Bool { state.withLock { $0.isLost } }

  /// - Parameter path: something of that part.
  func value<Value: Sendable>(_ path: KeyPath<Recordings, Value>, of part: Part) -> Value {
    if empty.contains(part) { return Self.nothing[keyPath: path] }
    let known: Value? = state.withLock { state in
      state.parts.contains(part) ? .some(state.held[keyPath: path]) : .none
    }
    if let known { return known }
    guard let found = read(part) else {
      state.withLock { $0.isLost = true }
      return Self.nothing[keyPath: path]
    }
    hold(part, of: found)
    return found[keyPath: path]
  }

  /// All of it.
  var all: Recordings {
    var all = Recordings()
    for part in Part.allCases { all.take(part, of: value(\.self, of: part)) }
    return all
  }

  private func hold(_ part: Part, of recordings: Recordings) {
    let isNew = state.withLock { state in
      guard state.parts.insert(part).inserted else { return false }
      state.held.take(part, of: recordings)
      return true
    }
    guard isNew else { return }
    let size = recordings.size(of: part)
    for old in RecordingMemory.shared.admit(.init(owner: self, part: part, size: size)) {
      old.owner.drop(old.part)
    }
  }

  private func drop(_ part: Part) {
    state.withLock { state in
      state.parts.remove(part)
      state.held.take(part, of: Self.nothing)
    }
  }
}

/// What is in memory of the recordings that are on the disk, over all results of this process.
private final class RecordingMemory: Sendable {
  static let shared = RecordingMemory()

  struct Entry: Sendable {
    var owner: StoredRecordings
    var part: StoredRecordings.Part
    var size: Int
  }

  private struct State {
    var curves = 0
    /// The first is the oldest.
    var recent: [Entry] = []
    var size = 0
  }

  /// Nearly all that is made of a run asks for every trial's curves: so many bytes of them stay.
  private static let curveLimit = 96 << 20
  /// Of everything else stays what was read last, for who asks for the same once more; so many bytes, but
  /// some parts of any size, for as many may be worked with side by side.
  private static let recentLimit = 16 << 20
  private static let (fewest, most) = (8, 64)

  private let state = Mutex(State())

  /// - Returns: what has to go for it.
  func admit(_ entry: Entry) -> [Entry] {
    state.withLock { state in
      if entry.part == .curves, state.curves + entry.size <= Self.curveLimit {
        state.curves += entry.size
        return []
      }
      state.recent.append(entry)
      state.size += entry.size
      var gone: [Entry] = []
      while state.recent.count > Self.most
        || state.size > Self.recentLimit && state.recent.count > Self.fewest
      {
        gone.append(state.recent.removeFirst())
        state.size -= gone[gone.count - 1].size
      }
      return gone
    }
  }

  func forget(curves size: Int) { state.withLock { $0.curves -= size } }
}

extension Recordings {
  /// About how many bytes a part takes.
  fileprivate func size(of part: StoredRecordings.Part) -> Int {
    switch part {
    case .curves: 8 * curves.values.count
    case .layers: 8 * layers.values.count
    case .path: 8 * path.values.count
    case .units: units.reduce(0) { $0 + $1.states.count + 1 }
    case .histograms: histograms.count * 8 * (Histogram.binCount + 8)
    case .weights: weights.reduce(0) { $0 + $1.size + 1 }
    case .others:
      pictures.reduce(realPictures.map { $0.pixels.count + 1 } ?? 0) { $0 + $1.pixels.count + 1 }
        + (pictureLevels == nil ? 0 : 64) + (agreement.map { 24 * ($0.rows.count + 1) } ?? 0)
        + (classes.map { 16 * $0.names.count * $0.names.count + ($0.map?.classes.count ?? 0) + 1 }
          ?? 0)
    }
  }

  fileprivate mutating func take(_ part: StoredRecordings.Part, of other: Recordings) {
    switch part {
    case .curves: curves = other.curves
    case .layers: layers = other.layers
    case .path: path = other.path
    case .units: units = other.units
    case .histograms: histograms = other.histograms
    case .weights: weights = other.weights
    case .others:
      (pictures, realPictures, pictureLevels) =
        (other.pictures, other.realPictures, other.pictureLevels)
      (classes, agreement) = (other.classes, other.agreement)
    }
  }
}

extension NetworkWeights {
  fileprivate var size: Int {
    (final.entries + (initial?.entries ?? [])).reduce(0) { $0 + $1.bytes.count }
  }
}
