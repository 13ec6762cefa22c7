import ExperimentRunner
import Foundation
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// Names that want to be more than text, in a page, a picture, a script or a table.
let reportedNames = [
  #"<script>window.hostile = 1</script>"#, #"</script><img src=x onerror="window.hostile=1">"#,
  #""quoted" 'twice' `date`"#, #"$(touch hostile) ${x} %s \ \n"#, "]]> <!-- -->",
  "line\nbreak\ttab",
  "../../etc/passwd", "\u{202E}turned\u{202C} \u{200F}שלום", "&lt;b&gt; &amp;", "=1+1",
]

let hostileSpec: String = {
  let optimizers = reportedNames.map { #"{"name": \#(json($0)), "kind": "adam"}"# }
  let problems = reportedNames.prefix(3).map { name in
    #"""
    {"name": \#(json(name)), "kind": "regression",
     "data": {"kind": "function", "function": "linear", "count": 16},
     "model": [{"kind": "linear", "units": 3}, "relu", {"kind": "linear", "units": 1}],
     "epochs": 3, "batch_size": 8}
    """#
  }
  return """
    {"name": "hostile", "description": \(json(reportedNames.joined(separator: " "))),
     "seeds": [0, 1], "problems": [\(problems.joined(separator: ","))],
     "optimizers": [\(optimizers.joined(separator: ","))], "record": {"every": 2, "probe": 8}}
    """
}()

private func json(_ text: String) -> String {
  String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
}

@Suite("The report")
struct ReportTests {
  /// Runs a spec, and returns the report that it leaves.
  private func report(
    _ spec: String, _ arguments: String..., in scratch: TestFolder, code: Int32 = 0,
    environment: [String: String] = [:]
  ) throws -> (page: ReportPageReader, source: String) {
    try scratch.write(spec, to: "spec.json")
    let outcome = try Program.run(
      ["run", "spec.json", "--out", "out", "--quiet"] + arguments, in: scratch.folder,
      environment: environment)
    #expect(outcome.code == code, "\(outcome.errors)")
    return try Self.read(scratch)
  }

  private static func read(_ scratch: TestFolder) throws -> (page: ReportPageReader, source: String)
  {
    let source = try scratch.text("out/report.html")
    return (try #require(ReportPageReader(source), "the page is not well-formed"), source)
  }

  /// The folder of the small run, its report read once.
  private static let small = Result {
    let scratch = try SmallRun.shared.get()
    let (page, source) = try read(scratch)
    return (scratch, page, source)
  }

  @Test("has the question, the table, every figure with its caption, the spec and the machine")
  func content() throws {
    let (scratch, page, source) = try Self.small.get()
    #expect(page.texts["h1"] == ["small"])
    #expect(page.text.contains(SmallRun.question))
    #expect(page.text.contains("3 problems × 2 optimizers × 2 seeds = 12 trials: 12 finished"))
    let figures = try FileManager.default.contentsOfDirectory(
      atPath: scratch.file("out").path
    ).filter { $0.hasSuffix(".svg") }
    #expect(figures.count >= 6)
    #expect(page.all("svg").count { $0.attributes["class"] == "plot" } == figures.count)
    for figure in figures {
      let name = figure.dropLast(4)
      #expect(source.contains("id=\"figure-\(name)\""))
      #expect(source.contains("aria-labelledby=\"title-\(name)\""))
      #expect(source.contains("aria-describedby=\"caption-\(name)\""))
      #expect(source.contains("id=\"title-\(name)\""))
      #expect(source.contains("id=\"caption-\(name)\"><p"), "\(name) has no caption")
    }
    #expect(page.text.contains("\"every\": 5"))
    #expect(page.text.contains("./optlab run experiment.json"))
    #expect(page.text.contains("The seeds are 0, 1."))
    for fact in ["Processor", "Matrix libraries", "Commit"] { #expect(page.text.contains(fact)) }
    #expect(source.utf8.count < 5_000_000)
  }

  @Test("has the table of results with intervals, and all pairs of optimizers")
  func results() throws {
    let (scratch, page, source) = try Self.small.get()
    func value(_ row: CSVContent.Row, _ column: String) throws -> String {
      NumberText.short(try #require(try row.number(column)))
    }
    let cells = try #require(page.texts["td"])
    for row in try scratch.table("out/results.csv").rows {
      // A surface needs no interval, and a GAN's losses have no lowest one.
      for column in row.cells.contains("line") ? ["final_loss_median", "best_loss_median"] : [] {
        let ends = try ["low", "high"].map { try value(row, "\(column)_ci_\($0)") }
        let cell = "\(try value(row, column)) [\(ends[0]), \(ends[1])]"
        #expect(cells.contains(cell), "\(cell)")
      }
    }
    #expect(try scratch.table("out/differences.csv").rows.count == 4)
    // Of the GAN by its pictures alone: neither of its losses is better for being lower.
    #expect(source.components(separatedBy: "<bdi>Adam</bdi> − <bdi>SGD</bdi>").count == 4)
    #expect(page.text.contains("between which the true median lies in 50 % of experiments"))
    #expect(page.all("img").isEmpty)
  }

  @Test("shows a film that was drawn, and draws it again with the figures")
  func film() throws {
    let scratch = try TestFolder()
    _ = try report(smallSpec, "--set", "figures=[\"paths\", \"pictures\"]", in: scratch)
    func films() throws -> [String] {
      let page = ReportPageReader(try scratch.text("out/report.html"))
      return try #require(page).all("img").compactMap { $0.attributes["src"] }
    }
    for (arguments, code) in [(["--animate"], 0), ([], 0), (["--format", "png"], 0)] {
      let outcome = try Program.run(["plot", "out"] + arguments, in: scratch.folder)
      #expect(outcome.code == code, "\(outcome.errors)")
      let drawn = try ["paths", "pictures"].map { name in
        let gif = try Data(contentsOf: scratch.file("out/\(name)_animation.gif"))
        return "data:image/gif;base64,\(gif.base64EncodedString())"
      }
      #expect(try films() == drawn, "\(arguments)")
    }
    #expect(try scratch.text("out/report.html").utf8.count < 5_000_000)
  }

  @Test("has a switch for each optimizer's curves, and the values of each curve in a table")
  func switches() throws {
    let (scratch, page, _) = try Self.small.get()
    let curves = page.all("g").compactMap { $0.attributes["data-optimizer"] }
    #expect(Set(curves) == ["0", "1"])
    let buttons = page.all("button").filter { $0.attributes["data-optimizer"] != nil }
    #expect(buttons.count >= 8)
    #expect(buttons.allSatisfy { $0.attributes["aria-pressed"] == "true" })
    // The loss of Adam on the line at the end, as the table of the summary has it.
    let rows = try scratch.table("out/summary.csv").rows.filter {
      try $0["problem_index", "optimizer_index"] == ["0", "0"]
    }
    let loss = try #require(try rows.last?.number("eval_loss_median"))
    let shown = "\(NumberText.short(loss)) ("
    #expect(try #require(page.texts["td"]).contains { $0.hasPrefix(shown) }, "\(shown)")
    #expect(page.texts["caption"]?.contains("line · eval loss") == true)
  }

  @Test("lets nothing run but its own script, and loads nothing")
  func policy() throws {
    let (_, page, source) = try Self.small.get()
    let policy = try #require(
      page.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }?
        .attributes["content"])
    func hash(_ text: String) -> String {
      Data(SHA256.digest(of: Array(text.utf8))).base64EncodedString()
    }
    #expect(
      policy == "default-src 'none'; style-src 'sha256-\(hash(page.style))'; "
        + "script-src 'sha256-\(hash(page.script))'; img-src data:; base-uri 'none'; "
        + "form-action 'none'")
    let scripts = page.all("script").map(\.attributes)
    #expect(scripts == [["type": "application/json", "id": "report-data"], [:]])
    for element in page.elements {
      for (name, value) in element.attributes {
        #expect(!name.hasPrefix("on") && name != "style", "\(element)")
        guard ["href", "src", "xlink:href"].contains(name) else { continue }
        #expect(!value.contains(":") || value.hasPrefix("data:image/"), "\(value)")
      }
    }
    let addresses = source.components(separatedBy: "://").count - 1
    let names = source.components(separatedBy: "http://www.w3.org/2000/svg").count - 1
    #expect(addresses == names)
  }

  @Test("keeps hostile names text")
  func hostile() throws {
    let scratch = try TestFolder()
    let (page, source) = try report(hostileSpec, in: scratch)
    #expect(!FileManager.default.fileExists(atPath: scratch.file("hostile").path))
    #expect(!FileManager.default.fileExists(atPath: scratch.file("out/hostile").path))
    let shown = Set(page.texts["bdi"] ?? [])
    for name in reportedNames { #expect(shown.contains(name), "\(name)") }
    #expect(page.all("script").count == 2)
    #expect(page.all("img").isEmpty)
    // What the script reads is what was written.
    let data = try #require(page.texts["script"]?.first { $0.hasPrefix("{") })
    let read = try JSONSerialization.jsonObject(with: Data(data.utf8)) as? [String: Any]
    #expect(read?["optimizers"] as? [String] == reportedNames.map(CSVTable.plain))
    #expect(source.components(separatedBy: "</script>").count == 3)
    // In the spec, marks that turn the direction of writing are to be seen.
    #expect(page.texts["code"]?.contains { $0.contains(#"\u202eturned\u202c"#) } == true)
  }

  @Test("says plainly what is not there", arguments: Mishap.all)
  func divergenceNotes(_ mishap: Mishap) throws {
    let scratch = try TestFolder()
    let (page, _) = try report(
      mishap.spec, in: scratch, code: mishap.code,
      environment: mishap.hidesGnuplot ? ["PATH": scratch.folder.path] : [:])
    let text = page.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for sentence in mishap.says { #expect(text.contains(sentence), "\(text.prefix(800))") }
    #expect(page.texts["h1"] == ["small"])
    #expect(page.text.contains("./optlab run experiment.json"))
  }

  @Test("is there for a run that was stopped before its first trial was done")
  func stopped() throws {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "spec.json")
    let outcome = try Program.run(
      ["run", "spec.json", "--out", "out", "--jobs", "1", "--set", "problems.0.epochs=1000000"],
      in: scratch.folder,
      whileRunning: { process in
        // Once the manifest is there, training has begun.
        Processes.wait { scratch.exists("out/manifest.json") }
        usleep(50_000)
        kill(process.processIdentifier, SIGTERM)
      })
    #expect(outcome.code == 143, "\(outcome.errors)")
    let page = ReportPageReader(try scratch.text("out/report.html"))
    #expect(page?.text.contains("No trial has finished") == true)
  }
}

/// A run that leaves less than others.
struct Mishap: CustomTestStringConvertible, Sendable {
  var name: String
  var spec: String
  var says: [String]
  var code: Int32 = 0
  var hidesGnuplot = false
  var testDescription: String { name }

  static let all = [
    Mishap(
      name: "one seed",
      spec: smallSpec.replacing("[0, 1]", with: "[7], \"figures\": [\"convergence\"]"),
      says: ["There is one seed only", "The seed is 7."]),
    Mishap(
      name: "all diverged", spec: allDiverging,
      says: ["Every trial diverged", "2 of 2", "2 diverged"]),
    Mishap(
      name: "no gnuplot", spec: smallSpec,
      says: [
        "Figures are missing: gnuplot is not installed",
        "The picture is missing: gnuplot did not draw it.", "line · eval loss",
      ], code: 0, hidesGnuplot: true),
  ]

  private static let allDiverging = """
    {"name": "small", "seeds": [0, 1],
     "problems": [{"name": "valley", "kind": "surface",
       "data": {"kind": "surface", "surface": "rosenbrock"}, "steps": 50}],
     "optimizers": [{"name": "GD", "kind": "gd", "lr": 100}]}
    """
}
