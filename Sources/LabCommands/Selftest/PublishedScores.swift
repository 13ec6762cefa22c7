internal import ExperimentAnalysis
internal import ExperimentReport
internal import ExperimentRunner

/// The scores of AlgoPerf v0.5, external tuning, from its table of times: of each submission the seconds
/// to each workload's target, the median over the studies of the fastest trial.
///
/// MLCommons, Algorithms working group: results of August 2024, from the logs in
/// github.com/mlcommons/submissions_algorithms; the rules in G. Dahl et al.: Benchmarking Neural Network
/// Training Algorithms, 2023, section 4.3.
package struct PublishedScores {
  package struct Submission {
    package var name: String
    package var published: Double
    /// By workload the seconds to the target; infinite where it was not reached.
    fileprivate var times: [Double]
  }

  package let submissions: [Submission]
  private let workloads: [String]
  /// The first workloads are scored; the others are variants of them that were kept from who tuned.
  private static let scored = 8

  package init() {
    let lines = String(decoding: PackageResources.algoperf_v05_times_csv, as: UTF8.self)
      .split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    workloads = lines.first.map { Array($0.dropFirst().dropLast()) } ?? []
    submissions = lines.dropFirst().map { cells in
      let numbers = cells.dropFirst().map { Double($0) ?? .infinity }
      return Submission(
        name: cells[0], published: numbers.last ?? .nan, times: Array(numbers.dropLast()))
    }
  }

  /// The scores as they are published, in the order of the submissions.
  /// - Parameter isGated: whether a variant that was missed takes its workload with it, as the rules
  ///   have it.
  package func scores(isGated: Bool = true) -> [Double] {
    var times = submissions.map(\.times)
    if isGated {
      for own in times.indices {
        for (variant, base) in variants where times[own][base].isInfinite {
          times[own][variant] = .infinity
        }
      }
    }
    for workload in workloads.indices {
      let best = times.map { $0[workload] }.min() ?? .infinity
      for own in times.indices where times[own][workload] > PerformanceProfile.limit * best {
        times[own][workload] = .infinity
      }
    }
    if isGated {
      for own in times.indices {
        for (variant, base) in variants where times[own][variant].isInfinite {
          times[own][base] = .infinity
        }
      }
    }
    let profile = PerformanceProfile(times: times.map { Array($0.prefix(Self.scored)) })
    return submissions.indices.map(profile.trapezoidScore)
  }

  /// Places of variants, and of what each is a variant of: the longest name that its own begins with.
  private var variants: [(variant: Int, base: Int)] {
    workloads.indices.dropFirst(Self.scored).compactMap { variant in
      (0..<Self.scored).filter { workloads[variant].hasPrefix(workloads[$0]) }
        .max { workloads[$0].count < workloads[$1].count }.map { (variant, $0) }
    }
  }

  var checks: [SelftestCheck] {
    zip(submissions, scores()).map { submission, score in
      SelftestCheck("AlgoPerf v0.5, \(submission.name)", submission.published, score, within: 5e-5)
    }
  }
}
