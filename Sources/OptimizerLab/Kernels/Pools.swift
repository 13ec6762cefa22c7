extension MapWindow {
  /// Calls `body` with each place of the window on one map, and what of its rows and columns lies on it.
  @inline(__always)
  private func forEachPlace(
    _ body: (_ place: Int, _ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    var place = 0
    for y in 0..<placesDown {
      let start = y * down - top
      let inRows = max(start, 0)..<min(start + kernelRows, rows)
      for x in 0..<placesRight {
        let start = x * right - left
        body(place, inRows, max(start, 0)..<min(start + kernelColumns, columns))
        place += 1
      }
    }
  }

  /// Writes the largest number of each place of each map.
  /// - Parameters:
  ///   - x: maps × rows × columns.
  ///   - y: maps × places.
  @inline(__always)
  func largest<S: Scalar>(_ x: Span<S>, maps: Int, into y: inout MutableSpan<S>) {
    let size = rows * columns
    precondition(x.count == maps * size && y.count == maps * places)
    // The pointers do not leave these closures, the counts were checked just above, and a place's rows
    // and columns lie on the map.
    unsafe y.withUnsafeMutableBufferPointer { y in
      unsafe x.withUnsafeBufferPointer { x in
        guard var from = x.baseAddress, var to = y.baseAddress else { return }
        for _ in 0..<maps {
          forEachPlace { place, rows, columns in
            unsafe to[place] = from[placeOfLargest(from, rows, columns)]
          }
          unsafe from += size
          unsafe to += places
        }
      }
    }
  }

  /// Writes the gradient by x: at each place, the first of the largest numbers gets the place's.
  /// - Parameter dy: the gradient by what `largest` wrote.
  @inline(__always)
  func largestGradient<S: Scalar>(
    _ x: Span<S>, _ dy: Span<S>, maps: Int, into dx: inout MutableSpan<S>
  ) {
    let size = rows * columns
    precondition(x.count == maps * size && dx.count == x.count && dy.count == maps * places)
    for i in dx.indices { dx[i] = 0 }
    // As above.
    unsafe dx.withUnsafeMutableBufferPointer { dx in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe dy.withUnsafeBufferPointer { dy in
          guard var from = x.baseAddress, var slope = dy.baseAddress, var to = dx.baseAddress
          else { return }
          for _ in 0..<maps {
            forEachPlace { place, rows, columns in
              unsafe to[placeOfLargest(from, rows, columns)] += slope[place]
            }
            unsafe from += size
            unsafe slope += places
            unsafe to += size
          }
        }
      }
    }
  }

  /// Where on a map the largest of a place's numbers is. NaN is larger than any number, and the last of
  /// several counts.
  ///
  /// Without branches, which nobody could foresee: where the largest is, is all there is to know.
  @inline(__always)
  private func placeOfLargest<S: Scalar>(
    _ x: UnsafePointer<S>, _ inRows: Range<Int>, _ inColumns: Range<Int>
  ) -> Int {
    var at = inRows.lowerBound * columns + inColumns.lowerBound
    var best = -S.infinity
    for row in inRows {
      for column in inColumns {
        let place = row * columns + column
        let value = unsafe x[place]
        // One or the other: no number is larger, and NaN.
        let isLarger = (value > best) != (value != value)
        best = isLarger ? value : best
        at = isLarger ? place : at
      }
    }
    return at
  }

  /// Writes the mean of each place of each map, the edges being 0.
  @inline(__always)
  func means<S: Scalar>(_ x: Span<S>, maps: Int, into y: inout MutableSpan<S>) {
    let size = rows * columns
    let count = S(kernelRows * kernelColumns)
    for map in 0..<maps {
      let own = x.extracting(map * size..<(map + 1) * size)
      var line = y._mutatingExtracting(map * places..<(map + 1) * places)
      forEachPlace { place, rows, columns in
        var sum: S = 0
        for row in rows {
          for column in columns { sum += own[row * self.columns + column] }
        }
        line[place] = sum / count
      }
    }
  }

  /// Writes the gradient by x: each number gets its share of every place that sees it.
  /// - Parameter dy: the gradient by what `means` wrote.
  @inline(__always)
  func meansGradient<S: Scalar>(_ dy: Span<S>, maps: Int, into dx: inout MutableSpan<S>) {
    let size = rows * columns
    let count = S(kernelRows * kernelColumns)
    for i in dx.indices { dx[i] = 0 }
    for map in 0..<maps {
      let slope = dy.extracting(map * places..<(map + 1) * places)
      var line = dx._mutatingExtracting(map * size..<(map + 1) * size)
      forEachPlace { place, rows, columns in
        let share = slope[place] / count
        for row in rows {
          for column in columns { line[row * self.columns + column] += share }
        }
      }
    }
  }
}
