extension FieldType {
  /// A list whose elements are all of one type. One bad element spoils the list, and is reported
  /// as `betas[0]`.
  /// - Parameter isUnique: whether each element may come once; who reads the list checks it.
  public static func list<Element>(
    of element: FieldType<Element>, count: ListCount = .any, isUnique: Bool = false
  ) -> Self where Value == [Element] {
    Self(
      name: "list of \(element.name)", range: element.range,
      expectation: "\(count.expectation), each \(element.expectation)", shapes: [.array],
      schema: {
        .object(
          [.init("type", .string("array")), .init("items", element.schema())] + count.schema
            + (isUnique ? [.init("uniqueItems", .bool(true))] : []))
      },
      read: { node, path, diagnostics in
        guard case .array(let nodes) = node.value else { return nil }
        let values = nodes.enumerated().map { index, node in
          element.read(node, at: path.appending(.index(index)), &diagnostics)
        }
        guard count.contains(nodes.count) else {
          diagnostics.report("expected \(count.expectation), found \(nodes.count)", at: path, node)
          return nil
        }
        let good = values.compactMap { $0 }
        return good.count == nodes.count ? good : nil
      },
      write: { values in .array(values.compactMap(element.write)) })
  }

  /// An object whose keys are names from elsewhere, such as those of the spec's problems.
  public static func table<Element>(
    of element: FieldType<Element>, naming noun: String
  ) -> Self where Value == [NamedValue<Element>] {
    Self(
      name: "\(element.name) by \(noun)", range: element.range,
      expectation: "an object from \(noun) to \(element.expectation)", shapes: [.object],
      schema: {
        .object([
          .init("type", .string("object")), .init("additionalProperties", element.schema()),
        ])
      },
      read: { node, path, diagnostics in
        guard case .object(let members) = node.value else { return nil }
        let entries = diagnostics.membersWithoutDuplicates(of: members, at: path).map { member in
          element.read(member.node, at: path.appending(.key(member.key)), &diagnostics)
            .map { NamedValue(member.key, $0) }
        }
        let good = entries.compactMap { $0 }
        return good.count == members.count ? good : nil
      },
      write: { entries in
        .object(
          entries.compactMap { entry in element.write(entry.value).map { .init(entry.name, $0) } })
      })
  }
}
