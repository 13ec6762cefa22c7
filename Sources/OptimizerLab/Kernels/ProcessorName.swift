internal import CNumerics

/// What the processor that this process runs on calls itself. The system's list may be of another: an emulator
/// shows that of the machine which it runs on.
package enum ProcessorName {
  /// `nil` where it has none.
  package static let own: String? = {
    var letters = [CChar](repeating: 0, count: 49)
    // unsafe: the array is ours, and as large as the call wants it.
    guard unsafe numerics_processor_name(&letters) != 0 else { return nil }
    let bytes = letters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
    return String(decoding: bytes, as: UTF8.self)
  }()
}
