import ExperimentRunner
import Foundation
import TestSupport
import Testing

/// Six problems, ten optimizers, five seeds: one of the optimizers takes single examples.
private let wideSpec: String = {
  let problems = (0..<6).map { place in
    """
    { "name": "p\(place)", "kind": "regression",
      "data": {"kind": "function", "function": "linear", "count": 256},
      "model": [{"kind": "linear", "units": \(16 + 4 * place)}, "relu", {"kind": "linear", "units": 1}],
      "epochs": 20, "batch_size": 32 }
    """
  }
  let kinds = [
    "minibatch", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "adamw", "nadam",
  ]
  let optimizers = ["{\"kind\": \"sgd\"}"] + kinds.map { "{\"kind\": \"\($0)\"}" }
  return """
    { "name": "wide", "seeds": [0, 1, 2, 3, 4],
      "problems": [\(problems.joined(separator: ",\n"))],
      "optimizers": [\(optimizers.joined(separator: ", "))] }
    """
}()

@Suite("The shares of a run")
struct SharesTests {
  private static let wide = Result { try LocalRun(wideSpec) }

  /// Seconds as they were measured: of a trial that takes single examples 66 ms, of another 1.6 ms; and
  /// the same with the work that both have in common, to start and to write down.
  static let seconds: [(single: Double, batches: Double)] = [(0.066, 0.0016), (0.0717, 0.0073)]

  @Test(
    "take no more than a quarter longer than the best division would", arguments: [10, 20, 50, 100])
  func even(count: Int) throws {
    let run = try Self.wide.get()
    #expect(run.trials.count == 300)
    let shares = Shares(count: count, of: run.experiment, run.trials)
    for seconds in Self.seconds {
      func time(_ trial: Trial) -> Double {
        trial.settings.batchSize == 1 ? seconds.single : seconds.batches
      }
      let loads = shares.parts(of: run.trials).map { $0.trials.reduce(0) { $0 + time($1) } }
      let times = run.trials.map(time)
      let best = max(times.reduce(0, +) / Double(count), times.max() ?? 0)
      let makespan = loads.max() ?? 0
      #expect(makespan <= 1.25 * best, "\(count) shares: \(makespan / best)")
    }
  }

  @Test("have each trial once, twins together, and are the same whoever asks")
  func partition() throws {
    // On a surface without noise the seeds change nothing.
    let run = try LocalRun()
    for count in [1, 2, 3, 7, 1000] {
      let shares = Shares(count: count, of: run.experiment, run.trials)
      let parts = shares.parts(of: run.trials)
      #expect(parts.count == count)
      let hashes = parts.flatMap { $0.trials.map(\.identity.hash) }
      #expect(hashes.count == Set(hashes).count)
      #expect(Set(hashes) == Set(run.trials.map(\.identity.hash)))
      for trial in run.trials {
        let share = try #require(shares.index(of: trial))
        #expect((1...count).contains(share))
        #expect(parts[share - 1].trials.contains { $0.identity == trial.identity })
      }
      let other = Shares(count: count, of: run.experiment, run.trials)
      #expect(run.trials.map { other.index(of: $0) } == run.trials.map { shares.index(of: $0) })
    }
  }

  @Test("of trials that become known later leave those before where they are")
  func stages() throws {
    let run = try Self.wide.get()
    var shares = Shares(count: 7, cost: TrialCost(run.experiment))
    let (first, later) = (run.trials.prefix(170), run.trials.dropFirst(170))
    shares.give(first)
    let before = first.map { shares.index(of: $0) }
    #expect(later.allSatisfy { shares.index(of: $0) == nil })
    shares.give(run.trials)
    #expect(first.map { shares.index(of: $0) } == before)
    // The later ones are as many as the shares are even.
    let counts = (1...7).map { share in later.count { shares.index(of: $0) == share } }
    #expect(counts.reduce(0, +) == 130 && (counts.min() ?? 0) > 0)
  }
}
