import OptimizerLab

/// The bytes of an IDX file with the values 0, 1, 2, … after its header.
package func idxBytes(_ dimensions: [UInt32], magic: UInt32? = nil, count: Int? = nil) -> [UInt8] {
  let numbers = [magic ?? 0x800 + UInt32(dimensions.count)] + dimensions
  let header = numbers.flatMap { number in
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }
  let size = count ?? dimensions.reduce(1) { $0 * Int($1) }
  return header + (0..<size).map { UInt8(truncatingIfNeeded: $0) }
}
