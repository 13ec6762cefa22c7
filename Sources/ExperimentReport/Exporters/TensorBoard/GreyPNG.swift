internal import CZlib

/// A grey picture in the PNG format (ISO/IEC 15948), eight bits a pixel.
package enum GreyPNG {
  /// - Parameter pixels: row by row from the top left; 0 is black.
  package static func encode(width: Int, height: Int, pixels: [UInt8]) -> [UInt8] {
    precondition(pixels.count == width * height)
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    var header: [UInt8] = []
    header.append(bigEndian: UInt32(width))
    header.append(bigEndian: UInt32(height))
    // Eight bits, grey, and the one way there is to compress, filter and interlace nothing.
    header += [8, 0, 0, 0, 0]
    chunk("IHDR", header, &bytes)
    // Each row is preceded by its filter: none.
    var rows: [UInt8] = []
    rows.reserveCapacity(height * (width + 1))
    for row in 0..<height {
      rows.append(0)
      rows += pixels[row * width..<(row + 1) * width]
    }
    chunk("IDAT", compressed(rows), &bytes)
    chunk("IEND", [], &bytes)
    return bytes
  }

  private static func chunk(_ name: String, _ content: [UInt8], _ bytes: inout [UInt8]) {
    bytes.append(bigEndian: UInt32(content.count))
    let body = Array(name.utf8) + content
    bytes += body
    // unsafe: zlib reads the array during the call.
    let crc = unsafe body.withUnsafeBufferPointer { buffer in
      unsafe crc32(0, buffer.baseAddress, uInt(buffer.count))
    }
    bytes.append(bigEndian: UInt32(truncatingIfNeeded: crc))
  }

  private static func compressed(_ content: [UInt8]) -> [UInt8] {
    var count = compressBound(uLong(content.count))
    var bytes = [UInt8](repeating: 0, count: Int(count))
    // unsafe: zlib reads the one array and fills the other during the call, no more than `count`.
    let code = unsafe bytes.withUnsafeMutableBufferPointer { target in
      unsafe content.withUnsafeBufferPointer { source in
        unsafe compress2(
          target.baseAddress, &count, source.baseAddress, uLong(source.count),
          Z_DEFAULT_COMPRESSION)
      }
    }
    precondition(code == Z_OK, "zlib has no memory")
    bytes.removeLast(bytes.count - Int(count))
    return bytes
  }
}
