/// How often each of several optimizers is within a factor of the fastest one, over problems (Dolan and
/// Moré: Benchmarking optimization software with performance profiles, 2002, section 2).
package struct PerformanceProfile: Sendable, Equatable {
  /// By optimizer and problem the time by that of the fastest, 1 or more; infinite where the problem was
  /// not solved.
  package let ratios: [[Double]]

  /// Up to this factor times count for the score (Dahl et al.: Benchmarking Neural Network Training
  /// Algorithms, 2023, section 4.3).
  package static let limit = 4.0

  /// - Parameter times: by optimizer and problem, above 0 in any unit; infinite where the problem was
  ///   not solved. All optimizers have the same problems.
  package init(times: [[Double]]) {
    let problems = times.first?.indices ?? 0..<0
    let best = problems.map { problem in times.map { $0[problem] }.min() ?? .infinity }
    ratios = times.map { own in
      problems.map { own[$0].isFinite ? own[$0] / best[$0] : .infinity }
    }
  }

  /// ρ(τ): the share of the problems on which an optimizer took at most τ times as long as the fastest.
  package func share(_ optimizer: Int, within tau: Double) -> Double {
    let own = ratios[optimizer]
    return own.isEmpty ? 0 : Double(own.count { $0 <= tau }) / Double(own.count)
  }

  /// The area under ρ from 1 to `limit` by the length of that, from 0 to 1, exactly:
  /// (1/n) Σ max(0, 4 − r) / 3.
  package func score(_ optimizer: Int) -> Double {
    let own = ratios[optimizer]
    let sum = own.reduce(0) { $0 + max(0, Self.limit - $1) / (Self.limit - 1) }
    return own.isEmpty ? 0 : sum / Double(own.count)
  }

  /// The same as AlgoPerf's scoring program has it, by trapezoids between 100 points from 1 to 4: off by
  /// no more than 1/198.
  package func trapezoidScore(_ optimizer: Int) -> Double {
    let width = Self.limit - 1
    var area = 0.0
    var before = share(optimizer, within: 1)
    for place in 1..<100 {
      let next = share(optimizer, within: 1 + width * Double(place) / 99)
      area += (before + next) / 2 * (width / 99)
      before = next
    }
    return area / width
  }
}
