internal import CLibxsmm
internal import CNumerics

// A row-major product c = a·b is, read column by column, cᵀ = bᵀ·aᵀ; so libxsmm, which is
// column-major, gets b first, then a, and `columns` where it asks for rows.
//
// On numbers that begin on a cache line libxsmm reaches nine tenths of a core's peak on the shapes of
// small networks. Products with one column are its weak side, and those with long sums: the first are
// our own, the second are cut.

/// c (rows × columns) = a (rows × inner) · b (inner × columns), for other modules, into which the product
/// of a `Scalar` is not inlined.
@specialized(where S == Float)
@specialized(where S == Double)
package func multiplyMatrices<S: Scalar>(
  _ a: Numbers<S>, _ b: Numbers<S>, into c: inout Numbers<S>, rows: Int, inner: Int, columns: Int
) {
  var all = c.mutableSpan
  S.product(
    a.span, transposed: false, b.span, into: &all, rows: rows, inner: inner, columns: columns,
    accumulate: false)
}

extension Scalar {
  /// c (rows × columns) = a (rows × inner) · b (inner × columns), all row by row; with
  /// `accumulate`, c += a · b.
  /// - Parameters:
  ///   - transposed: whether a lies there as inner × rows.
  ///   - stride: numbers from one row of a, as it lies there, to the next; without it, no more than a
  ///     row has. The last row may end where its numbers do.
  @inline(__always)
  public static func product(
    _ a: Span<Self>, transposed: Bool, stride: Int? = nil, _ b: Span<Self>,
    into c: inout MutableSpan<Self>, rows: Int, inner: Int, columns: Int, accumulate: Bool
  ) {
    let width = transposed ? rows : inner
    let height = transposed ? inner : rows
    let stride = stride ?? width
    precondition(stride >= width && height > 0)
    precondition(a.count >= (height - 1) * stride + width)
    precondition(b.count == inner * columns && c.count == rows * columns)
    if inner == 1 {
      multiplyOuter(a, stride: transposed ? 1 : stride, b, into: &c, accumulate: accumulate)
      return
    }
    // The pointers do not leave these closures, and the counts were checked just above.
    unsafe c.withUnsafeMutableBufferPointer { c in
      unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          let shape = ProductShape(
            rows: Int32(rows), inner: Int32(inner), columns: Int32(columns), stride: Int32(stride),
            isTransposed: transposed)
          if columns == 1 {
            unsafe multiplyByVector(a, b, c, shape, accumulate)
          } else {
            unsafe multiply(a, b, c, shape, accumulate)
          }
        }
      }
    }
  }

  /// A column times a row: each number of c is one product.
  /// - Parameter stride: from one number of the column to the next.
  @inline(__always)
  private static func multiplyOuter(
    _ a: Span<Self>, stride: Int, _ b: Span<Self>, into c: inout MutableSpan<Self>,
    accumulate: Bool
  ) {
    let width = b.count
    for row in 0..<c.count / Swift.max(width, 1) {
      let factor = a[row * stride]
      var line = c._mutatingExtracting(row * width..<(row + 1) * width)
      if accumulate {
        for i in b.indices { line[i].addProduct(factor, b[i]) }
      } else {
        for i in b.indices { line[i] = factor * b[i] }
      }
    }
  }

  /// In pieces, where the sums are long: what is read for one stays in the second cache.
  @inline(__always)
  private static func multiply(
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>,
    _ shape: ProductShape, _ accumulate: Bool
  ) {
    let step = shape.pieceOfSum
    var start: Int32 = 0
    while start < shape.inner {
      var part = shape
      part.inner = min(step, shape.inner - start)
      let left = Int(start) * (shape.isTransposed ? Int(shape.stride) : 1)
      unsafe multiplyPiece(
        a + left, b + Int(start) * Int(shape.columns), c, part, accumulate || start > 0)
      start += step
    }
  }

  @inline(__always)
  private static func multiplyPiece(
    _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>, _ c: UnsafeMutablePointer<Self>,
    _ shape: ProductShape, _ accumulate: Bool
  ) {
    let width = shape.columns / xsmm_panel_count(shape.columns)
    for start in Swift.stride(from: 0, to: Int(shape.columns), by: Int(width)) {
      if unsafe !multiplyPanel(a, b + start, c + start, shape, width, accumulate) {
        unsafe multiplyElsewhere(a, b, c, shape, accumulate)
        return
      }
    }
  }
}

