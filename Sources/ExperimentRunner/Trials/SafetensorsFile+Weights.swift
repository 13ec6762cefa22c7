internal import OptimizerLab

extension SafetensorsFile {
  /// The weights under PyTorch's names, with the network before them: `model.final.0.weight`. What a
  /// network started from is `model.initial.0.weight`, where it is kept.
  mutating func add(_ weights: [NetworkWeights]) {
    for own in weights {
      add(own.final, of: own.network, isFinal: true)
      if let initial = own.initial { add(initial, of: own.network, isFinal: false) }
    }
  }

  private mutating func add(_ state: SafetensorsFile, of network: String, isFinal: Bool) {
    entries += state.entries.map { entry in
      var own = entry
      own.name = WeightName(network: network, isFinal: isFinal, tensor: entry.name).text
      return own
    }
  }

  /// What `add` wrote.
  var weights: [NetworkWeights] {
    var all: [NetworkWeights] = []
    for entry in entries {
      guard let name = WeightName(entry.name) else { continue }
      let place = all.firstIndex { $0.network == name.network } ?? all.count
      if place == all.count { all.append(NetworkWeights(network: name.network)) }
      var own = entry
      own.name = name.tensor
      if name.isFinal {
        all[place].final.entries.append(own)
      } else {
        all[place].initial = all[place].initial ?? SafetensorsFile()
        all[place].initial?.entries.append(own)
      }
    }
    return all
  }
}
