internal import SpecLanguage

/// Rows and columns of a window, of its steps, of an edge: `5` or `[5, 3]` in a spec.
public struct Extents: Sendable, Equatable {
  public var rows: Int
  public var columns: Int

  public init(_ both: Int) { self.init(rows: both, columns: both) }

  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  var count: Int { rows * columns }

  /// One number for both, or a list of two.
  static func field(in range: ClosedRange<Int>) -> FieldType<Extents> {
    .either(
      FieldType<Int>.integer(in: range).converted(
        to: { Extents($0) }, from: { $0.rows == $0.columns ? $0.rows : nil }),
      or: FieldType<[Int]>.list(of: .integer(in: range), count: 2).converted(
        to: { Extents(rows: $0[0], columns: $0[1]) }, from: { [$0.rows, $0.columns] }))
  }
}

/// A window that goes over the rows and columns of a map, which may have an edge around it: what
/// convolutions and pools share.
public struct Window: Sendable, Equatable {
  public var kernel = Extents(1)
  /// How far it goes from one place to the next; `nil` for as far as it is large.
  public var stride: Extents?
  /// Rows above and below the map, and columns to both sides.
  public var padding = Extents(0)

  public init() {}

  public init(kernel: Extents, stride: Extents? = nil, padding: Extents = Extents(0)) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  public var steps: Extents { stride ?? kernel }

  static let largest = 1000

  mutating func configure(_ fields: inout Fields, stride help: String) {
    fields.field(
      "kernel_size", &kernel, as: Extents.field(in: 1...Self.largest), required: true,
      "Rows and columns of the window: one number for both, or two.")
    fields.field("stride", &stride, as: Extents.field(in: 1...Self.largest), help)
    fields.field(
      "padding", &padding, as: Extents.field(in: 0...Self.largest),
      "Rows and columns around each map, to every side.")
  }

  /// The window on maps of that shape.
  func on(_ shape: [Int]) -> MapWindow {
    MapWindow(
      channels: shape[0], rows: shape[1], columns: shape[2], kernelRows: kernel.rows,
      kernelColumns: kernel.columns, down: steps.rows, right: steps.columns, top: padding.rows,
      left: padding.columns)
  }

  /// Why it cannot go over maps of that shape; `nil` where it can.
  func complaint(of kind: String, about shape: [Int]) -> String? {
    if let complaint = ShapeText.mapsNeeded(kind, shape) { return complaint }
    let own = on(shape)
    guard kernel.rows > own.height || kernel.columns > own.width else { return nil }
    return "a window of \(kernel.rows) × \(kernel.columns) does not fit: an example comes here as "
      + "\(ShapeText.of(shape))"
      + (padding == Extents(0) ? "" : ", with its padding \(own.height) × \(own.width)")
  }

  /// A pool's window must not lie in its padding alone.
  func reportWidePadding(_ fields: inout Fields) {
    guard padding.rows > kernel.rows / 2 || padding.columns > kernel.columns / 2 else { return }
    fields.report(
      "more than half of kernel_size: some window would see nothing but padding", at: ["padding"])
  }
}
