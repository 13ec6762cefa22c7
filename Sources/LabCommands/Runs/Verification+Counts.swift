internal import ExperimentRunner
internal import OptimizerLab

extension Verification {
  /// How far the trial came; a line search of another machine may end elsewhere.
  func firstOfCounts(_ old: TrialResult, _ new: TrialResult) -> String? {
    let counts: [(String, Double?, Double?)] = [
      ("steps", Double(old.steps), Double(new.steps)), ("epochs", old.epochs, new.epochs),
      ("examples", old.examples.map { Double($0) }, new.examples.map { Double($0) }),
      (
        "gradient_evaluations", Double(old.gradientEvaluations), Double(new.gradientEvaluations)
      ),
    ]
    return counts.first { $1 != $2 }.map { name, was, now in
      "trials.csv, \(name): \(was.map { "\($0)" } ?? "nothing") is recorded, "
        + "\(now.map { "\($0)" } ?? "nothing") came out"
    }
  }

  /// What is counted, and so is compared to the bit or, where a number beside a bin's edge may fall
  /// into the next, not at all.
  func firstOfBits(_ old: TrialResult, _ new: TrialResult) -> String? {
    let histories = zip(old.units, new.units).first { $0 != $1 }
    if histories != nil || old.units.count != new.units.count {
      return "the states of the units" + (histories.map { " of layer \($0.0.layer)" } ?? "")
        + " are not those recorded"
    }
    let histograms = zip(old.histograms, new.histograms).first { $0 != $1 }
    if histograms != nil || old.histograms.count != new.histograms.count {
      return "histograms.csv"
        + (histograms.map { ", step \($0.0.step), layer \($0.0.layer), \($0.0.quantity)" } ?? "")
        + ": the bins are not those recorded"
    }
    let sampleGrids = zip(old.pictures, new.pictures).first { $0 != $1 }
    if sampleGrids != nil || old.pictures.count != new.pictures.count {
      return "pictures.u8" + (sampleGrids.map { ", step \($0.0.step)" } ?? "")
        + ": the pictures are not those recorded"
    }
    return nil
  }
}
