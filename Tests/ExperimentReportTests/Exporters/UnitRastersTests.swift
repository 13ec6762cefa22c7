import ExperimentReport
import ExperimentRunner
import Testing

@Suite("The columns of a picture of units")
struct UnitRastersTests {
  @Test("are the recorded steps, where these are every so many")
  func every() {
    for (stepCount, every) in [(100, 10), (105, 10), (7, 7), (3, 10), (480, 1)] {
      let steps = RecordedSteps(stepCount: stepCount, every: every).all
      let columns = UnitRasters.places(steps, most: 500)
      #expect(columns.count == steps.count)
      #expect(columns.last == steps.count - 1 && Set(columns).count >= steps.count - 1)
    }
    #expect(UnitRasters.places([0], most: 500) == [0] && UnitRasters.places([], most: 500) == [])
    // Of many some, at equal distances.
    let most = UnitRasters.places(RecordedSteps(stepCount: 1_000, every: 1).all, most: 101)
    #expect(most == Array(stride(from: 0, through: 1_000, by: 10)))
  }

  @Test("are equally far apart in steps, where these are closer together at the start")
  func long() {
    let steps = RecordedSteps(stepCount: 61_440, every: 10, points: 320).all
    let columns = UnitRasters.places(steps, most: 481)
    #expect(columns.count == 481)
    for (column, place) in columns.enumerated() {
      // 128 steps a column; each shows the last that was recorded by then.
      let step = 128 * column
      #expect(steps[place] <= step && (place + 1 == steps.count || steps[place + 1] > step))
    }
  }
}
