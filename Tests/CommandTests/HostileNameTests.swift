import ExperimentRunner
import Foundation
import FoundationXML
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// Every output of a run whose names try to break out, read back by what reads it in earnest. More
/// of the same, with a thousand made-up names: `Tests/Torture/names`.
@Suite("A hostile name")
struct HostileNameTests {
  private let scratch: TestFolder
  private let outside: TestFolder

  init() throws {
    scratch = try TestFolder()
    outside = try TestFolder()
  }

  private var canary: String { outside.file("canary").path }

  /// A spec with each name at a problem or an optimizer.
  private func spec(_ names: [String]) -> String {
    let names = names.map { $0.replacingOccurrences(of: "CANARY", with: canary) }
    // Names that are one in the files may come once.
    var seen: Set<[UInt8]> = []
    let own = names.filter { seen.insert(Array(CSVTable.plain($0).utf8)).inserted }
    // One of each kind that has figures of its own.
    let surface = #"""
      {"name": \#(JSONText.quoted(own[0])), "kind": "surface", "steps": 3,
       "data": {"surface": "quadratic"}}
      """#
    let optimizers = own.dropFirst(2).map { name in
      #"{"name": \#(JSONText.quoted(name)), "kind": "sgd", "lr": 0.001}"#
    }
    let gan = """
      {"name": \(JSONText.quoted(own[1])), "kind": "gan", "data": {"kind": "digits", "count": 4}, "latent": 1,
       "generator": [{"kind": "linear", "units": 784}, "tanh"],
       "discriminator": [{"kind": "linear", "units": 1}, "sigmoid"], "steps": 1, "batch_size": 2}
      """
    return """
      {"name": "names", "description": \(JSONText.quoted(own.joined(separator: " "))),
       "seeds": [0], "problems": [\(surface), \(gan)],
       "optimizers": [\(optimizers.joined(separator: ", "))], "record": {"every": 1, "probe": 2}}
      """
  }

  private static let chunk = 34

  @Test(
    "stays a name in every file that a run leaves",
    arguments: Array(stride(from: 0, to: hostileNames.count, by: chunk)))
  func staysAName(start: Int) throws {
    let names = Array(hostileNames[start..<min(start + Self.chunk, hostileNames.count)])
    try scratch.write(spec(names), to: "spec.json")
    let before = try files(in: outside)
    let outcome = try Program.run(["run", "spec.json", "--out", "out"], in: scratch.folder)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.errors.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
    #expect(try files(in: outside) == before, "something was made outside")
    #expect(try files(in: scratch).allSatisfy { $0 == "spec.json" || $0.hasPrefix("out") })
    for file in try files(in: scratch) {
      let data = try Data(contentsOf: scratch.file(file))
      if file.hasSuffix(".csv") { checkTable(data, file) }
      if file.hasSuffix(".svg") { checkPicture(data, file) }
      if file.hasSuffix(".gp") { try checkScript(file) }
      if file.hasSuffix(".json") {
        #expect(throws: Never.self) { try JSONParser.parse([UInt8](data)) }
      }
    }
    try checkTorchScript()
    #expect(try files(in: outside) == before, "something was made outside")
  }

  private func files(in scratch: TestFolder) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: scratch.folder.path).sorted()
      .filter { path in
        var isFolder: ObjCBool = false
        return unsafe FileManager.default.fileExists(
          atPath: scratch.file(path).path, isDirectory: &isFolder) && !isFolder.boolValue
      }
  }

  /// As many cells in each row as in the header, and none that a spreadsheet would run.
  private func checkTable(_ data: Data, _ file: String) {
    let table = CSVContent(bytes: [UInt8](data))
    #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count }, "\(file)")
    for cell in table.rows.flatMap(\.cells) where !cell.isEmpty && Double(cell) == nil {
      #expect(!"=+-@\t\r".contains(cell.first ?? " "), "\(file): \(cell)")
    }
  }

  /// Well-formed, and nothing in it but what draws.
  private func checkPicture(_ data: Data, _ file: String) {
    final class Names: NSObject, XMLParserDelegate {
      var all: Set<String> = []
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
      ) {
        all.insert(name)
        all.formUnion(attributes.keys.filter { $0.lowercased().hasPrefix("on") })
      }
    }
    let names = Names()
    let parser = XMLParser(data: data)
    parser.delegate = names
    #expect(parser.parse(), "\(file): \(parser.parserError.map { "\($0)" } ?? "")")
    let drawing: Set = [
      "svg", "title", "desc", "defs", "g", "path", "text", "tspan", "circle", "rect", "polygon",
      "use", "line", "image", "filter", "feFlood", "feComposite", "linearGradient", "stop",
      "pattern",
      "clipPath", "polyline", "symbol", "marker", "mask",
    ]
    #expect(names.all.isSubset(of: drawing), "\(file): \(names.all.subtracting(drawing))")
  }

  /// gnuplot runs it, as it did for the run's pictures, and TeX could: its braces and dollars come in
  /// pairs.
  private func checkScript(_ file: String) throws {
    let tex = scratch.file("out.tex").path
    let outcome = try Program.run(
      ["gnuplot", "-c", file, "cairolatex", tex], in: scratch.folder,
      program: URL(fileURLWithPath: "/usr/bin/env"))
    #expect(outcome.code == 0, "\(file): \(outcome.errors)")
    let text = try String(contentsOfFile: tex, encoding: .utf8)
    #expect(TeXBalance(text).isBalanced, "\(file)")
    try FileManager.default.removeItem(atPath: tex)
    try? FileManager.default.removeItem(at: scratch.file("out.pdf"))
    try? FileManager.default.removeItem(at: scratch.file("out-inc.pdf"))
  }

  /// Python reads it, where there is Python to ask.
  private func checkTorchScript() throws {
    let script = try Program.run(["torch", "spec.json"], in: scratch.folder)
    #expect(script.code == 0, "\(script.errors)")
    try scratch.write(script.output, to: "script.py")
    let outcome = try Program.run(
      ["python3", "-c", "import ast; ast.parse(open('script.py', encoding='utf-8').read())"],
      in: scratch.folder, program: URL(fileURLWithPath: "/usr/bin/env"))
    // 127: there is no Python to ask.
    #expect(outcome.code == 0 || outcome.code == 127, "\(outcome.errors)")
  }
}

/// Whether what must come in pairs in TeX does, and no command stands in it that gnuplot does not
/// write.
struct TeXBalance {
  private(set) var isBalanced = true

  init(_ text: String) {
    var depth = 0
    var dollars = 0
    var isEscaped = false
    for line in text.split(separator: "\n") {
      for character in line {
        if isEscaped {
          isEscaped = false
          continue
        }
        switch character {
        case "\\": isEscaped = true
        case "{": depth += 1
        case "}": depth -= 1
        case "$": dollars += 1
        default: break
        }
        if character == "%" { break }
        if depth < 0 { isBalanced = false }
      }
      isEscaped = false
    }
    let commands = ["\\input{/", "\\write18", "\\end{verbatim}", "\\begin{verbatim}"]
    if depth != 0 || dollars % 2 != 0 || commands.contains(where: text.contains) {
      isBalanced = false
    }
  }
}
