internal import ExperimentRunner
internal import OptimizerLab

extension Verification {
  /// The first parameter that differs from those in the trial's file. What a trial started from is there
  /// where it was not drawn, and in the layout before.
  func compareWeights(_ old: TrialResult, _ new: TrialResult, _ tolerance: Tolerance) -> String? {
    let recorded = old.weights
    for weights in new.weights {
      let name = weights.network
      guard let own = recorded.first(where: { $0.network == name }) else {
        return "\(name).final: the weights are not there, or cannot be read"
      }
      if let was = own.initial, let now = weights.initial,
        let difference = compare(was, now, step: 0, tolerance)
      {
        return "\(name).initial\(difference)"
      }
      // As many updates as there were made the final ones.
      if let difference = compare(own.final, weights.final, step: new.steps, tolerance) {
        return "\(name).final\(difference)"
      }
    }
    return nil
  }

  private func compare(
    _ old: SafetensorsFile, _ new: SafetensorsFile, step: Int, _ tolerance: Tolerance
  ) -> String? {
    guard
      old.entries.map(\.name) == new.entries.map(\.name),
      old.entries.map(\.shape) == new.entries.map(\.shape)
    else { return " has other tensors than the network" }
    for (was, now) in zip(old.entries, new.entries) {
      for (place, (a, b)) in zip(was.values, now.values).enumerated()
      where !tolerance.accepts(a, b, step: step, isCount: false) {
        return ", \(was.name), value \(place): \(a) is recorded, \(b) came out"
      }
    }
    return nil
  }
}

extension SafetensorsFile.Entry {
  fileprivate var values: [Double] { numbers ?? integers?.map { Double($0) } ?? [] }
}
