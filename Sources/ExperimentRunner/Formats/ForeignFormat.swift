/// What a file is that was given in place of one of the formats that a spec can name.
///
/// Told by bytes that no table, no IDX file and no file of weights begins with, not by the name.
package struct ForeignFormat: Equatable, Sendable {
  /// What it is, with its article: `a zip archive`.
  package let name: String
  /// How to come to what is in it; `nil` where that is not to be guessed.
  package let way: String?

  /// What is needed in its place.
  package enum Wanted: String, Sendable {
    case table = "a table in CSV"
    case images = "an IDX file"
    case weights = "a safetensors file"
    case spec = "a spec in JSON"
  }

  /// - Throws: what the file is, if it is something that is known and is not what is wanted.
  package static func refuse(
    _ bytes: [UInt8], at path: String, wanted: Wanted
  ) throws(DataError) {
    guard let format = of(bytes) else { return }
    throw DataError(
      path,
      .foreign(
        format: format.name, wanted: wanted.rawValue, way: wanted == .spec ? nil : format.way))
  }

  private init(_ name: String, _ way: String?) {
    self.name = name
    self.way = way
  }

  /// The format that begins like this; `nil` for one that is not known.
  static func of(_ bytes: [UInt8]) -> ForeignFormat? {
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6]) {
      return zip(bytes)
    }
    if let known = known.first(where: { bytes.starts(with: $0.signature) }) { return known.format }
    // These letters may begin a text as well; such a file has them at its end, too.
    for (letters, format) in framed
    where bytes.starts(with: letters.utf8) && bytes.suffix(4).elementsEqual(letters.utf8) {
      return format
    }
    if bytes.count > 262, bytes[257..<262].elementsEqual("ustar".utf8) {
      return ForeignFormat("a tar archive", unpack)
    }
    let start = String(decoding: bytes.prefix(15), as: UTF8.self).lowercased()
    if start.hasPrefix("<!doctype html") || start.hasPrefix("<html") {
      return ForeignFormat("a web page (HTML)", "download the file itself")
    }
    return nil
  }

  private static let unpack = "unpack it first"

  private static let known: [(signature: [UInt8], format: ForeignFormat)] = [
    ([0x1F, 0x8B], .init("a gzip file", unpack)),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], .init("an xz file", "unpack it first (xz -d)")),
    (Array("BZh91AY&SY".utf8), .init("a bzip2 file", "unpack it first (bzip2 -d)")),
    ([0x28, 0xB5, 0x2F, 0xFD], .init("a zstd file", "unpack it first (zstd -d)")),
    ([0x04, 0x22, 0x4D, 0x18], .init("an lz4 file", "unpack it first (lz4 -d)")),
    ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], .init("a 7z archive", unpack)),
    (Array("Rar!".utf8) + [0x1A, 7], .init("a rar archive", unpack)),
    (
      [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
      .init("an old Excel workbook (xls) or another file of Microsoft Office", saveSheet)
    ),
    ([0x89] + Array("HDF\r\n".utf8), .init("an HDF5 file", nil)),
    ([0x93] + Array("NUMPY".utf8), .init("a NumPy array (npy)", nil)),
    (Array("ARROW1".utf8) + [0, 0], .init("an Arrow file (Feather)", fromPandas("feather"))),
    (Array("SQLite format 3".utf8) + [0], .init("a SQLite database", nil)),
    (Array("%PDF-".utf8), .init("a PDF", nil)),
    (Array("MATLAB 5.0 MAT".utf8), .init("a MATLAB file", nil)),
    ([0x80, 2], pickle), ([0x80, 3], pickle), ([0x80, 4], pickle), ([0x80, 5], pickle),
  ]

  private static let framed: [(letters: String, format: ForeignFormat)] = [
    ("PAR1", .init("a Parquet file", fromPandas("parquet"))),
    ("FEA1", .init("a Feather file", fromPandas("feather"))),
  ]

  private static let saveSheet = "save the sheet as CSV (UTF-8)"
  private static let pickle = ForeignFormat("a Python pickle", nil)

  private static func fromPandas(_ format: String) -> String {
    "pandas.read_\(format)(…).to_csv(…, index=False) makes a CSV file of it"
  }

  /// What a zip archive is, by the names that are in it.
  private static func zip(_ bytes: [UInt8]) -> ForeignFormat {
    if holds(bytes, "xl/workbook") { return .init("an Excel workbook (xlsx)", saveSheet) }
    if holds(bytes, "opendocument.spreadsheet") {
      return .init("an OpenDocument spreadsheet (ods)", saveSheet)
    }
    if holds(bytes, "data.pkl") {
      return .init(
        "a file of torch.save",
        "safetensors.torch.save_file(model.state_dict(), …) writes the other")
    }
    if holds(bytes, ".npy") { return .init("a NumPy archive (npz)", nil) }
    return .init("a zip archive", unpack)
  }

  private static func holds(_ bytes: [UInt8], _ text: String) -> Bool {
    let letters = Array(text.utf8)
    guard bytes.count >= letters.count else { return false }
    return (0...bytes.count - letters.count).contains { start in
      bytes[start] == letters[0] && bytes[start..<start + letters.count].elementsEqual(letters)
    }
  }
}
