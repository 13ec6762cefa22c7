package import ExperimentRunner

/// What the next drawing shows: the curves of all running trials, and of the latest finished ones
/// where there is room, so that optimizers which train one after the other can be compared.
package struct LivePicture: Sendable {
  /// More curves than this are drawn only where more trials are running.
  package static let comfortableCount = 8

  /// In the order the trials began.
  package private(set) var curves: [LiveCurve] = []
  /// Grows with every change.
  package private(set) var version = 0

  package init() {}

  package mutating func report(
    trial: Int, label: String, optimizer: Int, _ advance: TrialAdvance
  ) {
    version += 1
    if let index = curves.firstIndex(where: { $0.trial == trial }) {
      curves[index].append(advance)
    } else {
      makeRoom()
      var curve = LiveCurve(trial: trial, label: label, optimizer: optimizer)
      curve.append(advance)
      curves.append(curve)
    }
  }

  package mutating func finish(trial: Int) {
    guard let index = curves.firstIndex(where: { $0.trial == trial }) else { return }
    curves[index].isRunning = false
    version += 1
  }

  private mutating func makeRoom() {
    while curves.count >= Self.comfortableCount,
      let oldest = curves.firstIndex(where: { !$0.isRunning })
    {
      curves.remove(at: oldest)
    }
  }
}
