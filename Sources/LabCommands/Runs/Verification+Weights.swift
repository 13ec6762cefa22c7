internal import ExperimentRunner
internal import OptimizerLab

extension Verification {
  /// The first parameter that differs from those in the trial's folder.
  /// - Parameter lastStep: how many updates made the final parameters.
  func compareWeights(
    _ trial: Trial, _ new: TrialResult, lastStep: Int, _ tolerance: Tolerance
  ) -> String? {
    for weights in new.weights {
      for (name, file, step) in [
        ("initial", weights.initial, 0), ("final", weights.final, lastStep),
      ] {
        let path = "\(weights.network).\(name).safetensors"
        let difference = compare(
          "\(trialFolder)/\(trial.identity.hash)/\(path)", file, step: step, tolerance)
        if let difference { return "\(path)\(difference)" }
      }
    }
    return nil
  }

  private func compare(
    _ path: String, _ new: SafetensorsFile, step: Int, _ tolerance: Tolerance
  ) -> String? {
    let old: SafetensorsFile
    do {
      old = try SafetensorsFile(decoding: try InputBytes.read(path))
    } catch {
      return " cannot be read: \(error)"
    }
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
