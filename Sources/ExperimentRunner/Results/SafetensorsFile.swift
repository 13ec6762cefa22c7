package import OptimizerLab

/// Named arrays in one file, in the safetensors format: eight bytes with the length of a header,
/// the header in JSON, the arrays' bytes.
///
/// https://huggingface.co/docs/safetensors. Python reads it with `safetensors.numpy.load_file` or
/// `safetensors.torch.load_file`. All numbers are little-endian.
package struct SafetensorsFile: Sendable, Equatable {
  /// The element types that this program writes and reads.
  package enum ElementType: String, Sendable, CaseIterable {
    case float32 = "F32"
    case float64 = "F64"
    case uint32 = "U32"
    case uint8 = "U8"

    var size: Int {
      switch self {
      case .float32, .uint32: 4
      case .float64: 8
      case .uint8: 1
      }
    }
  }

  package struct Entry: Sendable, Equatable {
    package var name: String
    package var type: ElementType
    package var shape: [Int]
    package var bytes: [UInt8]
  }

  /// The header's `__metadata__`: text by name.
  package var metadata: [(name: String, text: String)] = []
  package var entries: [Entry] = []

  package init() {}

  package static func == (a: Self, b: Self) -> Bool {
    a.entries == b.entries && a.metadata.map(\.name) == b.metadata.map(\.name)
      && a.metadata.map(\.text) == b.metadata.map(\.text)
  }

  package mutating func add(_ name: String, _ values: [Double], shape: [Int]) {
    entries.append(
      Entry(name: name, type: .float64, shape: shape, bytes: littleEndian(values.map(\.bitPattern)))
    )
  }

  package mutating func add(_ name: String, _ values: [Float], shape: [Int]) {
    entries.append(
      Entry(name: name, type: .float32, shape: shape, bytes: littleEndian(values.map(\.bitPattern)))
    )
  }

  package mutating func add<Number: Scalar>(_ name: String, _ values: [Number], shape: [Int]) {
    if let floats = values as? [Float] {
      add(name, floats, shape: shape)
    } else {
      add(name, values.map { Double($0) }, shape: shape)
    }
  }

  package mutating func add(_ name: String, _ values: [UInt32], shape: [Int]) {
    entries.append(Entry(name: name, type: .uint32, shape: shape, bytes: littleEndian(values)))
  }

  package mutating func add(_ name: String, _ values: [UInt8], shape: [Int]) {
    entries.append(Entry(name: name, type: .uint8, shape: shape, bytes: values))
  }

  package subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  package func text(_ name: String) -> String? { metadata.first { $0.name == name }?.text }
}

extension SafetensorsFile.Entry {
  /// The numbers of a float32 or float64 array; `nil` for others.
  package var numbers: [Double]? {
    switch type {
    case .float64:
      wordList(of: bytes, as: UInt64.self).map { Double(bitPattern: $0) }
    case .float32:
      wordList(of: bytes, as: UInt32.self).map { Double(Float(bitPattern: $0)) }
    case .uint32, .uint8: nil
    }
  }

  /// The numbers of an array of just that type.
  package func values<Number: Scalar>(_: Number.Type) -> [Number]? {
    guard type == (Number.self == Float.self ? .float32 : .float64) else { return nil }
    return numbers as? [Number] ?? numbers?.map { Number($0) }
  }

  /// The numbers of a uint32 array.
  package var words: [UInt32]? {
    type == .uint32 ? wordList(of: bytes, as: UInt32.self) : nil
  }
}

private func littleEndian<Word: FixedWidthInteger>(_ words: [Word]) -> [UInt8] {
  let size = Word.bitWidth / 8
  var bytes = [UInt8](repeating: 0, count: words.count * size)
  var target = bytes.mutableSpan
  for (i, word) in words.enumerated() {
    for byte in 0..<size { target[i * size + byte] = UInt8(truncatingIfNeeded: word >> (8 * byte)) }
  }
  return bytes
}

private func wordList<Word: FixedWidthInteger>(of bytes: [UInt8], as type: Word.Type) -> [Word] {
  let size = Word.bitWidth / 8
  return stride(from: 0, to: bytes.count, by: size).map { start in
    var word: Word = 0
    for byte in 0..<size { word |= Word(bytes[start + byte]) << (8 * byte) }
    return word
  }
}
