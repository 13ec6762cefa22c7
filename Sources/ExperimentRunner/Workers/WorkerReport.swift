internal import FoundationEssentials
internal import SpecLanguage

/// What a worker tells the run: a line of JSON each.
enum WorkerReport {
  case advanced(TrialAdvance)
  case warned(String)
  /// The trial is over, and its result or its checkpoint on disk.
  case ended(TrialResult.Status)
  /// The trial has failed: why.
  case gaveUp(String)
  /// The trial could not be kept.
  case failed(OutputError)

  var line: [UInt8] {
    let members: [JSONNode.Member]
    switch self {
    case .advanced(let advance):
      members = [
        .init("step", .integer(advance.step)),
        .init("losses", .array(advance.losses.map { .string("\($0)") })),
        .init("dead_units", advance.deadUnits.map { .integer($0) } ?? .null),
        .init("seconds", .string("\(advance.seconds)")),
        .init("picture", advance.picture?.node ?? .null),
        .init("distances", .array(advance.distances.map(\.node))),
      ]
    case .warned(let text): members = [.init("warning", .string(text))]
    case .ended(let status): members = [.init("ended", .string(status.rawValue))]
    case .gaveUp(let reason): members = [.init("failure", .string(reason))]
    case .failed(let error):
      members = [
        .init("error", .string(error.reason)), .init("path", .string(error.path)),
        .init("action", .string(error.action.rawValue)),
      ]
    }
    return Array(JSONText.compact(.object(members)).utf8) + [UInt8(ascii: "\n")]
  }

  /// `nil` for what no worker writes.
  init?(line: some Sequence<UInt8>) {
    guard let root = try? JSONParser.parse(Array(line)) else { return nil }
    if let status = root["ended"]?.text.flatMap(TrialResult.Status.init(rawValue:)) {
      self = .ended(status)
    } else if let text = root["warning"]?.text {
      self = .warned(text)
    } else if let reason = root["failure"]?.text {
      self = .gaveUp(reason)
    } else if let reason = root["error"]?.text, let path = root["path"]?.text,
      let action = root["action"]?.text.flatMap(OutputError.Action.init(rawValue:))
    {
      self = .failed(OutputError(path: path, reason: reason, action: action))
    } else if let step = root["step"]?.integer,
      let losses = root["losses"]?.elements?.compactMap({ $0.text.flatMap { Double($0) } }),
      let seconds = root["seconds"]?.text.flatMap({ Double($0) })
    {
      self = .advanced(
        TrialAdvance(
          step: step, losses: losses, deadUnits: root["dead_units"]?.integer, seconds: seconds,
          picture: root["picture"].flatMap { SampleGrid($0) },
          distances: root["distances"]?.elements?.compactMap(PictureDistance.init) ?? []))
    } else {
      return nil
    }
  }
}

extension PictureDistance {
  fileprivate var node: JSONNode {
    .object([.init("step", .integer(step)), .init("frechet", .string("\(frechet)"))])
  }

  fileprivate init?(_ node: JSONNode) {
    guard let step = node["step"]?.integer,
      let frechet = node["frechet"]?.text.flatMap({ Double($0) })
    else { return nil }
    self.init(step: step, frechet: frechet)
  }
}

extension SampleGrid {
  fileprivate var node: JSONNode {
    .object([
      .init("step", .integer(step)), .init("width", .integer(width)),
      .init("height", .integer(height)),
      .init("pixels", .string(Data(pixels).base64EncodedString())),
    ])
  }

  fileprivate init?(_ node: JSONNode) {
    guard let step = node["step"]?.integer, let width = node["width"]?.integer,
      let height = node["height"]?.integer,
      let pixels = node["pixels"]?.text.flatMap({ Data(base64Encoded: $0) }),
      pixels.count == width * height
    else { return nil }
    self.init(step: step, width: width, height: height, pixels: Array(pixels))
  }
}
