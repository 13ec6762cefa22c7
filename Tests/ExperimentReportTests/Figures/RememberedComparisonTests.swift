import ExperimentAnalysis
import ExperimentRunner
import Testing

/// What a context looked up once, all that ask get; a context that was changed looks anew.
@Suite("A comparison that is kept") struct RememberedComparisonTests {
  private func runs(_ ends: [[Double]]) -> [RunOverview.Run] {
    ends.enumerated().flatMap { optimizer, ends in
      ends.enumerated().map { seed, end in
        MadeRun.run(optimizer, seed: seed, reaching: nil, end: end)
      }
    }
  }

  private let names = ["Adam", "SGD"]
  private var lower: [[Double]] {
    [[0.1, 0.2, 0.3, 0.1, 0.2, 0.3], [0.9, 0.8, 0.7, 0.9, 0.8, 0.7]]
  }

  private func lowest(_ context: RunOverview) -> [Int] {
    LossComparison(context, problem: 0).lowest(context.differences(problem: 0, network: 0))
  }

  @Test(
    "is forgotten with what it was made from",
    arguments: ["trials", "compared", "problems", "optimizers"])
  func forgotten(_ what: String) {
    var context = MadeRun.context(runs(lower), optimizers: names, seeds: 6)
    let before = LossComparison(context, problem: 0)
    #expect(lowest(context) == [0] && before.entries.count == 2)
    switch what {
    case "trials":
      context.trials = runs(lower.reversed())
      #expect(lowest(context) == [1])
    case "compared":
      context.compared = []
      #expect(lowest(context) == [])
    case "problems":
      context.problems[0].target = 0.01
      #expect(before.target == 0.05 && LossComparison(context, problem: 0).target == 0.01)
    default:
      context.optimizers.append(context.optimizers[0])
      #expect(LossComparison(context, problem: 0).entries.count == 3)
    }
  }

  @Test("is one for each network, and none of another measure")
  func own() {
    let gan = RunOverview.Problem(name: "digits", networks: SmallContext.gan.networks)
    let made = lower.enumerated().flatMap { optimizer, ends in
      ends.enumerated().map { seed, end in
        MadeRun.run(optimizer, seed: seed, networks: 2, [(0, 1), (10, end)])
      }
    }
    let context = MadeRun.context(made, optimizers: names, seeds: 6, problems: [gan])
    let finals = [0, 1].map { LossComparison(context, problem: 0, network: $0).entries[0].finals }
    #expect(finals == [lower[0], lower[0].map { $0 * 2 }])
    let best = LossComparison(
      context, problem: 0, network: 1, by: .loss(gan.traits, network: 0))
    #expect(best.entries[0].finals == lower[0])
  }

  @Test("is not made twice")
  func once() {
    let context = MadeRun.context(runs(lower), optimizers: names, seeds: 6)
    let times = Times()
    for _ in 0..<3 {
      let value = context.found("what takes long", problem: 0) {
        times.add()
        return 7
      }
      #expect(value == 7)
    }
    #expect(times.count == 1)
    context.found("what takes long", problem: 1) { times.add() }
    #expect(times.count == 2)
  }
}

private final class Times: @unchecked Sendable {
  private(set) var count = 0
  func add() { count += 1 }
}
