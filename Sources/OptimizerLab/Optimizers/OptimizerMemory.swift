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
    public var values: [S]

    public init(name: String, values: [S]) {
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
    var vectors: [[S]] = []
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
  public func vector(_ name: String) -> [S]? { vectors.first { $0.name == name }?.values }

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

// A loop over two vectors of one array would have to prove at each access that they are two. So
// each is taken out while it is worked on, which moves no numbers, and put back afterwards.
extension Memory {
  /// Calls `body` with the vector of that name, made of `value` where there is none yet.
  @inline(__always)
  mutating func withVector(
    _ name: String, count: Int, filledWith value: Double = 0, _ body: (inout [S]) -> Void
  ) {
    let place = place(of: name, count: count, filledWith: value)
    var vector: [S] = []
    swap(&vector, &vectors[place].values)
    body(&vector)
    swap(&vector, &vectors[place].values)
  }

  /// The same with two vectors.
  @inline(__always)
  mutating func withVectors(
    _ first: String, _ second: String, count: Int, _ body: (inout [S], inout [S]) -> Void
  ) {
    let places = (place(of: first, count: count), place(of: second, count: count))
    var taken: ([S], [S]) = ([], [])
    swap(&taken.0, &vectors[places.0].values)
    swap(&taken.1, &vectors[places.1].values)
    body(&taken.0, &taken.1)
    swap(&taken.0, &vectors[places.0].values)
    swap(&taken.1, &vectors[places.1].values)
  }

  /// The same with three vectors.
  @inline(__always)
  mutating func withVectors(
    _ first: String, _ second: String, _ third: String, count: Int,
    _ body: (inout [S], inout [S], inout [S]) -> Void
  ) {
    let third = place(of: third, count: count)
    var taken: [S] = []
    swap(&taken, &vectors[third].values)
    withVectors(first, second, count: count) { body(&$0, &$1, &taken) }
    swap(&taken, &vectors[third].values)
  }

  /// Exchanges the vector of that name, which is there, with another: takes it out, or puts it back.
  mutating func swapVector(_ name: String, with other: inout [S]) {
    for place in vectors.indices where vectors[place].name == name {
      swap(&vectors[place].values, &other)
    }
  }

  /// The place of the vector of that name, made of `value` where there is none yet.
  @inline(__always)
  private mutating func place(of name: String, count: Int, filledWith value: Double = 0) -> Int {
    for place in vectors.indices where vectors[place].name == name { return place }
    vectors.append(Vector(name: name, values: [S](repeating: S(value), count: count)))
    return vectors.count - 1
  }
}
