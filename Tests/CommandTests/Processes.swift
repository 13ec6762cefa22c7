import Foundation
import OptimizerLab

/// Other processes, as `/proc` shows them.
enum Processes {
  /// Those that `parent` has started and that are not over.
  static func children(of parent: Int32) -> [Int32] {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return numbers.compactMap { Int32($0) }.filter { number in
      guard let fields = status(of: number) else { return false }
      return fields[1] == "\(parent)" && fields[0] != "Z"
    }.sorted()
  }

  /// Whether it is there, and not over and merely waited for.
  static func exists(_ number: Int32) -> Bool { status(of: number).map { $0[0] != "Z" } ?? false }

  /// Its state and its parent.
  private static func status(of number: Int32) -> [Substring]? {
    let text = (try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8)) ?? ""
    // The name, in parentheses, may hold anything; state and parent follow it.
    let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
    return fields.count > 1 ? fields : nil
  }

  /// The workers of a run, as soon as there are so many.
  static func workers(of run: Process, count: Int = 1) -> [Int32] {
    wait { children(of: run.processIdentifier).count >= count }
    return children(of: run.processIdentifier)
  }

  /// Waits until something holds, ten seconds at most.
  /// - Returns: whether it came to hold.
  @discardableResult
  static func wait(until holds: () -> Bool) -> Bool {
    for _ in 0..<10_000 {
      if holds() { return true }
      usleep(1000)
    }
    return false
  }
}
