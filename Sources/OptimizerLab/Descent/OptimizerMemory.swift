/// What an optimizer remembers between steps: vectors and numbers under the names that
/// `torch.optim` gives them in an optimizer's state.
///
/// A vector is there from the step on that first asks for it. All optimizers use this one type, so
/// that a checkpoint need not know which one it holds.
public struct Memory<S: Scalar>: Sendable, Equatable {
  /// A vector under a name, as many numbers as there are parameters unless its optimizer says
  /// otherwise.
  public struct Vector: Sendable, Equatable {
    public var name: String
    public var values: Numbers<S>

    public init(name: String, values: Numbers<S>) {
      self.name = name
      self.values = values
    }
  }

  /// One number for all parameters, for what changes from step to step.
  public struct Number: Sendable, Equatable {
    public var name: String
    public var value: Double

    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// Where the tensors lie in the vector of parameters.
  public let layout: ParameterLayout
  /// Updates so far; the paper's t.
  public var step = 0
  /// In the order in which they were first asked for.
  public private(set) var vectors: [Vector] = []
  public private(set) var numbers: [Number] = []

  /// Room for a step's own use, so that it need not be asked for each time. Nothing in it is
  /// remembered: it is in no checkpoint, and equals any other.
  struct Room: Sendable {
    var vectors: [Numbers<S>] = []
    var floats: [[Float]] = []
    var doubles: [[Double]] = []
  }

  var room = Room()

  public init(layout: ParameterLayout) { self.layout = layout }

  public static func == (a: Self, b: Self) -> Bool {
    a.layout == b.layout && a.step == b.step && a.vectors == b.vectors && a.numbers == b.numbers
  }

  /// The memory of an optimizer after so many steps, as a checkpoint kept it.
  public init(layout: ParameterLayout, step: Int, vectors: [Vector], numbers: [Number]) {
    self.layout = layout
    self.step = step
    self.vectors = vectors
    self.numbers = numbers
  }

  /// The vector of that name; `nil` before a step has asked for it.
  public func vector(_ name: String) -> Numbers<S>? { vectors.first { $0.name == name }?.values }

  /// The number of that name.
  /// - Parameter standard: what it is before it is first set.
  public subscript(number name: String, default standard: Double) -> Double {
    get { numbers.first { $0.name == name }?.value ?? standard }
    set {
      if let place = numbers.firstIndex(where: { $0.name == name }) {
        numbers[place].value = newValue
      } else {
        numbers.append(Number(name: name, value: newValue))
      }
    }
  }
}

extension Memory {
  /// Calls `body` with the numbers in `range` of the vector of that name, made of `value` where there is
  /// none yet.
  @inline(__always)
  mutating func withVector(
    _ name: String, in range: Range<Int>, filledWith value: Double = 0,
    _ body: (inout MutableSpan<S>) -> Void
  ) {
    let place = place(of: name, filledWith: value)
    var all = vectors[place].values.mutableSpan
    var part = all._mutatingExtracting(range)
    body(&part)
  }

  /// The same with two vectors.
  @inline(__always)
  mutating func withVectors(
    _ first: String, _ second: String, in range: Range<Int>,
    _ body: (inout MutableSpan<S>, inout MutableSpan<S>) -> Void
  ) {
    let places = (place(of: first), place(of: second))
    // Taken out while it is worked on, which moves no numbers: spans of two vectors of one array would
    // have to prove that they are two.
    var taken = Numbers<S>()
    swap(&taken, &vectors[places.1].values)
    withVector(first, in: range) { a in
      var all = taken.mutableSpan
      var b = all._mutatingExtracting(range)
      body(&a, &b)
    }
    swap(&taken, &vectors[places.1].values)
  }

  /// The same with three vectors.
  @inline(__always)
  mutating func withVectors(
    _ first: String, _ second: String, _ third: String, in range: Range<Int>,
    _ body: (inout MutableSpan<S>, inout MutableSpan<S>, inout MutableSpan<S>) -> Void
  ) {
    // In the order in which they were named.
    let places = (place(of: first), place(of: second), place(of: third))
    var taken = Numbers<S>()
    swap(&taken, &vectors[places.2].values)
    withVectors(first, second, in: range) { a, b in
      var all = taken.mutableSpan
      var c = all._mutatingExtracting(range)
      body(&a, &b, &c)
    }
    swap(&taken, &vectors[places.2].values)
  }

  /// Exchanges the vector of that name, which is made empty where there is none yet, with another:
  /// takes it out, or puts it back.
  mutating func swapVector(_ name: String, with other: inout Numbers<S>) {
    let place = place(of: name, count: 0)
    swap(&vectors[place].values, &other)
  }

  /// The place of the vector of that name, made of `value` where there is none yet.
  /// - Parameter count: numbers of one that is made; without it, as many as there are parameters.
  @inline(__always)
  private mutating func place(
    of name: String, count: Int? = nil, filledWith value: Double = 0
  ) -> Int {
    for place in vectors.indices where vectors[place].name == name { return place }
    vectors.append(
      Vector(name: name, values: Numbers(repeating: S(value), count: count ?? layout.count)))
    return vectors.count - 1
  }
}
