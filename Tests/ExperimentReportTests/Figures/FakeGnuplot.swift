import ExperimentReport
import ExperimentRunner
import Foundation

/// A program called gnuplot in a folder of its own, gone with the test: a shell script that says a
/// version, and does what it is told instead of drawing.
final class FakeGnuplot {
  let url: URL

  /// - Parameter drawing: shell commands; the last argument, where the picture is expected, is
  ///   `$picture`.
  init(says version: String = "gnuplot 5.4 patchlevel 4", drawing: String = "exit 0") throws {
    url = FileManager.default.temporaryDirectory.appending(path: "gnuplot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    let program = url.appending(path: "gnuplot")
    let script = """
      #!/bin/sh
      if [ "$1" = --version ]; then echo '\(version)'; exit 0; fi
      for picture; do :; done
      \(drawing)
      """
    try Data(script.utf8).write(to: program)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// What `Gnuplot` makes of it.
  func gnuplot(secondsAllowed: Int = 20) throws(GnuplotError) -> Gnuplot {
    try Gnuplot(path: url.path, secondsAllowed: secondsAllowed)
  }
}
