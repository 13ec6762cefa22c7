extension FieldType where Value: BinaryFloatingPoint & LosslessStringConvertible {
  public static func number(in range: some NumberRange = .any) -> Self {
    let interval = range.interval
    return Self(
      name: "number", range: interval.text, expectation: interval.expectation, shapes: [.number],
      schema: { .object([.init("type", .string("number"))] + interval.schema) },
      read: { node, path, diagnostics in
        guard case .number(let text) = node.value, let value = Value(text) else { return nil }
        guard value.isFinite else {
          diagnostics.report("\(clipped(text)) is too large", at: path, node)
          return nil
        }
        if value.isZero, JSONNode.hasNonzeroDigit(text) {
          diagnostics.report("\(clipped(text)) is too small: it would become 0", at: path, node)
          return nil
        }
        guard interval.contains(value) else {
          diagnostics.report(interval.complaint(about: clipped(text)), at: path, node)
          return nil
        }
        return value
      },
      write: { .number($0) })
  }
}

extension FieldType where Value: FixedWidthInteger {
  public static func integer(in range: ClosedRange<Value> = Value.min...Value.max) -> Self {
    let bounds = IntegerBounds(range)
    return Self(
      name: "whole number", range: bounds.text, expectation: bounds.expectation,
      shapes: [.number],
      schema: { .object([.init("type", .string("integer"))] + bounds.schema) },
      read: { node, path, diagnostics in
        guard case .number(let text) = node.value else { return nil }
        switch WholeNumber(text) {
        case .fractional:
          diagnostics.report("\(clipped(text)) is not a whole number", at: path, node)
          return nil
        case .whole(let digits):
          let value = Value(digits)
          if let value, range.contains(value) { return value }
          diagnostics.report(
            bounds.complaint(about: clipped(text), isBeyondType: value == nil), at: path, node)
          return nil
        case .enormous:
          diagnostics.report(
            bounds.complaint(about: clipped(text), isBeyondType: true), at: path, node)
          return nil
        }
      },
      write: { .integer($0) })
  }
}

extension FieldType where Value == Bool {
  public static var flag: Self {
    Self(
      name: "flag", expectation: "true or false", shapes: [.bool],
      schema: { .object([.init("type", .string("boolean"))]) },
      read: { node, _, _ in if case .bool(let value) = node.value { value } else { nil } },
      write: { .bool($0) })
  }
}

extension FieldType where Value == String {
  public static var text: Self {
    Self(
      name: "text", expectation: "a text", shapes: [.string],
      schema: { .object([.init("type", .string("string"))]) },
      read: { node, _, _ in if case .string(let value) = node.value { value } else { nil } },
      write: { .string($0) })
  }

  /// One of some names that are known only when the program runs.
  public static func name(among names: [String]) -> Self {
    Self(
      name: "name", range: names.joined(separator: ", "),
      expectation: "one of \(names.joined(separator: ", "))", shapes: [.string],
      schema: { .object([.init("enum", .array(names.map(JSONNode.string)))]) },
      read: { node, path, diagnostics in
        guard case .string(let name) = node.value else { return nil }
        // By bytes: equal Strings may be spelt with other bytes.
        if let index = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) {
          return names[index]
        }
        diagnostics.report(unknownName(name, among: names), at: path, node)
        return nil
      },
      write: { .string($0) })
  }
}

extension FieldType where Value: CaseIterable & RawRepresentable<String> {
  public static var choice: Self {
    let names = FieldType<String>.name(among: Value.allCases.map(\.rawValue))
    return Self(
      name: names.name, range: names.range, expectation: names.expectation, shapes: names.shapes,
      schema: names.schema,
      read: { node, path, diagnostics in
        names.readChecked(node, path, &diagnostics).flatMap(Value.init(rawValue:))
      },
      write: { .string($0.rawValue) })
  }
}
