import ExperimentRunner
import Foundation
import SpecLanguage
import TestSupport
import Testing

@Suite("The configurations that are tried")
struct ConfigurationTests {
  private func experiment(
    _ search: String, budget: Int = 16, optimizers: String = #"{"kind": "momentum"}"#,
    searchSeed: Int = 0
  ) throws -> Experiment {
    try LocalRun.experiment(
      """
      {
        "name": "tuned", "seeds": [0],
        "tuning": {"seeds": [7], "budget": \(budget), "search": \(search), "search_seed": \(searchSeed)},
        "problems": [{"name": "valley", "kind": "surface", "data": {"surface": "beale"}, "steps": 5}],
        "optimizers": [\(optimizers)]
      }
      """)
  }

  private static let wide =
    #"{"lr": {"log_uniform": [1e-4, 1]}, "momentum": {"uniform": [0.5, 0.9]}}"#

  @Test("are as many as the budget, all different, and within what is searched")
  func budget() throws {
    let all = try experiment(Self.wide).configurations(of: 0)
    #expect(all.count == 16 && Set(all.map(\.text)).count == 16)
    for configuration in all {
      let (rate, momentum) = (configuration.settings[0], configuration.settings[1])
      #expect(rate.key == "lr" && configuration.learningRate == rate.node.number)
      #expect((1e-4...1).contains(rate.node.number ?? 0))
      #expect((0.5...0.9).contains(momentum.node.number ?? 0))
      let own = JSONText.compact(Fields.writing(configuration.optimizer))
      #expect(own.contains(#""momentum":\#(JSONText.compact(momentum.node))"#), "\(own)")
    }
  }

  @Test(
    "are spread evenly: as many in each half, quarter and eighth of the logarithm",
    arguments: [0, 1, 7])
  func spread(searchSeed: Int) throws {
    let all = try experiment(Self.wide, searchSeed: searchSeed).configurations(of: 0)
    let places = all.map { log10(($0.learningRate ?? 0) / 1e-4) / 4 }
    for parts in [2, 4, 8, 16] {
      let counts = Dictionary(grouping: places) { Int($0 * Double(parts)) }.values.map(\.count)
      #expect(counts.count == parts && Set(counts).count == 1, "\(parts): \(counts)")
    }
  }

  @Test("are the same at every reading, and others under another seed of the search")
  func pure() throws {
    func texts(_ seed: Int) throws -> [String] {
      try experiment(Self.wide, searchSeed: seed).configurations(of: 0).map(\.text)
    }
    #expect(try texts(0) == texts(0) && texts(0) != texts(1))
  }

  @Test("have the same rates for every optimizer, whatever else is searched of it")
  func alike() throws {
    let own = try experiment(
      #"{"lr": {"log_uniform": [1e-4, 1]}}"#,
      optimizers: #"{"kind": "adam"}, {"kind": "momentum", "search": {"momentum": [0.5, 0.9]}}"#)
    let rates = [0, 1].map { own.configurations(of: $0).map(\.learningRate) }
    #expect(rates[0] == rates[1] && rates[0].count == 16)
    #expect(own.configurations(of: 0).allSatisfy { $0.settings.count == 1 })
  }

  @Test("are all combinations of lists where these are no more than the budget, else some of them")
  func lists() throws {
    let search = #"{"lr": [0.1, 1, 10], "momentum": [0.5, 0.9]}"#
    let all = try experiment(search).configurations(of: 0).map(\.words)
    #expect(
      all == [
        "lr 0.1, momentum 0.5", "lr 0.1, momentum 0.9", "lr 1, momentum 0.5", "lr 1, momentum 0.9",
        "lr 10, momentum 0.5", "lr 10, momentum 0.9",
      ])
    let some = try experiment(search, budget: 5).configurations(of: 0).map(\.words)
    #expect(some.count == 5 && Set(some).isSubset(of: Set(all)) && Set(some).count == 5)
  }

  @Test("have what an optimizer says itself before what is searched for all")
  func own() throws {
    let own = try experiment(
      #"{"lr": {"log_grid": [0.1, 10, 3]}}"#,
      optimizers: #"{"kind": "lbfgs"}, {"kind": "lbfgs", "name": "own", "search": "#
        + #"{"lr": [5], "history_size": {"uniform": [3, 90]}}}"#)
    #expect(own.configurations(of: 0).map(\.words) == ["lr 0.1", "lr 1", "lr 10"])
    let sizes = own.configurations(of: 1).map { configuration -> Int in
      #expect(configuration.learningRate == 5)
      return configuration.settings[1].node.integer ?? 0
    }
    #expect(sizes.count == 16 && sizes.allSatisfy { (3...90).contains($0) })
  }
}
