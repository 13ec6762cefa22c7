import ExperimentAnalysis
import ExperimentRunner
import Testing

@Suite("A walk too long to be drawn") struct WalkThinningTests {
  @Test("is drawn whole up to a thousand points")
  func short() {
    let steps = Array(0..<Thinning.walkLimit)
    #expect(Thinning.places(steps) == steps)
  }

  @Test(
    "keeps start, end and the first steps, in about a thousand points", arguments: [5_000, 300_000])
  func long(count: Int) {
    let places = Thinning.places(Array(0..<count))
    #expect(places.first == 0 && places.last == count - 1)
    #expect(places.count > 400 && places.count < 1100, "\(places.count)")
    #expect(places == places.sorted())
    // A walk is quickest at its beginning.
    #expect(Array(places.prefix(10)) == Array(0..<10))
  }
}
