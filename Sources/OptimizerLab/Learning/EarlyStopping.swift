public import SpecLanguage

/// The rule by which a trial ends before its length, as Lightning's and Keras's `EarlyStopping`: when
/// what it looks at after each epoch has not improved for `patience` epochs.
///
/// L. Prechelt: Early Stopping – But When?, 1998 (doi:10.1007/3-540-49430-8_3), the criterion UP.
public struct EarlyStopping: Configurable, Sendable, Equatable {
  public var monitor = Watched.evalLoss
  public var patience = 10
  public var minDelta = 0.0
  public var mode = Watched.Direction.min

  public init() {}

  public mutating func configure(_ fields: inout Fields) {
    fields.watched(
      &monitor, "What is looked at after each epoch, on a surface after each step",
      direction: &mode)
    fields.integer(
      "patience", &patience, in: 1...1_000_000, "Epochs without improvement after which it ends.")
    fields.number("min_delta", &minDelta, in: .atLeast(0), "A smaller improvement is none.")
    fields.otherNames(["n_iter_no_change"], of: "patience")
    fields.otherNames(["tol"], of: "min_delta")
  }
}

/// An early stopping at work.
public struct StoppingWatch: Sendable, Equatable {
  let rule: EarlyStopping
  private var best: Double
  private var badEpochs = 0.0

  init(_ rule: EarlyStopping) {
    self.rule = rule
    best = rule.mode == .min ? .infinity : -.infinity
  }

  /// Called after each epoch.
  mutating func look(at value: Double) {
    let isBetter = rule.mode == .min ? value + rule.minDelta < best : value - rule.minDelta > best
    if isBetter {
      (best, badEpochs) = (value, 0)
    } else {
      badEpochs += 1
    }
  }

  var isOver: Bool { badEpochs >= Double(rule.patience) }

  /// `eval_loss has not come below 0.0123 for 10 epochs`
  /// - Parameter unit: `epoch`, `step`.
  func reason(unit: String) -> String {
    let limit = rule.mode == .min ? best - rule.minDelta : best + rule.minDelta
    let digits = (limit * 1e6).rounded() / 1e6
    let number = digits == 0 || digits.magnitude > 1e9 ? limit : digits
    return "\(rule.monitor.rawValue) has not \(rule.mode == .min ? "fallen below" : "risen above") "
      + "\(number) for \(rule.patience) \(unit)\(rule.patience == 1 ? "" : "s")"
  }

  /// All of it, for a checkpoint.
  var numbers: [Double] { [best, badEpochs] }

  mutating func restore(_ numbers: ArraySlice<Double>) -> Bool {
    guard numbers.count == 2, let first = numbers.first, let last = numbers.last else {
      return false
    }
    (best, badEpochs) = (first, last)
    return true
  }
}
