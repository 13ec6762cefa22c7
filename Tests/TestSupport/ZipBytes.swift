/// A zip archive with its files as they are, whatever they are called.
package struct ZipBytes {
  package struct Entry {
    package var name: [UInt8]
    package var content: [UInt8]
    /// What Unix says of the file: 0o100644 is an ordinary one.
    package var mode = 0o100644
    package var flags = 0
    package var method = 0
    package var saidSize: Int?

    package init(_ name: String, _ content: String) {
      (self.name, self.content) = (Array(name.utf8), Array(content.utf8))
    }
  }

  package var entries: [Entry]

  package init(entries: [Entry]) { self.entries = entries }

  private static func short(_ value: Int) -> [UInt8] {
    [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)]
  }
  private static func long(_ value: Int) -> [UInt8] { short(value & 0xFFFF) + short(value >> 16) }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(~sum)
  }

  package var bytes: [UInt8] {
    var (all, directory): ([UInt8], [UInt8]) = ([], [])
    for entry in entries {
      let place = all.count
      let size = entry.saidSize ?? entry.content.count
      let head =
        Self.short(entry.flags) + Self.short(entry.method) + Self.long(0)
        + Self.long(Self.checksum(entry.content)) + Self.long(entry.content.count)
        + Self.long(size) + Self.short(entry.name.count) + Self.short(0)
      all += [0x50, 0x4B, 3, 4] + Self.short(20) + head + entry.name + entry.content
      directory +=
        [0x50, 0x4B, 1, 2] + Self.short(3 << 8 | 20) + Self.short(20) + head + Self.short(0)
        + Self.short(0) + Self.short(0) + Self.long(entry.mode << 16) + Self.long(place)
        + entry.name
    }
    let count = Self.short(entries.count)
    return all + directory + [0x50, 0x4B, 5, 6] + Self.long(0) + count + count
      + Self.long(directory.count) + Self.long(all.count) + Self.short(0)
  }
}
