import ExperimentRunner
import Foundation

/// A program that does what no rule should, and what is to come of it.
struct HostileProgram: Sendable, CustomStringConvertible {
  var does: String
  /// Before it serves.
  var start = ""
  /// In a step, before it answers.
  var step = ""
  /// How the sentence begins; `nil` where nothing is wrong with its answers.
  var sentence: String?
  /// Another sentence that is right, too: where a user's processes are counted, or the clock decides.
  var otherwise: String?
  var limits = ProgramLimits()
  /// Without these.
  var without: Confinement.Layers = []
  /// How many processes it leaves at least, where it may start them.
  var leaves = 0

  var description: String { does }

  var text: String {
    let step = step.replacing("COUNT", with: Self.isCampaign ? "200" : "20")
    let indented = step.split(separator: "\n").map { "    \($0)\n" }.joined()
    return """
      import os, sys, time
      from bare import *
      print("at", os.getcwd(), flush=True)
      \(start)
      def step(theta, g, lr):
      \(indented)    return [a - lr * b for a, b in zip(theta, g)]

      serve(step)

      """
  }

  /// The same, with so little time that it is over soon; but in a campaign, which takes the time that a
  /// grading does.
  func hurried(_ change: (inout ProgramLimits) -> Void) -> HostileProgram {
    var copy = self
    if !Self.isCampaign { change(&copy.limits) }
    return copy
  }

  static let isPythonThere = ProgramSearch.find("python3") != nil

  /// Whether `Tests/Torture/hostile` runs them.
  static let isCampaign = ProcessInfo.processInfo.environment["OPTLAB_HOSTILE"] == "campaign"

  /// What is to be said of it, with the numbers of its limits.
  func says(_ sentence: String, like expected: String) -> Bool {
    func text(_ seconds: Double?) -> String { "\(seconds ?? 0)".replacing(".0", with: "") }
    let words = expected.replacing("STEP", with: text(limits.stepSeconds))
      .replacing("START", with: text(limits.startSeconds))
      .replacing("TOTAL", with: text(limits.totalSeconds))
    return sentence.hasPrefix(words)
  }
}
