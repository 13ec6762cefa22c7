import ExperimentRunner
import Foundation
import TestSupport
import Testing

@Suite("A table that is written while it is made")
struct CSVStreamTests {
  @Test("has the bytes of one that is made first", arguments: [0, 1, 200_000])
  func bytes(rows: Int) throws {
    let scratch = try TestFolder()
    let columns = ["a", "b,c", "d", "e"]
    var whole = CSVTable(columns: columns)
    for row in 0..<rows {
      whole.number(Double(row) / 7)
      whole.text("x,\(row % 3)")
      whole.number(row % 2 == 0 ? nil : row)
      whole.text("9")
      whole.endLine()
    }
    let path = scratch.file("a.csv").path
    var most = 0
    try OutputFile.write(to: path) { file throws(OutputError) in
      var stream = CSVStream(columns: columns, to: file)
      for row in 0..<rows {
        stream.number(Double(row) / 7)
        stream.text("x,\(row % 3)")
        stream.number(row % 2 == 0 ? nil : row)
        stream.number(9 as UInt64)
        try stream.endLine()
        most = max(most, stream.pending)
      }
      try stream.flush()
    }
    #expect(try scratch.bytes("a.csv") == whole.bytes)
    #expect(most < 1 << 20)
  }
}
