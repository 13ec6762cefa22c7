import SwiftCSV

/// A CSV file's text, cut into rows by SwiftCSV.
///
/// SwiftCSV looks at Swift's characters, where a comma and an accent after it are one, and leaves
/// out all that Unicode calls blank at the start of a cell. It drops an empty last cell at the end
/// of the text, and does not mind a quote that is never closed. So it is given one letter a byte,
/// and one row more than the file has: where that row arrives alone, all before it was complete.
struct CSVText {
  /// Stands for no byte.
  private static let end = "\u{100}"

  private let path: String
  private let csv: EnumeratedCSV

  init(_ bytes: [UInt8], path: String) throws(DataError) {
    self.path = path
    do {
      _ = try UTF8Span(validating: bytes.span)
    } catch {
      let before = bytes[..<error.byteOffsets.lowerBound]
      throw DataError(path, .notUTF8(line: 1 + CSVRow.lineBreaks(in: before)))
    }
    let letters = Self.letters(for: bytes) + "\n" + Self.end
    do {
      // Of the rows, only the header: `forEachRow` reads them all.
      csv = try EnumeratedCSV(string: letters, delimiter: .comma, loadColumns: false, rowLimit: 0)
    } catch {
      throw DataError(path, .strayQuote(line: 1))
    }
  }

  /// Calls `body` with the header and every row after it, until it throws. Blank lines are left
  /// out, but counted.
  func forEachRow(_ body: @escaping (CSVRow) throws(DataError) -> Void) throws(DataError) {
    var line = 1
    var failure: DataError?
    do {
      try csv.enumerateAsArray(rowLimit: nil) { cells in
        guard failure == nil, cells != [Self.end] else { return }
        let row = CSVRow(line: line, cells: cells.map(CSVCell.init))
        line += row.lineCount
        do throws(DataError) {
          if cells.last!.hasSuffix(Self.end) {
            let opening = row.line(ofCell: cells.count - 1)
            throw DataError(path, .openQuote(line: opening))
          }
          if cells != [""] { try body(row) }
        } catch {
          failure = error
        }
      }
    } catch {
      failure = failure ?? DataError(path, .strayQuote(line: line))
    }
    if let failure { throw failure }
  }

  /// ASCII as it is; other bytes as the letters U+0100 + byte, none of which Swift joins with its
  /// neighbours or takes for a blank.
  private static func letters(for bytes: [UInt8]) -> String {
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let content = bytes.starts(with: byteOrderMark) ? bytes[3...] : bytes[...]
    var encoded: [UInt8] = []
    encoded.reserveCapacity(content.count + content.count / 16)
    for byte in content {
      if byte < 0x80 {
        encoded.append(byte)
      } else {
        encoded.append(0xC4 | byte >> 6)
        encoded.append(0x80 | byte & 0x3F)
      }
    }
    return String(decoding: encoded, as: UTF8.self)
  }
}
