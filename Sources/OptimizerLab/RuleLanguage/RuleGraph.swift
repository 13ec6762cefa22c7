/// What an element of a vector, or one number, is computed from: the equations without their names.
///
/// Each value is there once, however often the equations write it, and after those that it is made of.
struct RuleGraph: Sendable {
  enum Form: Hashable, Sendable {
    case number(Double)
    /// A setting, by its place.
    case setting(Int)
    case step, rate
    /// Where the parameters and a state stood before the step, and the gradient there.
    case parameters, gradient
    case state(Int)
    case operation(RuleOperation, [Int])
    /// Of a whole vector.
    case mean(Int)
    case norm(Int)
    /// The gradient at a point.
    case gradientAt(Int)
  }

  struct Value: Hashable, Sendable {
    var form: Form
    /// Whether it is a number for each parameter.
    var isVector: Bool
  }

  private(set) var values: [Value] = []
  private var places: [Value: Int] = [:]
  /// The values after the step: of the parameters, and of each state.
  var parameters: Int?
  var states: [Int?] = []

  /// The place of that value, which is put there if it is new.
  mutating func place(of form: Form) -> Int {
    let value = Value(form: form, isVector: isVector(form))
    if let place = places[value] { return place }
    places[value] = values.count
    values.append(value)
    return values.count - 1
  }

  private func isVector(_ form: Form) -> Bool {
    switch form {
    case .number, .setting, .step, .rate, .mean, .norm: false
    case .parameters, .gradient, .state, .gradientAt: true
    case .operation(let operation, let operands):
      operation == .spread || operands.contains { values[$0].isVector }
    }
  }

  mutating func place(of operation: RuleOperation, _ operands: Int...) -> Int {
    place(of: .operation(operation, operands))
  }
}

/// What is done with one or more values.
enum RuleOperation: UInt8, Sendable, CaseIterable {
  case add, subtract, multiply, divide, power, negate
  case less, lessOrEqual, equal, unequal
  case root, absolute, sign, least, greatest, exponential, logarithm, choose
  /// A number for each parameter of one number; the same vector once more.
  case spread, copy
}
