import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("A case of an enumeration")
struct PlacedCaseTests {
  static let enumerations: [any PlacedCase.Type] = [
    Quantity.self, HistogramColumn.self,
  ]

  @Test("knows its place among all", arguments: enumerations.indices)
  func place(_ index: Int) {
    func places<Case: PlacedCase>(_ type: Case.Type) -> [Int] { Case.allCases.map(\.place) }
    let places = places(Self.enumerations[index])
    #expect(places == Array(places.indices) && places.count > 2)
  }
}
