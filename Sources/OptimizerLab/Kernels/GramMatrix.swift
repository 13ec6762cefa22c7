/// Adds aᵀ·a to c, above its diagonal and on it; what is below is of no meaning. About half the work of a
/// product.
/// - Parameters:
///   - a: rows × columns, row by row.
///   - c: columns × columns, row by row.
package func addGramMatrix(
  of a: Span<Double>, rows: Int, columns: Int, to c: inout MutableSpan<Double>
) {
  precondition(a.count == rows * columns && c.count == columns * columns)
  guard rows > 0 else { return }
  // The pointers do not leave these closures, and the counts were checked just above.
  unsafe c.withUnsafeMutableBufferPointer { c in
    unsafe a.withUnsafeBufferPointer { a in
      guard let a = a.baseAddress, let c = c.baseAddress else { return }
      for start in stride(from: 0, to: columns, by: gramPanel) {
        let width = min(gramPanel, columns - start)
        // The columns up to these, times these.
        let shape = ProductShape(
          rows: Int32(start + width), inner: Int32(rows), columns: Int32(columns),
          stride: Int32(columns), isTransposed: true)
        if unsafe !Double.multiplyPanel(a, a + start, c + start, shape, Int32(width), true) {
          unsafe Double.multiplyElsewhere(a, a, c, gramShape(rows, columns), true)
          return
        }
      }
    }
  }
}

/// Columns that are computed at once, with what is above the diagonal's blocks.
private let gramPanel = 112

private func gramShape(_ rows: Int, _ columns: Int) -> ProductShape {
  ProductShape(
    rows: Int32(columns), inner: Int32(rows), columns: Int32(columns), stride: Int32(columns),
    isTransposed: true)
}
