internal import CLibxsmm
internal import COpenBLAS
internal import Synchronization

// A row-major product c = a·b is, read column by column, cᵀ = bᵀ·aᵀ; so libxsmm, which is
// column-major, gets b first, then a, and `columns` where it asks for rows.
//
// Measured on one core of 127 GFLOP/s: libxsmm reaches 110–118 on the shapes of small networks,
// OpenBLAS 90–113. A product with one column is the exception: there libxsmm does 7, and
// OpenBLAS's matrix-vector routine 40–60.

extension Float {
  public static func product(
    _ a: Span<Float>, transposed: Bool, _ b: Span<Float>, into c: inout MutableSpan<Float>,
    rows: Int, inner: Int, columns: Int, accumulate: Bool
  ) {
    let (m, k, n) = checkedShape(a.count, b.count, c.count, rows, inner, columns)
    let beta: Float = accumulate ? 1 : 0
    let order = transposed ? CblasTrans : CblasNoTrans
    let lda = transposed ? m : k
    // The pointers do not leave these closures, and the counts were checked just above.
    unsafe c.withUnsafeMutableBufferPointer { c in
      unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          if n == 1 {
            OpenBLAS.call(elements: m + k, of: Float.self) {
              unsafe cblas_sgemv(
                CblasRowMajor, order, transposed ? k : m, transposed ? m : k, 1, a, lda, b, 1,
                beta, c, 1)
            }
            return
          }
          let width = n / xsmm_panel_count(n)
          for start in stride(from: 0, to: Int(n), by: Int(width)) {
            if unsafe xsmm_product_f32(
              b + start, a, c + start, width, m, k, n, n, transposed ? 1 : 0, accumulate ? 1 : 0)
              != 0
            {
              continue
            }
            OpenBLAS.call(elements: .max, of: Float.self) {
              unsafe cblas_sgemm(
                CblasRowMajor, order, CblasNoTrans, m, n, k, 1, a, lda, b, n, beta, c, n)
            }
            return
          }
        }
      }
    }
  }
}

extension Double {
  public static func product(
    _ a: Span<Double>, transposed: Bool, _ b: Span<Double>, into c: inout MutableSpan<Double>,
    rows: Int, inner: Int, columns: Int, accumulate: Bool
  ) {
    let (m, k, n) = checkedShape(a.count, b.count, c.count, rows, inner, columns)
    let beta: Double = accumulate ? 1 : 0
    let order = transposed ? CblasTrans : CblasNoTrans
    let lda = transposed ? m : k
    // The pointers do not leave these closures, and the counts were checked just above.
    unsafe c.withUnsafeMutableBufferPointer { c in
      unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          if n == 1 {
            OpenBLAS.call(elements: m + k, of: Double.self) {
              unsafe cblas_dgemv(
                CblasRowMajor, order, transposed ? k : m, transposed ? m : k, 1, a, lda, b, 1,
                beta, c, 1)
            }
            return
          }
          let width = n / xsmm_panel_count(n)
          for start in stride(from: 0, to: Int(n), by: Int(width)) {
            if unsafe xsmm_product_f64(
              b + start, a, c + start, width, m, k, n, n, transposed ? 1 : 0, accumulate ? 1 : 0)
              != 0
            {
              continue
            }
            OpenBLAS.call(elements: .max, of: Double.self) {
              unsafe cblas_dgemm(
                CblasRowMajor, order, CblasNoTrans, m, n, k, 1, a, lda, b, n, beta, c, n)
            }
            return
          }
        }
      }
    }
  }
}

/// What stands between OpenBLAS and threads.
///
/// Debian's serial OpenBLAS takes its working memory from a pool without a lock: two threads that call
/// it at once may get the same memory, and both a wrong product. A matrix-vector product whose vectors
/// have fewer than 2048 bytes together works on the stack instead, and may run beside others.
private enum OpenBLAS {
  private static let pool = Mutex(())

  /// - elements: how many the vectors have together; of a product that takes the pool in any case,
  ///   the greatest number.
  static func call<S>(elements: Int32, of type: S.Type, _ work: () -> Void) {
    if Int(elements) * MemoryLayout<S>.stride <= 1024 { return work() }
    pool.withLock { _ in work() }
  }
}

/// The sizes as the C libraries take them, once they fit the arrays.
private func checkedShape(
  _ a: Int, _ b: Int, _ c: Int, _ rows: Int, _ inner: Int, _ columns: Int
) -> (m: Int32, k: Int32, n: Int32) {
  precondition(a == rows * inner && b == inner * columns && c == rows * columns)
  return (Int32(rows), Int32(inner), Int32(columns))
}
