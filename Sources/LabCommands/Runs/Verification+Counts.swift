internal import ExperimentRunner
internal import OptimizerLab

extension Verification {
  /// What is counted, and so is compared to the bit or, where a number beside a bin's edge may fall
  /// into the next, not at all.
  func firstOfBits(_ old: TrialResult, _ new: TrialResult) -> String? {
    let lives = zip(old.units, new.units).first { $0 != $1 }
    if lives != nil || old.units.count != new.units.count {
      return "the states of the units" + (lives.map { " of layer \($0.0.layer)" } ?? "")
        + " are not those recorded"
    }
    let histograms = zip(old.histograms, new.histograms).first { $0 != $1 }
    if histograms != nil || old.histograms.count != new.histograms.count {
      return "histograms.csv"
        + (histograms.map { ", step \($0.0.step), layer \($0.0.layer), \($0.0.quantity)" } ?? "")
        + ": the bins are not those recorded"
    }
    let sheets = zip(old.pictures, new.pictures).first { $0 != $1 }
    if sheets != nil || old.pictures.count != new.pictures.count {
      return "pictures.u8" + (sheets.map { ", step \($0.0.step)" } ?? "")
        + ": the pictures are not those recorded"
    }
    return nil
  }
}
