import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// A layer with settings as a spec has them.
func layer<L: Layer>(_: L.Type, _ settings: LooseJSON) throws -> L {
  let reading = Reading<L>(settings.node, in: SpecSource(name: L.kind, text: ""))
  return try #require(reading.diagnostics.isEmpty ? reading.value : nil, "\(settings.node)")
}

/// What a `state_dict` has of a learner: parameters and buffers.
private func stateDict(_ learner: Learner<Double>) throws -> [String: [Double]] {
  let network = try #require(learner.network)
  var state = Dictionary(
    uniqueKeysWithValues: torchTensors(of: network, learner.optimization.parameters)
      .map { ($0.name, $0.values) })
  let buffers = try #require(learner.buffers).values
  for entry in network.stateEntries {
    switch entry {
    case .parameters: break
    case .buffer(let own): state[own.name] = Array(buffers.numbers[own.range])
    case .batchCount(let name, let place): state[name] = [Double(buffers.batchCounts[place])]
    }
  }
  return state
}

/// Compares all of it, to twelve digits.
func expectEqual(_ learner: Learner<Double>, _ expected: LooseJSON) throws {
  let own = try stateDict(learner)
  #expect(Set(own.keys) == Set(expected.members.map(\.key)))
  for (name, values) in own {
    let error = largestError(values, expected[name].numbers, floor: 0.1)
    #expect(error < 1e-12, "\(learner.name), \(name): \(error)")
  }
}
