extension Records where Table == CurveTable {
  /// The last row of that network.
  package func last(ofNetwork network: Int) -> Int? {
    (0..<count).last { self[$0, .network] == Double(network) }
  }
}

extension TrialResult {
  /// What that network's recorded rows have of a quantity, in the order of the steps.
  package func recorded(_ quantity: Quantity, ofNetwork network: Int) -> [Double] {
    let curves = self.curves
    return (0..<curves.count).filter { curves[$0, .network] == Double(network) }
      .compactMap { curves[$0, quantity] }
  }

  /// The last that was recorded of a quantity by which tasks are compared (`TaskTraits.measure`); `nil`
  /// where it was not recorded.
  package func final(_ quantity: Quantity, ofNetwork network: Int) -> Double? {
    recorded(quantity, ofNetwork: network).last
  }

  /// The last loss of that network: over all data where there is such a thing, else on the batch.
  package func finalLoss(ofNetwork network: Int) -> Double? {
    let curves = self.curves
    guard let row = curves.last(ofNetwork: network) else { return nil }
    return curves[row, .evalLoss] ?? curves[row, .loss]
  }

  /// The smallest loss over all data at a recorded step.
  package var bestEvaluationLoss: Double? {
    let curves = self.curves
    return (0..<curves.count).compactMap { curves[$0, .evalLoss] }.min()
  }
}
