internal import OptimizerLab

extension SafetensorsFile {
  /// The histories as arrays `units.NETWORK.LAYER`, steps × units.
  mutating func add(_ histories: [UnitHistory]) {
    for own in histories {
      add("units.\(own.network).\(own.layer)", own.states, shape: [own.steps, own.units])
    }
  }

  /// The histories that `add` wrote; `nil` where one is not as it wrote them.
  var units: [UnitHistory]? {
    var histories: [UnitHistory] = []
    for entry in entries where entry.name.hasPrefix("units.") {
      let places = entry.name.split(separator: ".").dropFirst().map { Int($0) }
      guard places.count == 2, let network = places[0], let layer = places[1],
        entry.shape.count == 2, entry.type == .uint8,
        let own = UnitHistory(
          network: network, layer: layer, units: entry.shape[1], states: entry.bytes)
      else { return nil }
      histories.append(own)
    }
    return histories
  }

  /// The histograms as a table `histograms` and an array `histograms.bins`, histograms × bins.
  mutating func add(_ histograms: [Histogram]) {
    var table = Records<HistogramTable>()
    for histogram in histograms {
      table.append([
        .network: Double(histogram.network), .step: Double(histogram.step),
        .layer: Double(histogram.layer),
        .quantity: Double(Histogram.Quantity.allCases.firstIndex(of: histogram.quantity) ?? 0),
        .low: histogram.low, .high: histogram.high, .sum: histogram.sum,
        .sumOfSquares: histogram.sumOfSquares,
      ])
    }
    add(table)
    add(
      whole: histograms.flatMap { $0.bins.map { Double($0) } }, as: "histograms.bins",
      shape: [histograms.count, Histogram.binCount])
  }

  /// The histograms that `add` wrote; `nil` where they are not as it wrote them.
  var histograms: [Histogram]? {
    guard let table: Records<HistogramTable> = storedTable(),
      let entry = self["histograms.bins"], let bins = entry.numbers ?? entry.wholes,
      bins.count == table.count * Histogram.binCount
    else { return nil }
    var histograms: [Histogram] = []
    for row in 0..<table.count {
      func place(_ column: HistogramColumn) -> Int? {
        table[row, column].flatMap { Int(exactly: $0) }
      }
      let own = bins[row * Histogram.binCount..<(row + 1) * Histogram.binCount]
      let counts = own.compactMap { Int(exactly: $0) }
      guard let network = place(.network), let step = place(.step), let layer = place(.layer),
        let quantity = place(.quantity), Histogram.Quantity.allCases.indices.contains(quantity),
        let low = table[row, .low], let high = table[row, .high], let sum = table[row, .sum],
        let squares = table[row, .sumOfSquares], counts.count == Histogram.binCount
      else { return nil }
      histograms.append(
        Histogram(
          quantity: Histogram.Quantity.allCases[quantity], network: network, layer: layer,
          step: step, low: low, high: high, sum: sum, sumOfSquares: squares, bins: counts))
    }
    return histograms
  }
}
