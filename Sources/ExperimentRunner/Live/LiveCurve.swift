/// One trial's loss and dead units over its steps, in bounded memory.
///
/// Beyond `capacity` points every other one is forgotten, and from then on only every second
/// report is kept, then every fourth, and so on. The newest is always there.
package struct LiveCurve: Sendable {
  package static let capacity = 400

  package let trial: Int
  package let label: String
  /// The optimizer's place in the spec, which decides the colour.
  package let optimizer: Int
  package var isRunning = true
  package private(set) var deadUnits: Int?

  private var keptSteps: [Double] = []
  private var keptLosses: [Double] = []
  private var keptDead: [Double] = []
  private var newest: (step: Double, loss: Double, dead: Double)?
  private var reports = 0
  private var stride = 1

  package init(trial: Int, label: String, optimizer: Int) {
    self.trial = trial
    self.label = label
    self.optimizer = optimizer
  }

  package var count: Int { keptSteps.count + (newest == nil ? 0 : 1) }
  package var steps: [Double] { newest.map { keptSteps + [$0.step] } ?? keptSteps }
  package var losses: [Double] { newest.map { keptLosses + [$0.loss] } ?? keptLosses }
  /// As many; NaN where none are counted.
  package var deadCounts: [Double] { newest.map { keptDead + [$0.dead] } ?? keptDead }

  /// A loss that is no number leaves the curve as it is: a diverged trial's curve just ends.
  package mutating func append(step: Int, loss: Double, deadUnits: Int?) {
    self.deadUnits = deadUnits ?? self.deadUnits
    guard loss.magnitude < 1e300 else { return }
    let dead = self.deadUnits.map { Double($0) } ?? .nan
    if reports % stride == 0 {
      if keptSteps.count == Self.capacity - 1 { thinOut() }
      keptSteps.append(Double(step))
      keptLosses.append(loss)
      keptDead.append(dead)
      newest = nil
    } else {
      newest = (Double(step), loss, dead)
    }
    reports += 1
  }

  /// Doubles the stride; the report at hand is kept, whether or not it is on the new one.
  private mutating func thinOut() {
    keptSteps = everySecond(of: keptSteps)
    keptLosses = everySecond(of: keptLosses)
    keptDead = everySecond(of: keptDead)
    stride *= 2
  }

  private func everySecond(of values: [Double]) -> [Double] {
    Swift.stride(from: 0, to: values.count, by: 2).map { values[$0] }
  }
}
