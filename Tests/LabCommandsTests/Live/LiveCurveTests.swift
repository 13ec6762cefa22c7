import ExperimentRunner
import LabCommands
import OptimizerLab
import Testing

@Suite("A live curve") struct LiveCurveTests {
  private func curve(_ losses: [Double], firstStep: Int = 0) -> LiveCurve {
    var curve = LiveCurve(trial: 0, label: "Adam", optimizer: 0)
    for (index, loss) in losses.enumerated() {
      curve.append(TrialAdvance(step: firstStep + index, losses: [loss], seconds: 0))
    }
    return curve
  }

  @Test(
    "keeps the first and the newest point, in order, and at most 400",
    arguments: [1, 2, 398, 399, 400, 401, 799, 800, 801, 1600, 100_000])
  func thinsOut(reports: Int) {
    let curve = curve((0..<reports).map { Double($0) })
    #expect(curve.steps == curve.losses(ofNetwork: 0))
    #expect(curve.count == curve.steps.count)
    #expect(curve.count <= LiveCurve.capacity)
    #expect(curve.count >= min(reports, LiveCurve.capacity / 2))
    #expect(curve.steps.first == 0 && curve.steps.last == Double(reports - 1))
    #expect(zip(curve.steps, curve.steps.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test("leaves out losses that are no numbers")
  func leavesOut() {
    #expect(curve([1, .nan, 2, .infinity, -.infinity]).losses(ofNetwork: 0) == [1, 2])
  }

  @Test("has a logarithmic axis where its losses span more than two decades")
  func choosesAxis() throws {
    #expect(try #require(LiveAxes(of: [curve([1, 0.009])])).isLogarithmic)
    #expect(try #require(LiveAxes(of: [curve([1, 0, 0.009])])).isLogarithmic)
    #expect(try !#require(LiveAxes(of: [curve([1, 0.011])])).isLogarithmic)
    #expect(try !#require(LiveAxes(of: [curve([1, -0.1, 0.001])])).isLogarithmic)
    #expect(try !#require(LiveAxes(of: [curve([0, 0])])).isLogarithmic)
  }

  @Test("has no axes before it has two points, and does not let divergence flatten the others")
  func limitsAxes() throws {
    #expect(LiveAxes(of: []) == nil)
    #expect(LiveAxes(of: [curve([1])]) == nil)
    let axes = try #require(LiveAxes(of: [curve([1, 0.5]), curve([2, 1e30])]))
    #expect(axes.values.upperBound == 300)
    #expect(axes.steps == 0...1)
  }

  @Test("has the distances of a generator where they were measured, on axes of their own")
  func distances() throws {
    var curve = LiveCurve(trial: 0, label: "Adam", optimizer: 0)
    #expect(LiveAxes(ofDistances: [curve]) == nil)
    func append(step: Int, _ distances: Double...) {
      curve.append(
        TrialAdvance(
          step: step, losses: [1, 1], seconds: 0,
          distances: distances.map { PictureDistance(step: step, frechet: $0) }))
    }
    append(step: 0, 200)
    append(step: 10)
    append(step: 20, .infinity)
    #expect(LiveAxes(ofDistances: [curve]) == nil)
    append(step: 30, 50)
    append(step: 40)
    #expect(curve.distances.map(\.step) == [0, 30])
    #expect(curve.distances.map(\.frechet) == [200, 50])
    let axes = try #require(LiveAxes(ofDistances: [curve]))
    #expect(axes.steps == 0...40)
    #expect(axes.values.contains(50) && axes.values.contains(200))
  }

  @Test("of a finished trial makes room for a new one, the oldest first")
  func makesRoom() {
    var picture = LivePicture()
    func report(_ trial: Int) {
      picture.report(
        trial: trial, label: "", optimizer: 0, TrialAdvance(step: 0, losses: [1], seconds: 0))
    }
    for trial in 0..<8 { report(trial) }
    report(8)
    #expect(picture.curves.map(\.trial) == Array(0...8))
    for trial in [2, 1, 5] { picture.finish(trial: trial) }
    report(9)
    #expect(picture.curves.map(\.trial) == [0, 3, 4, 5, 6, 7, 8, 9])
  }
}
