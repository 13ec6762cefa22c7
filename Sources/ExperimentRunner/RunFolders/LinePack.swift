internal import OptimizerLab

/// The losses along many lines, in one file: of each the hashes of both ends, and a row of losses.
///
/// Forty problems, thirteen optimizers and twenty seeds have 18,400 lines, which would be as many files of which
/// each is mostly its name.
struct LinePack {
  /// Losses a line.
  let count: Int
  /// The losses by the ends, `HASH-HASH`.
  private(set) var lines: [String: [Double]] = [:]

  private static let format = "optlab-lines-1"
  private static let fileName = "all.safetensors"
  /// Of the letters of both hashes, with the dash between them.
  private static let nameLength = 65

  static func path(in folder: String) -> String { "\(folder)/\(fileName)" }

  init(count: Int) { self.count = count }

  /// What was written into a folder; `nil` where that is nothing, or not what was once written.
  init?(in folder: String) {
    guard let bytes = (try? OutputFile.read(Self.path(in: folder))).flatMap({ $0 }),
      let read = try? SafetensorsFile(decoding: bytes),
      let file = SafetensorsFile(read, sealedAs: Self.format),
      let losses = file["loss"], let ends = file["ends"], ends.type == .uint8,
      let values = losses.numbers, losses.shape.count == 2,
      ends.shape == [losses.shape[0], Self.nameLength]
    else { return nil }
    count = losses.shape[1]
    for row in 0..<losses.shape[0] {
      let name = ends.bytes[row * Self.nameLength..<(row + 1) * Self.nameLength]
      lines[String(decoding: name, as: UTF8.self)] = Array(values[row * count..<(row + 1) * count])
    }
  }

  mutating func add(_ losses: [Double], of name: String) { lines[name] = losses }

  /// - Returns: how many there were.
  mutating func remove(where isUnwanted: (String) -> Bool) -> Int {
    let before = lines.count
    lines = lines.filter { !isUnwanted($0.key) }
    return before - lines.count
  }

  /// The same lines are the same bytes, in whatever order they came. Without any there is no file.
  func write(in folder: String) throws(OutputError) {
    guard !lines.isEmpty else {
      OutputFile.remove(Self.path(in: folder))
      OutputFile.removeEmptyFolder(folder)
      return
    }
    let sorted = lines.sorted { $0.key < $1.key }
    var file = SafetensorsFile()
    file.add("ends", sorted.flatMap { Array($0.key.utf8) }, shape: [sorted.count, Self.nameLength])
    file.add("loss", sorted.flatMap(\.value), shape: [sorted.count, count])
    try OutputFile.makeFolder(folder)
    try OutputFile.write(file.sealed(as: Self.format), to: Self.path(in: folder))
  }
}
