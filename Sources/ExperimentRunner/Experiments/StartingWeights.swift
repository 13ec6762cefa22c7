internal import OptimizerLab
package import SpecLanguage

/// Files of weights that a problem's networks start from, in place of drawn ones.
///
/// `"weights": "file.safetensors"` for a regression; `"weights": {"generator": "file.safetensors"}`
/// for a GAN, for one or both of its networks. Of a trial's own file, `trials/HASH.safetensors`, it is what
/// the network of the same name ended with. The draws are made all the same, so that the batches
/// stay those of the seed.
package enum StartingWeights: Sendable, Equatable {
  case one(String)
  case byNetwork([NamedValue<String>])

  /// One file, for the network `model`.
  static var ofModel: FieldType<StartingWeights> {
    FieldType<String>.text.converted(
      to: { .one($0) }, from: { if case .one(let path) = $0 { path } else { nil } })
  }

  /// A file a network.
  static var ofNetworks: FieldType<StartingWeights> {
    FieldType<[NamedValue<String>]>.table(of: .text, naming: "network").converted(
      to: { .byNetwork($0) }, from: { if case .byNetwork(let paths) = $0 { paths } else { nil } })
  }

  private var paths: [NamedValue<String>] {
    switch self {
    case .one(let path): [NamedValue("model", path)]
    case .byNetwork(let paths): paths
    }
  }

  /// The files; paths are relative to `folder`.
  func files(in folder: String) -> [String] {
    paths.map { DataPath.resolve($0.value, in: folder) }
  }

  mutating func movePaths(_ move: (String) -> String) {
    switch self {
    case .one(let path): self = .one(move(path))
    case .byNetwork(let paths):
      self = .byNetwork(paths.map { NamedValue($0.name, move($0.value)) })
    }
  }

  /// Reads the files for these networks; paths are relative to `folder`.
  func load(
    for networks: [(name: String, network: Network)], from folder: String
  ) -> [Result<LoadedWeights, WeightsError>] {
    paths.map { entry in
      Result { () throws(WeightsError) in try Self.load(entry, for: networks, from: folder) }
    }
  }

  private static func load(
    _ entry: NamedValue<String>, for networks: [(name: String, network: Network)],
    from folder: String
  ) throws(WeightsError) -> LoadedWeights {
    guard let (name, network) = networks.first(where: { $0.name == entry.name }) else {
      let known = networks.map(\.name).joined(separator: ", ")
      throw WeightsError(
        path: entry.value, reason: "there is no network \"\(entry.name)\"; there is \(known)")
    }
    let path = DataPath.resolve(entry.value, in: folder)
    let bytes: [UInt8]
    do throws(DataError) {
      bytes = try InputBytes.read(path)
      try ForeignFormat.refuse(bytes, at: path, wanted: .weights)
    } catch {
      throw WeightsError(path: path, reason: nil, reading: error.withNearestFile)
    }
    do throws(SafetensorsError) {
      let file = try SafetensorsFile(decoding: bytes)
      let weights = file.finalState(of: name) ?? file
      return LoadedWeights(network: name, network, try network.state(of: weights))
    } catch {
      throw WeightsError(path: path, reason: error.description)
    }
  }
}

/// The parameters of one network, as its flat vector has them, and behind them its buffers and the
/// counts of its batches.
package struct LoadedWeights: Sendable, Equatable {
  package var network: String
  package var parameters: [Double]
}

extension LoadedWeights {
  fileprivate init(
    network name: String, _ network: Network,
    _ state: (parameters: [Double], buffers: BufferValues<Double>)
  ) {
    self.init(
      network: name,
      parameters: state.parameters + state.buffers.numbers
        + state.buffers.batchCounts.map { Double($0) })
  }

  /// The two parts, for that network.
  func parts<Number: Scalar>(
    of network: Network, as type: Number.Type
  ) -> (parameters: [Number], buffers: BufferValues<Number>) {
    var buffers = NetworkBuffers<Number>(network).values
    let (first, second) = (network.parameterCount, buffers.numbers.count)
    buffers.numbers = parameters[first..<first + second].map { Number($0) }
    buffers.batchCounts = parameters[(first + second)...].map { Int($0) }
    return (parameters[..<first].map { Number($0) }, buffers)
  }
}

/// A file of weights that cannot be used.
package struct WeightsError: Error, Equatable, CustomStringConvertible {
  package var path: String
  package var reason: String?
  /// Where the file could not even be read.
  package var reading: DataError?

  package var description: String { reading?.description ?? "\(path): \(reason ?? "")" }
}
