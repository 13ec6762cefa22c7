// The calls that read as sentences, each short for `field(_:_:as:)`. Every call comes twice: for a
// value that is always there, and for one that is `nil` where the spec does not give it.
extension Fields {
  public mutating func number<Value: BinaryFloatingPoint & LosslessStringConvertible>(
    _ name: String, _ value: inout Value, in range: some NumberRange = .any,
    required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .number(in: range), required: required, help)
  }

  public mutating func number<Value: BinaryFloatingPoint & LosslessStringConvertible>(
    _ name: String, _ value: inout Value?, in range: some NumberRange = .any,
    required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .number(in: range), required: required, help)
  }

  public mutating func integer<Value: FixedWidthInteger>(
    _ name: String, _ value: inout Value, in range: ClosedRange<Value> = Value.min...Value.max,
    required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .integer(in: range), required: required, help)
  }

  public mutating func integer<Value: FixedWidthInteger>(
    _ name: String, _ value: inout Value?, in range: ClosedRange<Value> = Value.min...Value.max,
    required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .integer(in: range), required: required, help)
  }

  public mutating func flag(
    _ name: String, _ value: inout Bool, required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .flag, required: required, help)
  }

  public mutating func text(
    _ name: String, _ value: inout String, required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .text, required: required, help)
  }

  public mutating func text(
    _ name: String, _ value: inout String?, required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .text, required: required, help)
  }

  /// One of an enumeration's cases, by its raw value.
  public mutating func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ value: inout Value, required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .choice, required: required, help)
  }

  public mutating func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ value: inout Value?, required: Bool = false, _ help: String
  ) {
    field(name, &value, as: .choice, required: required, help)
  }

  /// A list of numbers: of `count: 2`, `.atLeast(1)`, or any.
  public mutating func numbers<Value: BinaryFloatingPoint & LosslessStringConvertible>(
    _ name: String, _ values: inout [Value], count: ListCount = .any,
    in range: some NumberRange = .any,
    required: Bool = false, _ help: String
  ) {
    let type = FieldType<[Value]>.list(of: .number(in: range), count: count)
    field(name, &values, as: type, required: required, help)
  }

  /// A list of two numbers, such as Adam's `betas`, each of which has a variable of its own.
  public mutating func pair<Value: BinaryFloatingPoint & LosslessStringConvertible>(
    _ name: String, _ first: inout Value, _ second: inout Value,
    in range: some NumberRange = .any, required: Bool = false, _ help: String
  ) {
    var values = [first, second]
    numbers(name, &values, count: 2, in: range, required: required, help)
    (first, second) = (values[0], values[1])
  }

  public mutating func integers<Value: FixedWidthInteger>(
    _ name: String, _ values: inout [Value], count: ListCount = .any,
    in range: ClosedRange<Value> = Value.min...Value.max, required: Bool = false, _ help: String
  ) {
    let type = FieldType<[Value]>.list(of: .integer(in: range), count: count)
    field(name, &values, as: type, required: required, help)
  }

  public mutating func texts(
    _ name: String, _ values: inout [String], count: ListCount = .any, required: Bool = false,
    _ help: String
  ) {
    field(name, &values, as: .list(of: .text, count: count), required: required, help)
  }

  public mutating func choices<Value: CaseIterable & RawRepresentable<String>>(
    _ name: String, _ values: inout [Value], count: ListCount = .any, required: Bool = false,
    _ help: String
  ) {
    field(name, &values, as: .list(of: .choice, count: count), required: required, help)
  }
}
