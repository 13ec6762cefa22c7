/// What a network's tensor is called in a file of several networks' weights: `model.final.0.weight` is the
/// tensor `0.weight` of what `model` ended with, `model.initial.0.weight` of what it started from.
struct WeightName {
  let network: String
  let isFinal: Bool
  /// Its name in the network's `state_dict`.
  let tensor: String

  private static let (initial, final) = ("initial", "final")

  init(network: String, isFinal: Bool, tensor: String) {
    (self.network, self.isFinal, self.tensor) = (network, isFinal, tensor)
  }

  /// - Returns: `nil` for the name of anything else.
  init?(_ text: String) {
    let parts = text.split(separator: ".", maxSplits: 2)
    guard parts.count == 3, [Self.initial, Self.final].contains(String(parts[1])) else {
      return nil
    }
    self.init(
      network: String(parts[0]), isFinal: parts[1] == Self.final, tensor: String(parts[2]))
  }

  var text: String { "\(network).\(isFinal ? Self.final : Self.initial).\(tensor)" }
}

extension SafetensorsFile {
  /// The `state_dict` of what a network ended with, from a file of several networks' weights; `nil` where
  /// there is no such network.
  func finalState(of network: String) -> SafetensorsFile? {
    var file = SafetensorsFile()
    for entry in entries {
      guard let name = WeightName(entry.name), name.isFinal, name.network == network else {
        continue
      }
      var own = entry
      own.name = name.tensor
      file.entries.append(own)
    }
    return file.entries.isEmpty ? nil : file
  }
}
