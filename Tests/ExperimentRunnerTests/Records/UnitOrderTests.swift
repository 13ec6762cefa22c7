import ExperimentRunner
import Testing

@Suite("The order of units") struct UnitOrderTests {
  /// A letter a recorded step: `d` dead, `n` always negative, `.` alive.
  private func history(_ units: [String]) -> UnitHistory {
    var history = UnitHistory(network: 0, layer: 1, units: units.count)
    for step in units[0].indices {
      history.append(
        UnitStates(
          layer: 1,
          states: units.map { $0[step] == "d" ? .dead : $0[step] == "n" ? .alwaysNegative : [] }))
    }
    return history
  }

  @Test("is that in which they were lost for good, and those that were not come last")
  func order() {
    #expect(history(["...d", "dddd", "..nn", "...."]).inOrderOfLoss == [1, 2, 0, 3])
    // One that came back to life is lost from its last death on; of equals the one that was lost more
    // often comes first, then the first.
    #expect(history(["...d", "dd.d", "....", "...d", "d..."]).inOrderOfLoss == [1, 0, 3, 4, 2])
    #expect(history(["....", "...."]).inOrderOfLoss == [0, 1])
  }
}
