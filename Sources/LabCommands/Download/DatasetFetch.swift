internal import ExperimentRunner

/// Fetches a data set's files into a folder, laid out as torchvision leaves it: `RAW/NAME.gz`, and
/// `RAW/NAME` inflated.
///
/// A file is believed when its size and its checksum are right, and gets its name only then. What
/// has arrived of one stays, so that the next call, from whatever mirror, goes on from there.
package struct DatasetFetch: Sendable {
  private let remote: RemoteDataset
  private let mirrors: [Mirror]
  /// Where the files go: `ROOT/MNIST/raw`.
  package let folder: String
  private let curl: Curl

  /// What became of a file, or how far it is.
  package enum Event: Equatable, Sendable {
    case wasThere(path: String)
    case began(address: String)
    case received(file: String, bytes: Int, of: Int)
    case fetched(path: String)
  }

  /// - Parameters:
  ///   - mirrors: in place of the usual ones, in the order in which they are asked.
  ///   - root: the folder that `root` in a spec names.
  package init(_ remote: RemoteDataset, mirrors: [Mirror] = [], root: String) throws(FetchError) {
    self.remote = remote
    self.mirrors = mirrors.isEmpty ? remote.mirrors.compactMap(Mirror.init) : mirrors
    folder = "\(root.isEmpty ? "." : root)/\(remote.dataset.rawValue)/raw"
    curl = try Curl()
  }

  /// - Throws: `FetchError`, `OutputError`, `DataError`.
  package func run(report: (Event) -> Void) throws {
    try OutputFile.makeFolder(folder)
    for file in remote.files { try fetch(file, report) }
  }

  private func fetch(_ file: RemoteDataset.File, _ report: (Event) -> Void) throws {
    let place = "\(folder)/\(file.name)"
    if isRight(place, file) {
      try inflate(place)
      report(.wasThere(path: place))
      return
    }
    let part = try PartialFile(for: file.name, in: folder)
    var reasons: [FetchError.Reason] = []
    for mirror in mirrors {
      let address = mirror.address + file.name
      report(.began(address: address))
      if let reason = try attempt(file, mirror, part, report) {
        reasons.append(reason)
        continue
      }
      try part.move(to: place)
      try inflate(place)
      report(.fetched(path: place))
      return
    }
    // An empty file is nothing to go on from.
    if part.size == 0 { part.remove() }
    throw FetchError.unreachable(
      file: file.name, reasons: reasons, folder: folder, keepsPart: part.size > 0)
  }

  /// One mirror, from where the file stands, and where that comes to nothing, from its start.
  /// - Returns: why the file is not there; `nil` where it is.
  private func attempt(
    _ file: RemoteDataset.File, _ mirror: Mirror, _ part: PartialFile, _ report: (Event) -> Void
  ) throws -> FetchError.Reason? {
    let address = mirror.address + file.name
    while true {
      if part.size > file.size { try part.clear() }
      let isFresh = part.size == 0
      var end = Curl.End.complete
      if part.size < file.size {
        end = try curl.fetch(address, from: part.size, protocols: mirror.protocols) {
          data throws(OutputError) in
          try part.append(data)
          report(.received(file: file.name, bytes: min(part.size, file.size), of: file.size))
          return part.size <= file.size
        }
      }
      if part.size == file.size, isRight(part.path, file) { return nil }
      let reason = reason(address, file, end, received: part.size)
      // What is as long as the file, or longer, but not the file is of no use.
      if part.size >= file.size || end == .cannotResume {
        try part.clear()
        if !isFresh { continue }
      }
      return reason
    }
  }

  private func reason(
    _ address: String, _ file: RemoteDataset.File, _ end: Curl.End, received: Int
  ) -> FetchError.Reason {
    switch end {
    case .failed(let text):
      let text = received > 0 ? "\(text) (\(received) of \(file.size) bytes are here)" : text
      return FetchError.Reason(address: address, text: Echo.escaped(text))
    case .stopped:
      return FetchError.Reason(
        address: address, text: "it sends more than the file's \(file.size) bytes", isWrong: true)
    case .complete, .cannotResume:
      let text =
        received < file.size
        ? "the file ended after \(received) of \(file.size) bytes"
        : "what came is not the file: its MD5 is not \(file.md5)"
      return FetchError.Reason(address: address, text: text, isWrong: true)
    }
  }

  private func isRight(_ path: String, _ file: RemoteDataset.File) -> Bool {
    guard let bytes = try? InputBytes.read(path), bytes.count == file.size else { return false }
    return MD5.hex(of: bytes) == file.md5
  }

  /// Writes the plain file beside the gzip one, unless it is there and the same.
  private func inflate(_ path: String) throws {
    var reader = try GzipReader(path: path)
    let bytes = try reader.read(atMost: InputFile.sizeLimit)
    let plain = String(path.dropLast(".gz".count))
    if (try? InputBytes.read(plain)) != bytes { try OutputFile.write(bytes, to: plain) }
  }
}
