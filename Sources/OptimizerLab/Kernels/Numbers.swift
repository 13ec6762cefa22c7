/// Numbers side by side, as an array has them, but on cache lines (`AlignedMemory`). A value, as an
/// array is: what is copied is shared until one of the two is written.
public struct Numbers<S: Scalar>: Sendable {
  /// `nil` for no numbers. At least as many places as there are numbers.
  private var memory: AlignedMemory<S>?
  public private(set) var count: Int

  public init() {
    memory = nil
    count = 0
  }

  /// As many zeros.
  public init(count: Int) {
    memory = count > 0 ? AlignedMemory(count: count) : nil
    self.count = count
  }

  /// As many copies of `value`.
  public init(repeating value: S, count: Int) {
    memory = count > 0 ? AlignedMemory(count: count, filledWith: value) : nil
    self.count = count
  }

  /// The same numbers.
  public init(_ values: [S]) {
    self.init(count: values.count)
    var all = mutableSpan
    for i in values.indices { all[i] = values[i] }
  }

  /// The same numbers.
  public init(_ values: Span<S>) {
    self.init(count: values.count)
    copy(values)
  }

  /// To read them.
  public var span: Span<S> {
    @_lifetime(borrow self)
    @inline(__always)
    get {
      guard let memory else { return Span() }
      let span = memory.span.extracting(first: count)
      // unsafe: this value keeps the memory, which nobody writes meanwhile.
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  /// To write them.
  public var mutableSpan: MutableSpan<S> {
    @_lifetime(&self)
    @inline(__always)
    mutating get {
      if memory != nil, !isKnownUniquelyReferenced(&memory) { self = Numbers(span) }
      guard let memory else { return MutableSpan() }
      var all = memory.mutableSpan
      let span = all._mutatingExtracting(first: count)
      // unsafe: likewise, and nobody else has it.
      return unsafe _overrideLifetime(span, mutating: &self)
    }
  }

  /// Writes as many numbers over the first ones.
  @specialized(where S == Float)
  @specialized(where S == Double)
  public mutating func copy(_ values: Span<S>) {
    var all = mutableSpan
    copyNumbers(values, into: &all)
  }

  /// Adds zeros at the end. So many times as there are numbers are moved in all, however often it is
  /// asked for.
  public mutating func append(zeros more: Int) {
    let wanted = count + more
    if wanted > memory?.count ?? 0 || !isKnownUniquelyReferenced(&memory) {
      let larger = AlignedMemory<S>(count: Swift.max(wanted, 2 * count))
      var all = larger.mutableSpan
      copyNumbers(span, into: &all)
      memory = larger
    }
    count = wanted
  }
}

extension Numbers: RandomAccessCollection, MutableCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  /// One of them. A loop takes a span.
  @inline(__always)
  public subscript(place: Int) -> S {
    get { span[place] }
    set {
      var all = mutableSpan
      all[place] = newValue
    }
  }
}

extension Numbers: Equatable {
  @specialized(where S == Float)
  @specialized(where S == Double)
  public static func == (a: Self, b: Self) -> Bool {
    let (x, y) = (a.span, b.span)
    guard x.count == y.count else { return false }
    for i in x.indices where x[i] != y[i] { return false }
    return true
  }
}

extension Numbers: ExpressibleByArrayLiteral {
  public init(arrayLiteral values: S...) { self.init(values) }
}
