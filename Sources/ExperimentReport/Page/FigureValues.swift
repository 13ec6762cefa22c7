package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// The values behind the curves of one panel, for readers who do not see the picture: of each
/// optimizer at five moments of its own way.
package struct FigureValues: Sendable, Equatable {
  package struct Moment: Sendable, Equatable {
    package var step: Int
    /// Over the seeds; `nil` where there is no value.
    package var value: Spread?
    /// How many seeds came there.
    package var seeds: Int
  }

  package struct Row: Sendable, Equatable {
    package var optimizer: Int
    /// At the start, after a quarter, half and three quarters of the steps, as nearly as they were
    /// recorded, and at the end.
    package var moments: [Moment]
    /// Where the median is lowest and highest.
    package var lowest: Moment?
    package var highest: Moment?
  }

  /// What is measured, and of what: "dead units, layer 1".
  package var title: String
  package var rows: [Row]
}

extension FigureValues.Row {
  /// What a curve shows; `nil` where none of the moments has a value.
  /// - Parameter moments: all recorded ones in their order.
  init?(optimizer: Int, all moments: [FigureValues.Moment]) {
    let known = moments.filter { $0.value != nil }
    let even = EvenSteps.places(known.map(\.step))
    guard let last = even.indices.last else { return nil }
    self.optimizer = optimizer
    self.moments = [0, last / 4, last / 2, last * 3 / 4, last].map { known[even[$0]] }
    let order = { (a: FigureValues.Moment, b: FigureValues.Moment) in
      (a.value?.median ?? .nan) < (b.value?.median ?? .nan)
    }
    lowest = known.min(by: order)
    highest = known.max(by: order)
  }
}
