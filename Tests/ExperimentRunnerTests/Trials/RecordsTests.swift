import ExperimentRunner
import Testing

@Suite("A table of another version")
struct RecordsTests {
  private typealias Table = Records<PathTable>

  /// Columns as a file names them, the values of two rows, and what is read of them: step, x, y, value.
  static let tables: [(columns: String, values: [Double], rows: [[Double?]])] = [
    ("step,x,y,value", [0, 1, 2, 3, 1, 4, 5, 6], [[0, 1, 2, 3], [1, 4, 5, 6]]),
    // One that it lacks, at the end and in the middle.
    ("step,x,y", [0, 1, 2, 1, 4, 5], [[0, 1, 2, nil], [1, 4, 5, nil]]),
    ("step,y,value", [0, 2, 3, 1, 5, 6], [[0, nil, 2, 3], [1, nil, 5, 6]]),
    // One that is not known here.
    ("step,x,y,value,speed", [0, 1, 2, 3, 9, 1, 4, 5, 6, 9], [[0, 1, 2, 3], [1, 4, 5, 6]]),
    // Another order.
    ("value,step,speed,x", [3, 0, 9, 1, 6, 1, 9, 4], [[0, 1, nil, 3], [1, 4, nil, 6]]),
    ("step", [0, 1], [[0, nil, nil, nil], [1, nil, nil, nil]]),
  ]

  @Test("is read by the names of its columns", arguments: tables.indices)
  func names(_ place: Int) throws {
    let (columns, values, rows) = Self.tables[place]
    let table = try #require(Table(columns: Self.names(columns), values: values))
    let read = (0..<table.count).map { row in Table.columns.map { table[row, $0] } }
    #expect(read == rows)
  }

  static let damages: [(columns: String, values: [Double])] = [
    ("step,x,y,value", [0, 1, 2]), ("x,y,value", [1, 2, 3]), ("", []), ("speed", [1]),
  ]

  @Test("is none without whole rows, or without its key", arguments: damages.indices)
  func damage(_ place: Int) {
    let (columns, values) = Self.damages[place]
    #expect(Table(columns: Self.names(columns), values: values) == nil)
  }

  @Test("goes on without the columns that it began without, and is written without them")
  func goingOn() throws {
    var table = try #require(Table(columns: ["step", "x", "y"], values: [0, 1, 2]))
    table.append([.step: 1, .x: 4, .y: 5, .value: 6])
    #expect(table.unknown == [.value] && table[1, .value] == nil)
    let (columns, values) = table.known
    #expect(columns == ["step", "x", "y"] && values == [0, 1, 2, 1, 4, 5])
    let again = try #require(Table(columns: columns, values: values))
    #expect(again.unknown == [.value] && again.count == 2 && again[1, .y] == 5)
  }

  private static func names(_ text: String) -> [String] {
    text.split(separator: ",").map(String.init)
  }
}
