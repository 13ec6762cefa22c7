internal import CZlib
internal import OptimizerLab

/// The files in a zip archive that somebody else made, of whom nothing is believed.
///
/// Names lead to places below the folder that it is unpacked in, or the archive is refused; links are
/// refused, and so is what is encrypted, packed with other methods than deflating, or larger than the limits,
/// whatever the archive says of its sizes. Read here, in memory that is checked, and not with a library:
/// the bytes are hostile, what students' programs write uses a small part of the format, and an autograder's
/// image would need one more package.
package struct ZipArchive: Sendable {
  package struct Limits: Sendable {
    package var files = 1000
    /// Of all files together, unpacked.
    package var bytes = 64 << 20

    package init() {}
  }

  package struct File: Sendable {
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// Why an archive is refused: a sentence without its subject.
  package struct Refusal: Error, Equatable {
    package var reason: String

    package init(_ reason: String) { self.reason = reason }
  }

  /// In the order of the archive.
  package private(set) var files: [File] = []

  package init(_ bytes: [UInt8], limits: Limits = Limits()) throws(Refusal) {
    let directory = try ZipDirectory(bytes)
    guard directory.entries.count <= limits.files else {
      throw Refusal("has \(directory.entries.count) files; at most \(limits.files) are taken")
    }
    var names: Set<String> = []
    var total = 0
    for entry in directory.entries {
      guard let name = try entry.safeName() else { continue }
      guard names.insert(name).inserted else {
        throw Refusal("has two files called \(Echo.quoted(name))")
      }
      guard entry.size <= limits.bytes - total else {
        let all = directory.entries.reduce(0.0) { $0 + Double($1.size) }
        throw Refusal(
          "is too large: its files unpack to \(ByteCount.text(all)), and at most "
            + "\(ByteCount.text(limits.bytes)) are taken")
      }
      let content = try entry.content(of: bytes)
      total += content.count
      files.append(File(name: name, bytes: content))
    }
  }

  /// Whether bytes begin as a zip archive does.
  package static func isLikely(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0x50, 0x4B, 5, 6])
  }
}

/// The list at the end of a zip archive.
private struct ZipDirectory {
  var entries: [ZipEntry] = []

  init(_ bytes: [UInt8]) throws(ZipArchive.Refusal) {
    guard let end = Self.end(of: bytes) else {
      throw ZipArchive.Refusal("is no zip archive, or was cut off: it has no list of its files")
    }
    let count = bytes.short(at: end + 10)
    let offset = bytes.long(at: end + 16)
    guard count != 0xFFFF, offset != 0xFFFF_FFFF else {
      throw ZipArchive.Refusal(
        "is of the form for archives of gigabytes (zip64), which is not taken")
    }
    var place = offset
    for _ in 0..<count {
      guard place + 46 <= end, bytes.long(at: place) == 0x0201_4B50 else {
        throw ZipArchive.Refusal("is damaged: the list of its files is not where it says")
      }
      let lengths = [28, 30, 32].map { bytes.short(at: place + $0) }
      guard place + 46 + lengths.reduce(0, +) <= end else {
        throw ZipArchive.Refusal("is damaged: the list of its files ends in the middle of a name")
      }
      entries.append(ZipEntry(bytes, at: place, nameLength: lengths[0]))
      place += 46 + lengths.reduce(0, +)
    }
  }

  /// Where the last record begins, behind which there may be a comment.
  private static func end(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    let last = bytes.count - 22
    return (max(0, last - 0xFFFF)...last).reversed().first { place in
      bytes.long(at: place) == 0x0605_4B50
        && place + 22 + bytes.short(at: place + 20) == bytes.count
    }
  }
}

/// What the list of an archive says of one of its files.
private struct ZipEntry {
  let rawName: [UInt8]
  let flags: Int
  let method: Int
  let checksum: Int
  let packedSize: Int
  let size: Int
  let place: Int
  /// What the entry is, where Unix made the archive.
  let unixKind: Int

  init(_ bytes: [UInt8], at start: Int, nameLength: Int) {
    rawName = Array(bytes[start + 46..<start + 46 + nameLength])
    flags = bytes.short(at: start + 8)
    method = bytes.short(at: start + 10)
    checksum = bytes.long(at: start + 16)
    packedSize = bytes.long(at: start + 20)
    size = bytes.long(at: start + 24)
    place = bytes.long(at: start + 42)
    let system = bytes.short(at: start + 4) >> 8
    unixKind = system == 3 ? bytes.long(at: start + 38) >> 28 : 0
  }

