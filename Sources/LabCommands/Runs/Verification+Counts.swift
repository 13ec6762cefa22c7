internal import ExperimentRunner
internal import OptimizerLab

extension Verification {
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
