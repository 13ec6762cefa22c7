internal import ExperimentRunner
internal import OptimizerLab

// Columns of a table, which a script reads from a copy.
extension CSVSource: TorchData {
  var sentence: String { "Columns of a table." }

  var torchHoldout: (share: Double, seed: UInt64)? { holdout.torchShare }

  func examples(for use: DataUse, folder: String, files: inout TorchFiles) -> TorchExamples {
    let paths = self.files(in: folder).map { path in
      "HERE / \(PythonText.string(files.name(of: .copy(path))))"
    }
    let layout = layout(for: use, in: folder)
    guard !isPlain || use == .classes || !layout.isUsual else {
      let call = PythonText.call(
        "read_columns",
        [paths[0], layout.features.pythonList, layout.targets.map(\.column.pythonValue)[0]],
        depth: 1,
        after: "x, y = ")
      return TorchExamples(statements: ["x, y = \(call)"], y: "y")
    }
    let result = "x, y, \(heldOutFile == nil ? "_" : "first") = "
    var statements = [
      result
        + PythonText.call(
          "read_table",
          [
            "[\(paths.joined(separator: ", "))]", layout.features.pythonList,
            layout.targets.pythonList,
          ] + options(layout, use), depth: 1, after: result)
    ]
    statements += split
    if standardizes {
      let one = "standardize(c, train)"
      statements.append(
        layout.features.contains(where: \.isOneHot)
          ? "x = [c if isinstance(c, tuple) else \(one) for c in x]" : "x = [\(one) for c in x]")
    }
    if standardizesTarget { statements.append("y = [standardize(c, train) for c in y]") }
    return TorchExamples(
      statements: statements, x: "torch.tensor(x).T",
      y: use == .classes ? "torch.tensor(y[0])" : "torch.tensor(y).T", knowsRows: true)
  }

  /// Whether only the oldest settings are used: columns by name of a table as it is.
  private var isPlain: Bool {
    !standardizes && !standardizesTarget && heldOutFile == nil && targets.count == 1
  }

  /// Statements that give the rows to learn from and those that are held out.
  private var split: [String] {
    if heldOutFile != nil {
      return [
        "train, test = list(range(first)), list(range(first, len(x[0])))"
      ]
    }
    if let (share, seed) = holdout.torchShare {
      return ["train, test = split_rows(len(x[0]), \(PythonText.number(share)), seed=\(seed))"]
    }
    return standardizes || standardizesTarget ? ["train = range(len(x[0]))"] : []
  }

  private func options(_ layout: CSVLayout, _ use: DataUse) -> [String] {
    var options: [String] = []
    let hot = layout.features.filter(\.isOneHot)
    if !hot.isEmpty { options.append("one_hot=\(hot.pythonList)") }
    if use == .classes { options.append("classes=True") }
    if layout.separator != "," {
      options.append("separator=\(PythonText.string(layout.separator))")
    }
    if layout.decimal != "." { options.append("decimal=\(PythonText.string(layout.decimal))") }
    if !layout.hasHeader { options.append("header=False") }
    if let comment = writing.comment { options.append("comment=\(PythonText.string(comment))") }
    if writing.quote != "\"" { options.append("quote=\(PythonText.string(writing.quote))") }
    if !writing.missing.isEmpty { options.append("missing=\(PythonText.strings(writing.missing))") }
    return options
  }
}

extension CSVLayout {
  /// Whether it is a table of commas, points and names, of which only numbers are wanted.
  fileprivate var isUsual: Bool {
    separator == "," && decimal == "." && hasHeader && !hasOptions
      && (features + targets).allSatisfy { column in
        if case .name = column.column { !column.isOneHot } else { false }
      }
  }
}

extension [CSVLayout.Column] {
  fileprivate var pythonList: String {
    PythonText.list(map(\.column.pythonValue), depth: 2, after: "")
  }
}

extension ColumnName {
  fileprivate var pythonValue: String {
    switch self {
    case .name(let name): PythonText.string(name)
    case .place(let place): "\(place)"
    }
  }
}
