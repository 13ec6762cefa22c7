internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Something of an experiment that PyTorch does not have, so that there is no script of it.
package struct TorchGap: Error, Equatable, CustomStringConvertible {
  package var description: String

  static func check(_ experiment: Experiment) throws(TorchGap) {
    for (place, entry) in experiment.optimizers.enumerated() {
      if entry.isExternal {
        throw TorchGap(
          description:
            "optimizers[\(place)] (\(quoted(entry.name))) is a program of its own, of which the lab knows "
            + "the steps and not the rule; a script can be printed of the experiment without it")
      }
      let absent = entry.optimizers.first { optimizer in
        if case .spelled? = TorchSpelling.spelling(of: optimizer) { false } else { true }
      }
      guard let absent else { continue }
      throw TorchGap(
        description:
          "torch.optim has no \(type(of: absent).kind), which optimizers[\(place)] "
          + "(\(quoted(entry.name))) is; a script can be printed of the experiment without it")
    }
  }
}
