import ExperimentRunner
import Testing

@Suite("The recorded steps of a trial")
struct RecordedStepsTests {
  /// Lengths, intervals, and numbers of records at most.
  static let settings: [(stepCount: Int, every: Int, points: Int?)] = [
    (1, 10, 320), (3, 10, 320), (100, 10, 320), (105, 10, 320), (3_190, 10, 320), (3_191, 10, 320),
    (3_200, 10, 320), (5_300, 10, 320), (61_440, 10, 320), (100_001, 7, 320), (1_000, 1, 320),
    (1_000, 1, nil), (61_440, 2_000, nil), (61_440, 2_000, 320), (900, 1, 40), (5_000, 10, 10),
    (5_000, 10, 64), (50_000, 1, 5_000),
  ]

  @Test("are every so many where that makes no more than are wanted", arguments: settings)
  func even(stepCount: Int, every: Int, points: Int?) {
    let steps = RecordedSteps(stepCount: stepCount, every: every, points: points)
    let even = Set(stride(from: 0, to: stepCount, by: every)).union([stepCount])
    let fits = points.map { even.count <= $0 } ?? true
    #expect((steps.all == even.sorted()) == fits)
    #expect((steps.interval == every) == fits)
  }

  @Test(
    "are told one by one, in order, as a number, and from each to the next alike",
    arguments: settings)
  func agreement(stepCount: Int, every: Int, points: Int?) {
    let steps = RecordedSteps(stepCount: stepCount, every: every, points: points)
    let all = steps.all
    #expect(all == (-2...stepCount + 2).filter(steps.contains))
    #expect(all.first == 0 && all.last == stepCount)
    #expect(all.count == steps.count)
    let followers = all.dropFirst() + [stepCount + 1]
    for (step, follower) in zip(all, followers) {
      #expect(steps.next(after: step) == (follower > stepCount ? nil : follower))
      #expect(
        follower == step + 1 || steps.next(after: follower - 1) ?? .max == follower
          || follower > stepCount)
    }
  }

  @Test("of a long trial are every one at first, then round numbers apart, then evenly to the end")
  func long() {
    let steps = RecordedSteps(stepCount: 61_440, every: 10, points: 320).all
    #expect(Array(steps.prefix(25)) == Array(0...20) + [22, 24, 26, 28])
    let gaps = zip(steps.dropFirst(), steps).map { $0 - $1 }.dropLast()
    #expect(zip(gaps, gaps.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(Set(gaps) == [1, 2, 5, 10, 20, 50, 100, 200, 500])
    // The last nine tenths are even, and have most of them.
    let rest = zip(steps, gaps).filter { $0.0 > 6_144 }
    #expect(rest.allSatisfy { $0.1 == 500 } && rest.count > 100)
    for power in [1, 10, 100, 1_000, 10_000] { #expect(steps.contains(power)) }
  }

  @Test("are at most as many as are wanted, and of the usual number half as many at least")
  func number() {
    var fewest = Int.max
    for exponent in 0..<600 {
      let stepCount = 3_200 + Int(3_200 * exp2(Double(exponent) / 32))
      let count = RecordedSteps(stepCount: stepCount, every: 10, points: 320).count
      #expect(count <= 320)
      fewest = min(fewest, count)
    }
    #expect(fewest >= 160)
    for points in [10, 11, 40, 64, 100, 1_000, 1_000_000] {
      for stepCount in [1_000, 1_000_000, 1_000_000_000_000] {
        let steps = RecordedSteps(stepCount: stepCount, every: 1, points: points)
        #expect(steps.count <= points, "\(points) of \(stepCount)")
      }
    }
  }

  private func exp2(_ power: Double) -> Double {
    var (whole, value) = (power, 1.0)
    while whole >= 1 { (whole, value) = (whole - 1, value * 2) }
    // Near enough between the powers.
    return value * (1 + whole)
  }

  @Test("are spread so that as many are nearly as far apart", arguments: [2, 5, 24, 41])
  func spread(count: Int) {
    let steps = RecordedSteps(stepCount: 61_440, every: 10, points: 320)
    let chosen = steps.spread(over: count)
    #expect(chosen.count == count && chosen.allSatisfy(steps.contains))
    #expect(chosen.first == 0 && chosen.last == 61_440)
    for (place, step) in chosen.enumerated() {
      #expect(abs(Double(step) - 61_440 * Double(place) / Double(count - 1)) <= 250)
    }
    #expect(RecordedSteps(stepCount: 3, every: 1).spread(over: count).count <= 4)
  }
}

@Suite("Of recorded steps, even ones")
struct EvenStepsTests {
  @Test("are all, where they are every so many")
  func even() {
    for (stepCount, every) in [(1, 1), (100, 10), (105, 10), (1_000, 3), (5, 10)] {
      let steps = RecordedSteps(stepCount: stepCount, every: every).all
      #expect(EvenSteps.places(steps) == Array(steps.indices))
    }
    #expect(EvenSteps.places([]) == [] && EvenSteps.places([7]) == [0])
  }

  @Test("of a long trial leave out what is close together at the start")
  func long() {
    let steps = RecordedSteps(stepCount: 61_440, every: 10, points: 320).all
    let chosen = EvenSteps.places(steps).map { steps[$0] }
    #expect(chosen.first == 0 && chosen.last == 61_440)
    let gaps = zip(chosen.dropFirst(), chosen).map { $0 - $1 }.dropLast()
    #expect(gaps.allSatisfy { (250...750).contains($0) })
    #expect(chosen.filter { $0 >= 6_000 } == steps.filter { $0 >= 6_000 })
  }
}
