internal import Foundation
internal import OptimizerLab

/// Draws the figures of a folder, two at a time.
package enum FigureDrawing {
  /// - Parameter end: when the last has to be drawn; what takes longer is cut off, or not begun.
  /// - Returns: the first failure; figures after it are drawn all the same.
  package static func draw(
    _ names: [String], in folder: String, as format: FigureFormat = .svg,
    until end: ContinuousClock.Instant? = nil
  ) -> GnuplotError? {
    guard !names.isEmpty else { return nil }
    let gnuplot: Gnuplot
    do throws(GnuplotError) {
      gnuplot = try end == nil ? Gnuplot() : Gnuplot(secondsAllowed: 1)
    } catch {
      return error
    }
    let failures = Failures()
    DispatchQueue.concurrentPerform(iterations: 2) { worker in
      for place in stride(from: worker, to: names.count, by: 2)
      where end.map({ .now + .seconds(1) <= $0 }) ?? true {
        do throws(GnuplotError) {
          try gnuplot.draw(names[place], in: folder, as: format)
        } catch {
          failures.add(error, at: place)
        }
      }
    }
    return failures.first
  }

  private final class Failures: @unchecked Sendable {
    // Every access is under the lock.
    private let lock = NSLock()
    private var all: [Int: GnuplotError] = [:]

    func add(_ error: GnuplotError, at place: Int) { lock.withLock { all[place] = error } }
    var first: GnuplotError? { lock.withLock { all.min { $0.key < $1.key }?.value } }
  }
}
