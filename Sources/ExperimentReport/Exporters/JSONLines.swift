internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// `run.jsonl`: every table of a run in one file, an object a line, which says what it is.
///
/// ```
/// {"table":"run","name":"gan","description":"…","trials":12}
/// {"table":"curve","trial":0,"problem":"gan","optimizer":"Adam","seed":0,…,"eval_loss":null}
/// ```
///
/// Names are those of the CSV files' columns, and numbers are written as there; a value that does not
/// exist is `null`, so that all rows of a table have the same keys.
enum JSONLines: Exporter {
  static let name = "jsonl"
  static let summary = "run.jsonl: all tables in one file, a JSON object a line"
  static let isAlwaysThere = false
  static let fileNames = [fileName]
  private static let fileName = "run.jsonl"

  /// One that is there is kept up to date.
  static func isWanted(of output: OutputFolder) -> Bool {
    OutputFile.exists("\(output.path)/\(fileName)")
  }

  static func write(_ output: OutputFolder) throws(OutputError) {
    let tables = ExporterCatalog.all.compactMap { $0 as? any RunTable.Type }
    try OutputFile.write(to: "\(output.path)/\(fileName)") { file throws(OutputError) in
      let run: [JSONNode.Member] = [
        .init("table", .string("run")), .init("name", .string(output.experiment.name)),
        .init("description", .string(output.experiment.description)),
        .init("trials", .integer(output.trials.count)),
      ]
      try file.write(Array("\(JSONText.compact(.object(run)))\n".utf8))
      for table in tables where table.isWanted(of: output) {
        try write(table, of: output, to: file)
      }
    }
  }

  private static func write(
    _ table: (some RunTable).Type, of output: OutputFolder, to file: OutputParts
  ) throws(OutputError) {
    var writer = JSONRowWriter(table.rowName, table.columns, file: file)
    try table.addRows(of: output, to: &writer)
    try writer.flush()
  }
}

/// Rows as objects, a line each.
private struct JSONRowWriter: RowWriter {
  private let file: OutputParts
  /// What stands before each value: the line's beginning and the column's name.
  private let heads: [[UInt8]]
  private var place = 0
  private var bytes: [UInt8] = []
  /// Texts as they are written: names come again in every row.
  private var texts: [[UInt8]: [UInt8]] = [:]

  /// Bytes that are gathered before they go to the file.
  private static let limit = 1 << 20

  init(_ table: String, _ columns: [String], file: OutputParts) {
    self.file = file
    heads = columns.enumerated().map { place, column in
      let start = place == 0 ? "{\"table\":\(JSONText.quoted(table))," : ","
      return Array("\(start)\(JSONText.quoted(column)):".utf8)
    }
  }

  mutating func text(_ value: String) {
    let key = Array(value.utf8)
    let text = texts[key] ?? Array(JSONText.quoted(value).utf8)
    texts[key] = text
    add(text)
  }

  mutating func number(_ value: Double?) {
    guard let text = CSVTable.number(value) else { return add(Array("null".utf8)) }
    add(Array(text.utf8))
  }

  mutating func number(_ value: Int?) { add(Array((value.map { "\($0)" } ?? "null").utf8)) }
  mutating func number(_ value: UInt64) { add(Array("\(value)".utf8)) }

  private mutating func add(_ value: [UInt8]) {
    bytes += heads[place]
    bytes += value
    place += 1
  }

  mutating func endLine() throws(OutputError) {
    bytes += Array("}\n".utf8)
    place = 0
    if bytes.count > Self.limit { try flush() }
  }

  mutating func flush() throws(OutputError) {
    try file.write(bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
