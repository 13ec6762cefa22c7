internal import Dispatch
internal import ExperimentRunner
internal import OptimizerLab

/// What came of drawing some figures.
package struct FigureDrawing: Sendable, Equatable {
  /// The names of those whose pictures are there, in their order.
  package private(set) var drawn: [String] = []
  /// Why each of the others is not, in their order; one reason where gnuplot itself is missing.
  package private(set) var failures: [GnuplotError] = []

  /// All that failed; `nil` where nothing did.
  package var failure: GnuplotError? {
    failures.count > 1 ? .several(failures) : failures.first
  }

  /// The same figures, with what else failed.
  func with(failuresOf other: FigureDrawing) -> FigureDrawing {
    var all = self
    all.failures += other.failures.filter { !failures.contains($0) }
    return all
  }

  /// Draws the figures of a folder, two at a time; one that fails keeps no other from being drawn.
  /// - Parameter end: when the last has to be drawn; what takes longer is cut off, or not begun.
  package static func draw(
    _ names: [String], in folder: String, as format: FigureFormat = .svg,
    until end: ContinuousClock.Instant? = nil
  ) -> FigureDrawing {
    var drawing = FigureDrawing()
    guard !names.isEmpty else { return drawing }
    let gnuplot: Gnuplot
    do throws(GnuplotError) {
      gnuplot = try end == nil ? Gnuplot() : Gnuplot(secondsAllowed: 1)
    } catch {
      drawing.failures = [error]
      return drawing
    }
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      for place in stride(from: worker, to: names.count, by: 2) {
        do throws(GnuplotError) {
          if let end, .now + .seconds(1) > end {
            throw .notBegun(script: "\(folder)/\(names[place]).gp")
          }
          try gnuplot.draw(names[place], in: folder, as: format)
        } catch {
          failures.add(error, at: place)
        }
      }
    }
    for (place, name) in names.enumerated() {
      if let error = failures[place] {
        drawing.failures.append(error)
      } else {
        drawing.drawn.append(name)
      }
    }
    return drawing
  }

  private final class Failures: @unchecked Sendable {
    // Every access is under the lock.
    private let lock = Lock()
    private var all: [Int: GnuplotError] = [:]

    func add(_ error: GnuplotError, at place: Int) { lock.withLock { all[place] = error } }
    subscript(place: Int) -> GnuplotError? { lock.withLock { all[place] } }
  }
}