/// The sizes of a product, as the C libraries take them.
public struct ProductShape {
  var rows: Int32
  var inner: Int32
  var columns: Int32
  /// Numbers from one row of the left matrix to the next.
  var stride: Int32
  /// Whether the left matrix lies there as inner × rows.
  var isTransposed: Bool

  /// Terms of a sum that are added at once. Of a longer sum than 512, equal pieces of at most 256: what
  /// sixteen columns of the right matrix need of the cache is then 16 kB, and stays in the nearest one
  /// while the rows go by.
  @inline(__always)
  fileprivate var pieceOfSum: Int32 {
    guard inner > 512 else { return inner }
    let pieces = (inner + 255) / 256
    return (inner + pieces - 1) / pieces
  }
}

extension Float {
  @inline(__always)
  public static func multiplyByVector(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>,
    _ shape: ProductShape, _ accumulate: Bool
  ) {
    let (rows, inner, stride) = (Int(shape.rows), Int(shape.inner), Int(shape.stride))
    if shape.isTransposed {
      unsafe numerics_columns_times_vector_f32(a, stride, b, c, inner, rows, accumulate ? 1 : 0)
    } else {
      unsafe numerics_rows_times_vector_f32(a, stride, b, c, rows, inner, accumulate ? 1 : 0)
    }
  }

  @inline(__always)
  public static func multiplyPanel(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>,
    _ shape: ProductShape, _ width: Int32, _ accumulate: Bool
  ) -> Bool {
    unsafe xsmm_product_f32(
      b, a, c, width, shape.rows, shape.inner, shape.columns, shape.stride, shape.columns,
      shape.isTransposed ? 1 : 0, accumulate ? 1 : 0) != 0
  }

  public static func multiplyElsewhere(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>,
    _ shape: ProductShape, _ accumulate: Bool
  ) {
    let (rows, inner, columns) = (Int(shape.rows), Int(shape.inner), Int(shape.columns))
    let stride = Int(shape.stride)
    unsafe numerics_product_f32(
      a, shape.isTransposed ? 1 : stride, shape.isTransposed ? stride : 1, b, c, rows, inner,
      columns,
      accumulate ? 1 : 0)
  }
}

extension Double {
  @inline(__always)
  public static func multiplyByVector(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>,
    _ shape: ProductShape, _ accumulate: Bool
  ) {
    let (rows, inner, stride) = (Int(shape.rows), Int(shape.inner), Int(shape.stride))
    if shape.isTransposed {
      unsafe numerics_columns_times_vector_f64(a, stride, b, c, inner, rows, accumulate ? 1 : 0)
    } else {
      unsafe numerics_rows_times_vector_f64(a, stride, b, c, rows, inner, accumulate ? 1 : 0)
    }
  }

  @inline(__always)
  public static func multiplyPanel(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>,
    _ shape: ProductShape, _ width: Int32, _ accumulate: Bool
  ) -> Bool {
    unsafe xsmm_product_f64(
      b, a, c, width, shape.rows, shape.inner, shape.columns, shape.stride, shape.columns,
      shape.isTransposed ? 1 : 0, accumulate ? 1 : 0) != 0
  }

  public static func multiplyElsewhere(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ c: UnsafeMutablePointer<Double>,
    _ shape: ProductShape, _ accumulate: Bool
  ) {
    let (rows, inner, columns) = (Int(shape.rows), Int(shape.inner), Int(shape.columns))
    let stride = Int(shape.stride)
    unsafe numerics_product_f64(
      a, shape.isTransposed ? 1 : stride, shape.isTransposed ? stride : 1, b, c, rows, inner,
      columns,
      accumulate ? 1 : 0)
  }
}
