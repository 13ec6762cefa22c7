/// A window on the maps of one example: the sizes that decide what it sees at each of its places.
public struct MapWindow: Sendable, Equatable {
  /// Of the maps.
  var channels: Int
  var rows: Int
  var columns: Int
  /// Of the window.
  var kernelRows: Int
  var kernelColumns: Int
  /// From one place to the next.
  var down: Int
  var right: Int
  /// Rows above and below the maps, and columns to both sides.
  var top: Int
  var left: Int

  /// Of the maps with their edges.
  var height: Int { rows + 2 * top }
  var width: Int { columns + 2 * left }
  var placesDown: Int { (height - kernelRows) / down + 1 }
  var placesRight: Int { (width - kernelColumns) / right + 1 }
  /// How many places it has.
  var places: Int { placesDown * placesRight }
  /// How many numbers it sees at one place, of all channels.
  var seen: Int { channels * kernelRows * kernelColumns }
  /// Numbers of an example, and with its edges.
  var inputCount: Int { channels * rows * columns }
  var paddedCount: Int { channels * height * width }

  /// Numbers beyond the last that the copies below read or write: they go a whole vector at a time, and
  /// what is written beyond a row's end, the next row is written over.
  static let slack = 16

  /// Writes what the window sees at each place as a column: seen × places.
  /// - Parameters:
  ///   - x: one example.
  ///   - padded: overwritten with the example and its edges.
  @inline(__always)
  func unfold<S: Scalar>(
    _ x: Span<S>, through padded: inout MutableSpan<S>, into matrix: inout MutableSpan<S>
  ) {
    pad(x, into: &padded)
    precondition(matrix.count >= seen * places + Self.slack)
    // The pointers do not leave these closures, and the counts were checked.
    unsafe padded.withUnsafeMutableBufferPointer { padded in
      unsafe matrix.withUnsafeMutableBufferPointer { matrix in
        guard let source = padded.baseAddress, var to = matrix.baseAddress else { return }
        for channel in 0..<channels {
          for place in 0..<kernelRows * kernelColumns {
            let (i, j) = (place / kernelColumns, place % kernelColumns)
            var from = unsafe source + (channel * height + i) * width + j
            for _ in 0..<placesDown {
              if right == 1 {
                unsafe copyVectors(from, to, placesRight)
              } else {
                for k in 0..<placesRight { unsafe to[k] = from[k * right] }
              }
              unsafe to += placesRight
              unsafe from += down * width
            }
          }
        }
      }
    }
  }

  /// The same as rows: places × seen.
  @inline(__always)
  func unfoldRows<S: Scalar>(
    _ x: Span<S>, through padded: inout MutableSpan<S>, into matrix: inout MutableSpan<S>
  ) {
    pad(x, into: &padded)
    precondition(matrix.count >= seen * places + Self.slack)
    // As above.
    unsafe padded.withUnsafeMutableBufferPointer { padded in
      unsafe matrix.withUnsafeMutableBufferPointer { matrix in
        guard let source = padded.baseAddress, var to = matrix.baseAddress else { return }
        for place in 0..<places {
          let (y, x) = (place / placesRight * down, place % placesRight * right)
          for channel in 0..<channels {
            var from = unsafe source + (channel * height + y) * width + x
            for _ in 0..<kernelRows {
              unsafe copyVectors(from, to, kernelColumns)
              unsafe to += kernelColumns
              unsafe from += width
            }
          }
        }
      }
    }
  }

  /// The way back: writes, for each number of an example, the sum of those of the matrix (seen × places)
  /// that came from it.
  /// - Parameter padded: overwritten with the sums of the example and its edges.
  @inline(__always)
  func fold<S: Scalar>(
    _ matrix: Span<S>, through padded: inout MutableSpan<S>, into x: inout MutableSpan<S>
  ) {
    precondition(padded.count >= paddedCount && x.count == inputCount)
    precondition(matrix.count >= seen * places)
    // As above.
    unsafe padded.withUnsafeMutableBufferPointer { padded in
      unsafe matrix.withUnsafeBufferPointer { matrix in
        guard let target = padded.baseAddress, var from = matrix.baseAddress else { return }
        unsafe target.update(repeating: 0, count: paddedCount)
        for channel in 0..<channels {
          for place in 0..<kernelRows * kernelColumns {
            let (i, j) = (place / kernelColumns, place % kernelColumns)
            var to = unsafe target + (channel * height + i) * width + j
            for _ in 0..<placesDown {
              if right == 1 {
                unsafe addVectors(from, to, placesRight)
              } else {
                for k in 0..<placesRight { unsafe to[k * right] += from[k] }
              }
              unsafe from += placesRight
              unsafe to += down * width
            }
          }
        }
      }
    }
    for row in 0..<channels * rows {
      let start = padStart(ofRow: row)
      let line = padded.span.extracting(start..<start + columns)
      var to = x._mutatingExtracting(row * columns..<(row + 1) * columns)
      for i in line.indices { to[i] = line[i] }
    }
  }

  /// Where a row of a map lies among those with edges.
  @inline(__always)
  private func padStart(ofRow row: Int) -> Int {
    (row / rows * height + row % rows + top) * width + left
  }

  @inline(__always)
  private func pad<S: Scalar>(_ x: Span<S>, into padded: inout MutableSpan<S>) {
    precondition(padded.count >= paddedCount + Self.slack && x.count == inputCount)
    if top > 0 || left > 0 {
      for i in 0..<paddedCount { padded[i] = 0 }
    }
    for row in 0..<channels * rows {
      let start = padStart(ofRow: row)
      let line = x.extracting(row * columns..<(row + 1) * columns)
      var to = padded._mutatingExtracting(start..<start + columns)
      for i in line.indices { to[i] = line[i] }
    }
  }
}

/// Copies `count` numbers, and up to seven more.
@inline(__always)
private func copyVectors<S: Scalar>(
  _ from: UnsafePointer<S>, _ to: UnsafeMutablePointer<S>, _ count: Int
) {
  var i = 0
  while i < count {
    let eight = unsafe UnsafeRawPointer(from + i).loadUnaligned(as: SIMD8<S>.self)
    unsafe UnsafeMutableRawPointer(to + i).storeBytes(of: eight, as: SIMD8<S>.self)
    i += 8
  }
}

/// The same from memory that might be written.
@inline(__always)
private func copyVectors<S: Scalar>(
  _ from: UnsafeMutablePointer<S>, _ to: UnsafeMutablePointer<S>, _ count: Int
) {
  unsafe copyVectors(UnsafePointer(from), to, count)
}

/// Adds `count` numbers to others.
@inline(__always)
private func addVectors<S: Scalar>(
  _ from: UnsafePointer<S>, _ to: UnsafeMutablePointer<S>, _ count: Int
) {
  var i = 0
  while i + 8 <= count {
    let sum =
      unsafe UnsafeRawPointer(from + i).loadUnaligned(as: SIMD8<S>.self)
      + UnsafeRawPointer(to + i).loadUnaligned(as: SIMD8<S>.self)
    unsafe UnsafeMutableRawPointer(to + i).storeBytes(of: sum, as: SIMD8<S>.self)
    i += 8
  }
  while i < count {
    unsafe to[i] += from[i]
    i += 1
  }
}