  /// The name in UTF-8; where it is none, the bytes are taken for latin-1.
  private var name: String {
    String(validating: rawName, as: UTF8.self)
      ?? String(String.UnicodeScalarView(rawName.map { Unicode.Scalar($0) }))
  }

  /// A path below the folder that the archive is unpacked in; `nil` for folders, and for what the systems
  /// of students leave in their archives.
  func safeName() throws(ZipArchive.Refusal) -> String? {
    let shown = Echo.quoted(name)
    // 10 is a link, 4 a folder, 8 a file; 0 is nothing said.
    if ![0, 4, 8].contains(unixKind) {
      throw ZipArchive.Refusal(
        "has \(unixKind == 10 ? "a link" : "no ordinary file") in it: \(shown)")
    }
    var parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map(String.init)
    let isAbsolute =
      name.hasPrefix("/") || name.hasPrefix("\\") || parts.first?.hasSuffix(":") == true
    guard !isAbsolute, !parts.contains(".."), !name.utf8.contains(0) else {
      throw ZipArchive.Refusal("has a file that would be written outside of its folder: \(shown)")
    }
    parts.removeAll { $0 == "." }
    guard parts.allSatisfy({ $0.utf8.count <= 200 }), parts.count <= 20 else {
      throw ZipArchive.Refusal("has a file with too long a name: \(shown)")
    }
    let isFolder = unixKind == 4 || name.hasSuffix("/") || name.hasSuffix("\\")
    let isOfSystem = parts.first == "__MACOSX" || parts.last == ".DS_Store"
    return isFolder || isOfSystem || parts.isEmpty ? nil : parts.joined(separator: "/")
  }

  func content(of bytes: [UInt8]) throws(ZipArchive.Refusal) -> [UInt8] {
    let shown = Echo.quoted(name)
    guard flags & 1 == 0 else { throw ZipArchive.Refusal("is encrypted: \(shown)") }
    guard place + 30 <= bytes.count, bytes.long(at: place) == 0x0403_4B50 else {
      throw ZipArchive.Refusal("is damaged: \(shown) is not where its list says")
    }
    let start = place + 30 + bytes.short(at: place + 26) + bytes.short(at: place + 28)
    guard start + packedSize <= bytes.count else {
      throw ZipArchive.Refusal("was cut off in the middle of \(shown)")
    }
    let packed = bytes[start..<start + packedSize]
    let content: [UInt8]
    switch method {
    case 0: content = Array(packed)
    case 8: content = try inflate(packed)
    default:
      throw ZipArchive.Refusal("packs \(shown) with a method that is not taken (\(method))")
    }
    guard content.count == size, Int(Self.checksum(of: content)) == checksum else {
      throw ZipArchive.Refusal("is damaged: \(shown) is not what its checksum says")
    }
    return content
  }

  /// Of what was deflated, no more than its list says that it is.
  private func inflate(_ packed: ArraySlice<UInt8>) throws(ZipArchive.Refusal) -> [UInt8] {
    var inflater = Inflater(hasNoHeader: true)
    var content = [UInt8](repeating: 0, count: size + 1)
    let (_, produced, state) = inflater.inflate(packed, into: &content)
    guard state == .memberEnded, produced == size else {
      throw ZipArchive.Refusal("is damaged: \(Echo.quoted(name)) cannot be unpacked")
    }
    content.removeLast()
    return content
  }

  private static func checksum(of bytes: [UInt8]) -> UInt {
    // unsafe: zlib reads so many bytes, and keeps nothing.
    unsafe bytes.withUnsafeBufferPointer { unsafe crc32(0, $0.baseAddress, UInt32($0.count)) }
  }
}

extension [UInt8] {
  /// Two bytes, the lower first; those behind the end are 0.
  fileprivate func short(at place: Int) -> Int {
    byte(place) | byte(place + 1) << 8
  }

  fileprivate func long(at place: Int) -> Int { short(at: place) | short(at: place + 2) << 16 }

  private func byte(_ place: Int) -> Int { indices.contains(place) ? Int(self[place]) : 0 }
}
