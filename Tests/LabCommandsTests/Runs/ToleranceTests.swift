import ExperimentRunner
import LabCommands
import Testing

@Suite("Tolerance with a recorded number")
struct ToleranceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var tolerance: Tolerance
    var was: Double?
    var now: Double?
    var step = 1
    var isCount = false
    var isAccepted: Bool
    var testDescription: String {
      "\(tolerance), \(was as Any), \(now as Any), step \(step), count \(isCount)"
    }
  }

  static let close = Tolerance.close(relative: 0.05, lastStep: 100)

  static let cases = [
    Case(tolerance: .exact, was: 1, now: 1, isAccepted: true),
    Case(tolerance: .exact, was: 1, now: 1.nextUp, isAccepted: false),
    Case(tolerance: .exact, was: 0, now: -0.0, isAccepted: false),
    Case(tolerance: .exact, was: 3, now: 4, isCount: true, isAccepted: false),
    Case(tolerance: .exact, was: nil, now: nil, isAccepted: true),
    Case(tolerance: .exact, was: nil, now: 0, isAccepted: false),
    Case(tolerance: close, was: 0, now: nil, step: 500, isAccepted: false),
    Case(tolerance: close, was: 2, now: 2.09, isAccepted: true),
    Case(tolerance: close, was: 2, now: 2.11, isAccepted: false),
    Case(tolerance: close, was: 2, now: 2.11, step: 100, isAccepted: false),
    Case(tolerance: close, was: 2, now: 200, step: 101, isAccepted: true),
    Case(tolerance: close, was: 1e-6, now: 4e-4, isAccepted: true),
    Case(tolerance: close, was: 1e-6, now: 6e-4, isAccepted: false),
    Case(tolerance: close, was: 3, now: 4, isAccepted: false),
    Case(tolerance: close, was: 3, now: 4, isCount: true, isAccepted: true),
    Case(tolerance: close, was: 3, now: 5, isCount: true, isAccepted: false),
  ]

  @Test("is to the bit on the same machine, and within bounds elsewhere", arguments: cases)
  func bounds(_ test: Case) {
    #expect(
      test.tolerance.accepts(test.was, test.now, step: test.step, isCount: test.isCount)
        == test.isAccepted)
  }
}
