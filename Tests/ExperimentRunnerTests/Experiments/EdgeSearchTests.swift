import ExperimentRunner
import TestSupport
import Testing

@Suite("The search for the rate from which on trials diverge")
struct EdgeSearchTests {
  /// What is found where trials diverge from that rate on.
  private func search(_ low: Double, _ high: Double, edge: Double) throws -> (
    good: Double?, bad: Double?, count: Int
  ) {
    let spec = smallSpec.replacing(
      #"{"name": "Adam", "kind": "adam"}"#,
      with: #"{"name": "Adam", "kind": "adam", "lr": {"edge": [\#(low), \#(high)]}}"#)
    let search = try #require(
      try LocalRun.experiment(spec).optimizers[0].edge(for: "line"))
    var probes = [low, high].map { EdgeSearch.Probe(rate: $0, diverges: $0 >= edge) }
    while let rate = search.next(after: probes) {
      probes.append(EdgeSearch.Probe(rate: rate, diverges: rate >= edge))
      #expect(probes.count <= search.probesAtMost)
    }
    let found = EdgeSearch.edge(probes)
    return (found.good, found.bad, probes.count)
  }

  @Test(
    "halves the logarithm until both rates are within a twentieth of each other",
    arguments: [0.0011, 0.02, 0.5, 3, 9.9])
  func halves(edge: Double) throws {
    let found = try search(1e-3, 10, edge: edge)
    let (good, bad) = (try #require(found.good), try #require(found.bad))
    #expect(good < edge && edge <= bad && bad < good * EdgeSearch.factor)
    #expect((9...11).contains(found.count))
  }

  @Test("ends at once where the edge is not between its ends")
  func outside() throws {
    let below = try search(1e-3, 10, edge: 1e-4)
    #expect(below.good == nil && below.bad == 1e-3 && below.count == 2)
    let above = try search(1e-3, 10, edge: 100)
    #expect(above.good == 10 && above.bad == nil && above.count == 2)
  }

  @Test("takes for the edge what is below the smallest rate that diverged, whatever lies beyond")
  func gaps() {
    let probes = [(0.1, false), (1, true), (2, false), (5, true)]
      .map { EdgeSearch.Probe(rate: $0.0, diverges: $0.1) }
    let edge = EdgeSearch.edge(probes)
    #expect(edge.good == 0.1 && edge.bad == 1)
  }
}
