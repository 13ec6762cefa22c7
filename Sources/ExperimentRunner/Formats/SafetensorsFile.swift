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
    case uint16 = "U16"
    case uint8 = "U8"
    case int64 = "I64"

    var size: Int {
      switch self {
      case .float32, .uint32: 4
      case .float64, .int64: 8
      case .uint16: 2
      case .uint8: 1
      }
    }
  }

  package struct Entry: Sendable, Equatable {
    package var name: String
    package var type: ElementType
    package var shape: [Int]
    package var bytes: [UInt8]

    /// How many bytes it has, whether they are here or not.
    var size: Int { shape.reduce(type.size, *) }
  }

  /// The header's `__metadata__`: text by name.
  package var metadata: [(name: String, text: String)] = []
  package var entries: [Entry] = []

  package init() {}

  package static func == (a: Self, b: Self) -> Bool {
    a.entries == b.entries && a.metadata.map(\.name) == b.metadata.map(\.name)
      && a.metadata.map(\.text) == b.metadata.map(\.text)
  }

  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package mutating func add<Number: Scalar>(_ name: String, _ values: [Number], shape: [Int]) {
    if let floats = values as? [Float] {
      add(name, bytes: RawBytes.bytes(of: floats), of: .float32, shape: shape)
    } else {
      let doubles = values as? [Double] ?? values.map { Double($0) }
      add(name, bytes: RawBytes.bytes(of: doubles), of: .float64, shape: shape)
    }
  }

  package mutating func add(_ name: String, _ values: [UInt32], shape: [Int]) {
    add(name, bytes: RawBytes.bytes(of: values), of: .uint32, shape: shape)
  }

  package mutating func add(_ name: String, _ values: [UInt16], shape: [Int]) {
    add(name, bytes: RawBytes.bytes(of: values), of: .uint16, shape: shape)
  }

  package mutating func add(_ name: String, _ values: [UInt8], shape: [Int]) {
    add(name, bytes: values, of: .uint8, shape: shape)
  }

  package mutating func add(_ name: String, _ values: [Int64], shape: [Int]) {
    add(name, bytes: RawBytes.bytes(of: values), of: .int64, shape: shape)
  }

  private mutating func add(_ name: String, bytes: [UInt8], of type: ElementType, shape: [Int]) {
    entries.append(Entry(name: name, type: type, shape: shape, bytes: bytes))
  }

  package subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  package func text(_ name: String) -> String? { metadata.first { $0.name == name }?.text }
}

extension SafetensorsFile.Entry {
  /// The numbers of a float32 or float64 array; `nil` for others.
  package var numbers: [Double]? {
    switch type {
    case .float64: RawBytes.values(of: bytes, zero: 0.0)
    case .float32: RawBytes.values(of: bytes, zero: Float(0)).map { Double($0) }
    case .uint32, .uint16, .uint8, .int64: nil
    }
  }

  /// The numbers of an array of just that type.
  @specialized(where Number == Float)
  @specialized(where Number == Double)
  package func values<Number: Scalar>(_: Number.Type) -> [Number]? {
    guard type == (Number.self == Float.self ? .float32 : .float64) else { return nil }
    return type == .float32
      ? RawBytes.values(of: bytes, zero: Float(0)) as? [Number]
      : RawBytes.values(of: bytes, zero: 0.0) as? [Number]
  }

  /// The numbers of an int64 array.
  package var integers: [Int64]? {
    type == .int64 ? RawBytes.values(of: bytes, zero: 0) : nil
  }

  /// The numbers of a uint32 array.
  package var words: [UInt32]? {
    type == .uint32 ? RawBytes.values(of: bytes, zero: 0) : nil
  }
}
