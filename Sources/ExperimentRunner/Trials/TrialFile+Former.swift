internal import OptimizerLab

// The layout before: a trial had a folder, `trials/HASH/`, with `result.safetensors`, the weights as
// `NETWORK.initial.safetensors` and `NETWORK.final.safetensors`, and its checkpoints; weights that several
// trials began with had one more name in `trials/starts/`. It is read, and nothing is written in it.
extension TrialFile {
  /// The folder of one trial.
  package func formerPlace(of id: TrialIdentity) -> String { "\(folder)/\(id.hash)" }

  func formerPath(of id: TrialIdentity) -> String { "\(formerPlace(of: id))/result.safetensors" }

  /// The folder, among those of the trials, in which each start had a name made of its bytes.
  package static let startsName = "starts"

  private static let (initial, final) = (".initial.safetensors", ".final.safetensors")

  /// The weights beside a result, as far as they can be read.
  func formerWeights(of id: TrialIdentity) -> Recordings {
    let place = formerPlace(of: id)
    func file(_ name: String) -> SafetensorsFile? {
      (try? OutputFile.read("\(place)/\(name)")).flatMap { $0 }.flatMap {
        try? SafetensorsFile(decoding: $0)
      }
    }
    var recordings = Recordings()
    recordings.weights = OutputFile.names(in: place).compactMap { name in
      guard name.hasSuffix(Self.final), let final = file(name) else { return nil }
      let network = String(name.dropLast(Self.final.count))
      return NetworkWeights(
        network: network, initial: file("\(network)\(Self.initial)"), final: final)
    }
    return recordings
  }

  /// The hash that a name among the trials is of, where it is a folder with something in it.
  func formerTrial(_ name: String) -> String? {
    TrialIdentity.isHash(name) && !OutputFile.names(in: "\(folder)/\(name)").isEmpty ? name : nil
  }

  /// Whether a name among the trials is a folder with a result.
  package func isFormerResult(_ name: String) -> Bool {
    OutputFile.exists("\(folder)/\(name)/result.safetensors")
  }

  /// Takes away a trial's folder, but for what is none of ours.
  func removeFormer(_ id: TrialIdentity) {
    let place = formerPlace(of: id)
    guard OutputFile.isFolder(place) else { return }
    for name in OutputFile.names(in: place)
    where name == "result.safetensors" || name.hasPrefix("line-")
      || name.hasSuffix(Self.initial) || name.hasSuffix(Self.final)
    {
      OutputFile.remove("\(place)/\(name)")
    }
    OutputFile.removeEmptyFolder(place)
  }

  /// The starts of none of those trials, and what is left of writing.
  /// - Parameter hashes: of the trials.
  package func starts(besides hashes: Set<String>) -> [String] {
    let starts = "\(folder)/\(Self.startsName)"
    guard OutputFile.isFolder(starts) else { return [] }
    let used = Set(
      hashes.flatMap { hash in
        OutputFile.names(in: "\(folder)/\(hash)").filter { $0.hasSuffix(Self.initial) }
          .compactMap { OutputFile.identity(of: "\(folder)/\(hash)/\($0)") }
      })
    return OutputFile.names(in: starts).map { "\(starts)/\($0)" }.filter { path in
      let isUsed = OutputFile.identity(of: path).map(used.contains) ?? true
      return !isUsed || OutputFile.isAbandonedTemporary(path)
    }
  }
}
