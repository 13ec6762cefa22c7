import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import TestSupport
import Testing

@Suite("A result's machine")
struct MachineTests {
  private static let another = TrainingPlace(
    processor: "Another", libraries: "OpenBLAS 0.1", program: "optlab 0.1.0 (abc)", host: "far")

  private static func trained() throws -> LocalRun {
    let run = try LocalRun()
    try run.complete()
    return run
  }

  @Test("is in its file: processor, libraries, program and host")
  func named() throws {
    let run = try Self.trained()
    let files = TrialFile(ofRun: run.path("out"))
    for trial in run.trials {
      let own = try #require(files.read(trial.identity)).places
      #expect(own == [.own])
      #expect(own[0].libraries.contains("glibc") && own[0].libraries.contains("libxsmm"))
      #expect(!own[0].host.isEmpty && own[0].program.hasPrefix("optlab "))
    }
  }

  @Test("has the name that the processor gives itself, which is what the system has, too")
  func processor() throws {
    let text = try String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("model name") })
    #expect(TrainingPlace.own.processor == line.split(separator: ":").last.map { $0.trimmed() })
    #expect(ProcessorName.own.map { $0.trimmed() } == TrainingPlace.own.processor)
  }

  @Test("is told where there are several, with what that does; and changes no table")
  func mixed() throws {
    let run = try Self.trained()
    let files = TrialFile(ofRun: run.path("out"))
    func folder() throws -> OutputFolder {
      OutputFolder(try FinishedRun(run.path("out")).output())
    }
    #expect(try !folder().remarks.contains { $0.contains("kinds of machine") })
    let before = try run.scratch.text("out/results.csv")
    let trials = try run.scratch.text("out/trials.csv")
    for trial in run.trials.prefix(3) {
      var result = try #require(files.read(trial.identity))
      result.places = [Self.another]
      try files.write(result, of: trial.identity)
    }
    let remark = try #require(try folder().remarks.first { $0.contains("kinds of machine") })
    #expect(
      remark.hasPrefix(
        "the trials were trained on 2 kinds of machine: 3 on Another with OpenBLAS 0.1 (far); 9 on "
      ))
    #expect(remark.contains("from its eighth to its second digit"))
    let own = try folder()
    let presentation = try own.write()
    #expect(try run.scratch.text("out/results.csv") == before)
    #expect(try run.scratch.text("out/trials.csv") == trials)
    let page = Report(presentation, manifest: nil, drawing: nil).text
    #expect(page.contains("The trials were trained on several kinds of machine."))
    #expect(page.contains("3 trials on Another with OpenBLAS 0.1 (far)"))
  }
}
