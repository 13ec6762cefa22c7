package import OptimizerLab
package import SpecLanguage

/// What a program is told before its first step.
package struct RuleHello: Sendable {
  /// A network that it will move, or a point.
  package struct Player: Sendable {
    package var name: String
    /// Numbers in its parameters.
    package var count: Int
    /// The tensors that lie in them, one behind the other, each with its shape as it lies there: the
    /// weight of a linear layer has (inputs, outputs).
    package var layers: [(name: String, shape: [Int])]
    /// The parameters where training begins or goes on, as the machine has them in memory.
    package var parameters: [UInt8]

    package init<S: Scalar>(name: String, layout: ParameterLayout, parameters: [S]) {
      precondition(layout.count == parameters.count)
      self.name = name
      count = parameters.count
      layers = layout.entries.map { entry in
        let shape = entry.tensor.shape
        return (entry.name, entry.tensor.isTransposed ? shape.reversed() : shape)
      }
      self.parameters = RawBytes.bytes(of: parameters)
    }
  }

  package var players: [Player]
  /// `float32`, `float64`.
  package var dtype: String
  package var settings: [JSONNode.Member]
  package var seed: UInt64
  /// Updates of each player, at most.
  package var steps: Int

  package static let protocolVersion = "1.1"

  package init(
    players: [Player], dtype: String, settings: [JSONNode.Member] = [], seed: UInt64 = 0,
    steps: Int
  ) {
    self.players = players
    self.dtype = dtype
    self.settings = settings
    self.seed = seed
    self.steps = steps
  }

  /// The frame's bytes behind its header.
  var body: [UInt8] {
    let players: [JSONNode] = players.map { player in
      let layers: [JSONNode] = player.layers.map { layer in
        .array([.string(layer.name), .array(layer.shape.map { .integer($0) })])
      }
      return .object([
        .init("name", .string(player.name)), .init("count", .integer(player.count)),
        .init("layers", .array(layers)),
      ])
    }
    let root = JSONNode.object([
      .init("protocol", .string(Self.protocolVersion)), .init("dtype", .string(dtype)),
      .init("settings", .object(settings)), .init("players", .array(players)),
      .init("seed", .integer(seed)), .init("steps", .integer(steps)),
    ])
    let text = Array(JSONText.compact(root).utf8)
    return self.players.reduce(RuleFrame.bytes(UInt32(text.count)) + text) { $0 + $1.parameters }
  }
}

/// What a program says of itself once it has understood.
package struct RuleReady: Sendable, Equatable {
  /// Whether it asks for gradients, and is not given one with each step.
  package var asks: Bool
  /// `Python 3.13.5, numpy 2.4.6`
  package var language: String
  package var protocolVersion: String

  init(asks: Bool, language: String, protocolVersion: String) {
    self.asks = asks
    self.language = language
    self.protocolVersion = protocolVersion
  }

  /// - Throws: what is wrong with it.
  init(_ body: [UInt8]) throws(ProgramFailure) {
    guard let root = try? JSONParser.parse(body), let version = root["protocol"]?.text else {
      throw .brokenFrame(#"it is ready, but without {"protocol": "1.1", "asks": false}"#)
    }
    guard version.split(separator: ".").first == "1" else {
      throw .brokenFrame(
        "it speaks protocol \(version.prefix(20)), and this lab \(RuleHello.protocolVersion)")
    }
    if case .bool(true)? = root["asks"]?.value { asks = true } else { asks = false }
    language = String(root["language"]?.text?.prefix(200) ?? "")
    protocolVersion = version
  }
}
