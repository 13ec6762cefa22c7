/// Of recorded steps, which lie close together at the start of a long trial (`RecordedSteps`), those of
/// which each stands for about as many steps as any other: what is counted or averaged over them is
/// counted or averaged over the trial.
package enum EvenSteps {
  /// The places of such steps: the first, each that is at least half as far from the one before it as any
  /// two neighbours are, and the last. All of them, where they were recorded every so many steps.
  /// - Parameter steps: rising.
  package static func places(_ steps: [Int]) -> [Int] {
    let widest = zip(steps.dropFirst(), steps).map { $0 - $1 }.max() ?? 0
    var places: [Int] = []
    var last: Int?
    for (place, step) in steps.enumerated() {
      if let last, 2 * (step - last) < widest, place < steps.count - 1 { continue }
      places.append(place)
      last = step
    }
    return places
  }
}
