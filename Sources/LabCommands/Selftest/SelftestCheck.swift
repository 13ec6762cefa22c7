internal import ExperimentRunner

/// A number that is known, and what the program makes of it.
package struct SelftestCheck: Sendable {
  package var name: String
  package var expected: Double
  package var got: Double
  /// By how much the two may differ.
  package var tolerance: Double
  /// What the expected one is known to, and what is got by; `nil` for a single number.
  package var spreads: (expected: Double, got: Double)?

  package init(
    _ name: String, _ expected: Double, _ got: Double?, within tolerance: Double = 1e-6,
    spreads: (expected: Double, got: Double)? = nil
  ) {
    self.name = name
    self.expected = expected
    self.got = got ?? .nan
    self.tolerance = tolerance
    self.spreads = spreads
  }

  package var isGood: Bool { abs(got - expected) <= tolerance }

  /// `mean rank of A: expected 1.25, got 1.25, ok`.
  package var line: String {
    func number(_ value: Double, _ spread: Double?) -> String {
      PrintedNumber.general(value, digits: spread == nil ? 9 : 6)
        + (spread.map { " ± " + PrintedNumber.general($0, digits: 2) } ?? "")
    }
    return "\(name): expected \(number(expected, spreads?.expected)), "
      + "got \(number(got, spreads?.got)), \(isGood ? "ok" : "WRONG")"
  }
}
