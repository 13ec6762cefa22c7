internal import OptimizerLab

/// How a table is written and which of its columns are used, for who reads it by other means.
package struct CSVLayout: Sendable {
  package struct Column: Sendable {
    /// By its name where the table has it once, otherwise by its place.
    package var column: ColumnName
    package var isOneHot: Bool
  }

  package var separator: String
  package var decimal: String
  package var hasHeader: Bool
  /// Whether the spec says more of how it is written: comments, quotes, missing values.
  package var hasOptions: Bool
  package var features: [Column]
  package var targets: [Column]
}

extension CSVSource {
  /// What the file tells; where it is not there, what the spec does.
  package func layout(for use: DataUse, in folder: String) -> CSVLayout {
    var request = TableRequest()
    request.features = features
    request.targets = targets
    request.wantsClasses = use == .classes
    writing.apply(to: &request)
    let hasOptions = writing.comment != nil || writing.quote != "\"" || !writing.missing.isEmpty
    guard let form = try? TableForm(DataPath.resolve(path, in: folder), request) else {
      return CSVLayout(
        separator: writing.separator ?? ",", decimal: writing.decimal?.rawValue ?? ".",
        hasHeader: writing.hasHeader ?? true, hasOptions: hasOptions,
        features: writtenFeatures, targets: targets.map { .init(column: $0, isOneHot: false) })
    }
    func column(_ place: Int, isOneHot: Bool) -> CSVLayout.Column {
      let name = form.columns.names[place]
      let isName = form.header.isGiven && form.columns.names.count { $0 == name } == 1
      return .init(column: isName ? .name(name) : .place(place), isOneHot: isOneHot)
    }
    return CSVLayout(
      separator: form.format.separator.text, decimal: String(UnicodeScalar(form.format.point)),
      hasHeader: form.header.isGiven, hasOptions: hasOptions,
      features: form.columns.features.map { column($0.place, isOneHot: $0.isOneHot) },
      targets: form.columns.targets.map { column($0, isOneHot: false) })
  }

  private var writtenFeatures: [CSVLayout.Column] {
    guard case .list(let items) = features else { return [] }
    return items.map { item in
      switch item {
      case .columns(let column): .init(column: column, isOneHot: false)
      case .oneHot(let column): .init(column: column, isOneHot: true)
      }
    }
  }
}
