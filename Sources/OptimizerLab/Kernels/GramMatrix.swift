internal import COpenBLAS

/// Adds aᵀ·a to c, above its diagonal and on it; what is below stays as it is. Half the work of a
/// product.
/// - Parameters:
///   - a: rows × columns, row by row.
///   - c: columns × columns, row by row.
package func addGramMatrix(
  of a: Span<Double>, rows: Int, columns: Int, to c: inout MutableSpan<Double>
) {
  precondition(a.count == rows * columns && c.count == columns * columns)
  let (m, n) = (Int32(rows), Int32(columns))
  // The pointers do not leave these closures, and the counts were checked just above.
  unsafe c.withUnsafeMutableBufferPointer { c in
    unsafe a.withUnsafeBufferPointer { a in
      guard let a = a.baseAddress, let c = c.baseAddress else { return }
      unsafe cblas_dsyrk(
        CblasRowMajor, CblasUpper, CblasTrans, n, m, 1, a, n, 1, c, n)
    }
  }
}
