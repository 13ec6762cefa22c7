internal import OptimizerLab

/// An array of unsigned bytes, or of 32-bit numbers, in the IDX format of the MNIST files, gzip or not.
///
/// Two zero bytes, 8 for "unsigned bytes" or 12 for "numbers of 32 bits", the number of dimensions; each
/// dimension as a big-endian 32-bit number; then exactly as many elements as the dimensions multiply to,
/// big-endian, too.
package struct IDXFile: Equatable, Sendable {
  package enum Element: UInt32, Sendable {
    case byte = 0x08
    case integer = 0x0C

    var size: Int { self == .byte ? 1 : 4 }
  }

  package let dimensions: [Int]
  /// Of its elements, one after the other.
  package let bytes: [UInt8]

  /// Reads a whole file. The header is not believed: its promise has to be possible before
  /// anything is allocated for it, and to be kept to the byte.
  package static func read(
    at path: String, dimensionCount: Int, of element: Element = .byte
  ) throws(DataError) -> IDXFile {
    var reader = try GzipReader(path: path)
    let headerSize = 4 + 4 * dimensionCount
    let header = try reader.read(atMost: headerSize)
    try checkMagic(of: header, at: path, element, dimensionCount: dimensionCount)
    guard header.count == headerSize else {
      throw DataError(path, .shortHeader(found: header.count, expected: headerSize))
    }
    let dimensions = (1...dimensionCount).map { Int(bigEndian(header, at: 4 * $0)) }
    // As the errors have it, too.
    let factors = dimensions + (element == .byte ? [] : [element.size])
    let size = try size(of: factors, at: path)
    if let fileSize = reader.plainSize, fileSize > headerSize + size {
      let found = fileSize - headerSize
      throw DataError(
        path, .tooManyBytes(dimensions: factors, found: found, expected: size))
    }
    let bytes = try reader.read(atMost: size + 1)
    guard bytes.count <= size else {
      throw DataError(path, .tooManyBytes(dimensions: factors, found: nil, expected: size))
    }
    guard bytes.count == size else {
      throw DataError(
        path, .tooFewBytes(dimensions: factors, found: bytes.count, expected: size))
    }
    return IDXFile(dimensions: dimensions, bytes: bytes)
  }

  private static func checkMagic(
    of header: [UInt8], at path: String, _ element: Element, dimensionCount: Int
  ) throws(DataError) {
    guard header.count >= 4 else {
      throw DataError(path, .shortHeader(found: header.count, expected: 4 + 4 * dimensionCount))
    }
    let expected = element.rawValue << 8 + UInt32(dimensionCount)
    let found = bigEndian(header, at: 0)
    guard found == expected else {
      try ForeignFormat.refuse(header, at: path, wanted: .images)
      throw DataError(path, .wrongMagic(found: found, expected: expected))
    }
  }

  private static func size(of dimensions: [Int], at path: String) throws(DataError) -> Int {
    var size = 1
    for dimension in dimensions {
      let (product, overflows) = size.multipliedReportingOverflow(by: dimension)
      guard !overflows, product <= InputFile.sizeLimit else {
        throw DataError(
          path, .impossibleSize(dimensions: dimensions, limit: InputFile.sizeLimit))
      }
      size = product
    }
    return size
  }

  private static func bigEndian(_ bytes: [UInt8], at offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
