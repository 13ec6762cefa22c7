import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import SpecLanguage
import Testing

@Suite("The doctor")
struct DoctorTests {
  private let report = DoctorReport()

  private func fact(_ section: String, _ name: String) -> String? {
    let lines = report.text.components(separatedBy: "\n\n")
      .first { $0.hasPrefix(section + "\n") }?.split(separator: "\n")
    return lines?.first { $0.hasPrefix("  \(name) ") }.map { String($0.dropFirst(name.count + 2)) }
  }

  @Test("says everything that a report of a fault needs")
  func complete() {
    let wanted: [(String, [String])] = [
      ("program", ["version", "commit", "file", "compiler", "matrix products"]),
      ("system", ["name", "kernel", "C library", "user", "time", "language"]),
      ("processor", ["name", "cores", "vector instructions"]),
      ("memory", ["for this program", "not in use"]),
      ("gnuplot", ["program"]),
      ("other programs", ["curl", "git", "python3", "swift"]),
      ("folders", ["current", "plots", "temporary"]),
    ]
    for (section, names) in wanted {
      for name in names {
        let text = fact(section, name)
        #expect(text?.isEmpty == false, "\(section): \(name)")
        #expect(text?.hasSuffix(" unknown") == false || name == "commit", "\(section): \(name)")
      }
    }
  }

  @Test("agrees with what the system says")
  func truth() {
    #expect(fact("processor", "cores")?.contains("\(Machine.cores)") == true)
    #expect(fact("system", "C library")?.contains("glibc 2.") == true)
    #expect(fact("program", "compiler")?.contains("Swift 6.") == true)
    // This module is not, whatever the one is that computes.
    #if DEBUG
      #expect(fact("program", "compiler")?.contains(", not optimized") == true)
    #else
      #expect(fact("program", "compiler")?.contains(", optimized") == true)
    #endif
    #expect(fact("folders", "temporary")?.contains("can write, ") == true)
    #expect(fact("memory", "for this program")?.hasSuffix(ByteCount.text(Machine.memory)) == true)
    #expect(Machine.memory > 1 << 28)
  }

  @Test("says the same in JSON")
  func json() throws {
    let text = JSONText.pretty(report.json)
    let again = try JSONParser.parse(Array(text.utf8))
    #expect(JSONText.pretty(again) == text)
    guard case .object(let sections) = again.value else {
      Issue.record("not an object")
      return
    }
    #expect(sections.map(\.key) == report.sections.map(\.name))
  }

  @Test(
    "writes sizes as people read them",
    arguments: [
      (0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (1234, "1.23 kB"),
      (25_300_000, "25.3 MB"),
      (999_499_999, "999 MB"), (999_500_000, "1 GB"), (8_000_000_000_000, "8 TB"),
    ])
  func sizes(count: Int, text: String) {
    #expect(ByteCount.text(count) == text)
  }
}
