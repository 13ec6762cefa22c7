internal import SpecLanguage

extension FieldType {
  /// A column by its name or its number.
  static var column: FieldType<ColumnName> {
    FieldType<ColumnName>.either(
      FieldType<String>.text.converted(
        to: ColumnName.name, from: { if case .name(let name) = $0 { name } else { nil } }),
      or: FieldType<Int>.integer(in: -1_000_000...1_000_000).converted(
        to: ColumnName.place, from: { if case .place(let place) = $0 { place } else { nil } })
    ).expecting("a column's name or number")
  }

  /// `"all"`, or a list of columns.
  static var featureChoice: FieldType<FeatureChoice> {
    let items = FieldType<FeatureItem>.either(
      FieldType<ColumnName>.column.converted(
        to: FeatureItem.columns, from: { if case .columns(let column) = $0 { column } else { nil } }
      ),
      or: FieldType<OneHotColumn>.object.converted(
        to: { $0.isOneHot ? .oneHot($0.column) : .columns($0.column) },
        from: { if case .oneHot(let column) = $0 { OneHotColumn(column) } else { nil } })
    ).expecting("a column's name or number, a range, or an object with `column` and `one_hot`")
    return .either(
      FieldType<String>.text.checked { text, place, node, diagnostics in
        guard text != "all" else { return }
        diagnostics.report(
          "\(quoted(text)) is not \"all\"; a list of columns is written [\(quoted(text))]",
          at: place,
          node)
      }.describing { .object([.init("const", .string("all"))]) }.expecting("\"all\"").converted(
        to: { _ in FeatureChoice.all }, from: { $0 == .all ? "all" : nil }),
      or: FieldType<[FeatureItem]>.list(of: items, count: .atLeast(1)).converted(
        to: FeatureChoice.list, from: { if case .list(let items) = $0 { items } else { nil } }))
  }

  /// A column, or a list of columns.
  static var targets: FieldType<[ColumnName]> {
    .either(
      FieldType<ColumnName>.column.converted(
        to: { [$0] }, from: { $0.count == 1 ? $0[0] : nil }),
      or: FieldType<[ColumnName]>.list(of: .column, count: .atLeast(1)))
  }
}

/// A column that becomes one for each text in it.
struct OneHotColumn: Configurable {
  var column = ColumnName.name("")
  var isOneHot = false

  init() {}

  init(_ column: ColumnName) {
    self.column = column
    isOneHot = true
  }

  mutating func configure(_ fields: inout Fields) {
    fields.field("column", &column, as: .column, required: true, "Its name or its number.")
    fields.flag("one_hot", &isOneHot, "Whether it becomes a column for each text in it.")
  }
}
