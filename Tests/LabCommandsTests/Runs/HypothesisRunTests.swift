import ExperimentReport
import ExperimentRunner
import Foundation
import LabCommands
import SpecLanguage
import TestSupport
import Testing

@Suite("A run of which something is expected")
struct HypothesisRunTests {
  private static func spec(p: String = "0.8", claims: Bool = true) -> String {
    """
    { "name": "expected", "seeds": [0, 1, 2],
      "problems": [
        { "name": "line", "kind": "regression", "data": {"kind": "function", "count": 32},
          "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}],
          "steps": 6, "batch_size": 8 }
      ],
      "optimizers": [
        {"name": "Adam", "kind": "adam", "lr": 1e-9}, {"name": "GD", "kind": "gd", "lr": 0.1}
      ],
      \(claims ? #"""
      "hypotheses": [
        {"claim": "GD ends <lower> than Adam + 1", "p": \#(p),
         "judge": {"difference": ["GD", "Adam"], "below": 1}},
        {"claim": "Adam moves", "judge": {"every": "distance", "of": "Adam", "above": 1}, "p": 0.9},
        {"claim": "nobody knows", "judge": {"median": "loss", "of": "GD", "below": 1}, "p": 0.5}
      ],
      """# : "")
      "record": {"probe": 16}, "figures": [] }
    """
  }

  private func locks(_ run: LocalRun) throws -> [LooseJSON] {
    try LooseJSON(parsing: run.scratch.bytes("out/manifest.json"))["hypotheses"].elements
  }

  private func sentence(_ run: LocalRun, _ spec: String) throws -> String? {
    HypothesisLock(Manifest.read(in: run.path("out")))?
      .sentence(on: try LocalRun.experiment(spec).hypotheses ?? [])
  }

  @Test("judges each claim in a table and in the report, and verification finds it right")
  func judged() throws {
    let run = try LocalRun(Self.spec())
    try run.complete()
    let rows = try run.scratch.table("out/hypotheses.csv").rows
    #expect(try rows.map { try $0["outcome"] } == ["true", "false", "cannot be told"])
    #expect(
      try rows.map { try $0["claim"] } == [
        "GD ends <lower> than Adam + 1", "Adam moves", "nobody knows",
      ])
    let scores = try rows.map { Double(try $0["brier"]) }
    #expect(abs((scores[0] ?? 1) - 0.04) < 1e-12 && scores[1] == 0.81 && scores[2] == nil)
    #expect(try rows[0]["seeds", "level"] == ["3", "0.95"])
    let finished = try FinishedRun(run.path("out"))
    let presentation = try OutputFolder(finished.output()).write()
    let page = Report(presentation, manifest: finished.manifest, drawing: nil).text
    #expect(page.contains("<a href=\"#hypotheses\">What was expected</a>"))
    #expect(page.contains("<bdi>GD ends &lt;lower&gt; than Adam + 1</bdi>"))
    #expect(page.contains("Of 3 claims: 1 true, 1 false, 1 cannot be told. Brier score 0.425 over"))
    #expect(page.contains(", before any trial had begun."))
    let verification = try Verification(run.path("out"))
    #expect(try verification.compareFiles().differences == [])
    try run.scratch.write(
      try run.scratch.text("out/hypotheses.csv").replacing("false", with: "true"),
      to: "out/hypotheses.csv")
    #expect(try verification.compareFiles().differences.count == 1)
  }

  @Test("is trained as without, and without leaves none of it")
  func identity() throws {
    let (with, without) = (try LocalRun(Self.spec()), try LocalRun(Self.spec(claims: false)))
    #expect(with.trials.map(\.identity.hash) == without.trials.map(\.identity.hash))
    try without.complete()
    #expect(!without.scratch.exists("out/hypotheses.csv"))
    #expect(!(try without.scratch.text("out/manifest.json").contains("hypotheses")))
    #expect(!(try without.scratch.text("out/experiment.json").contains("hypotheses")))
  }

  @Test("has what was expected locked before any trial began, and says what was changed after")
  func locked() throws {
    let run = try LocalRun(Self.spec())
    let stop = StopFlag()
    stop.set()
    try run.train(stop: stop)
    let first = try locks(run)
    #expect(first.count == 1 && first[0]["trials_begun"].number == 0)
    #expect(
      first[0]["sha256"].text
        == HypothesisLock.hash(of: run.experiment.hypotheses ?? []))
    // While nothing is known, the last statement counts.
    let second = Self.spec(p: "0.7")
    try LocalRun(second, in: run.scratch).train()
    let locked = try locks(run)
    #expect(locked.count == 1 && locked[0]["sha256"].text != first[0]["sha256"].text)
    // The same again, in another order of the words, is no change.
    try LocalRun(
      second.replacing(
        #""claim": "Adam moves", "judge": {"every": "distance", "of": "Adam", "above": 1}, "p": 0.9"#,
        with:
          #""p": 0.90, "judge": {"above": 1.0, "of": "Adam", "every": "distance"}, "claim": "Adam moves""#
      ),
      in: run.scratch
    ).train()
    #expect(try locks(run).map { $0["sha256"].text } == [locked[0]["sha256"].text])
    // Knowing the results is not forgotten by removing them.
    var fresh = ExperimentRun.Options()
    fresh.startsOver = true
    let third = Self.spec(p: "0.99")
    try LocalRun(third, in: run.scratch).train(options: fresh)
    #expect(try locks(run).map { $0["trials_begun"].number } == [0, 6])
    #expect(
      try sentence(run, third)?.hasPrefix("Changed after results were there: on ") == true)
    #expect(
      try sentence(run, second)
        == "They are not those that the run locked: experiment.json was changed since.")
    try LocalRun(Self.spec(claims: false), in: run.scratch).train()
    #expect(try locks(run).count == 3)
  }

  @Test("says of what comes to a folder with results that they were there")
  func late() throws {
    let run = try LocalRun(Self.spec(claims: false))
    try run.train()
    try LocalRun(Self.spec(), in: run.scratch).train()
    #expect(
      try sentence(run, Self.spec())?.hasPrefix("Stated when results were there: on ") == true)
  }
}
