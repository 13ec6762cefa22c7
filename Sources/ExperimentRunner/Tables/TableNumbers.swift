/// Numbers of a table, row by row: rounded once from the file's digits to what is wanted of them.
package struct TableNumbers: Equatable, Sendable {
  /// Whether they are in double precision, for a computation before they are rounded.
  let isPrecise: Bool
  package private(set) var floats: [Float] = []
  package private(set) var doubles: [Double] = []

  init(isPrecise: Bool) { self.isPrecise = isPrecise }

  package var count: Int { isPrecise ? doubles.count : floats.count }

  package subscript(place: Int) -> Double { isPrecise ? doubles[place] : Double(floats[place]) }

  /// - Returns: whether single precision can hold the number.
  @inline(__always)
  mutating func append(_ number: DecimalText, in bytes: [UInt8]) -> Bool {
    if isPrecise {
      let value = number.double(in: bytes)
      doubles.append(value)
      return Float(value).isFinite
    }
    let value = number.float(in: bytes)
    floats.append(value)
    return value.isFinite
  }

  /// In place of a number that is none.
  mutating func appendNothing() {
    if isPrecise { doubles.append(0) } else { floats.append(0) }
  }

  mutating func reserve(_ count: Int) {
    if isPrecise { doubles.reserveCapacity(count) } else { floats.reserveCapacity(count) }
  }

  mutating func appendNumber(_ place: Int, of other: TableNumbers) {
    if isPrecise {
      doubles.append(other.doubles[place])
    } else {
      floats.append(other.floats[place])
    }
  }

  /// A 1 among zeros.
  mutating func appendOne(at place: Int, of count: Int) {
    for i in 0..<count {
      if isPrecise { doubles.append(i == place ? 1 : 0) } else { floats.append(i == place ? 1 : 0) }
    }
  }
}
