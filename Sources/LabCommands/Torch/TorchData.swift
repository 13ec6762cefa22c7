internal import ExperimentReport
internal import ExperimentRunner
internal import OptimizerLab

/// A data source that a script can read or draw.
protocol TorchData: DataSource {
  /// One line that says what the data are.
  var sentence: String { get }

  /// What makes all examples, those that are held out among them.
  /// - Parameters:
  ///   - use: what they are for.
  ///   - folder: what the spec's paths are relative to.
  ///   - files: gets the files that the statements read.
  func examples(for use: DataUse, folder: String, files: inout TorchFiles) -> TorchExamples

  /// The share of the examples that is held out, and the seed of the choice; `nil` where none is.
  var torchHoldout: (share: Double, seed: UInt64)? { get }

  /// A Python expression for the classes of the examples; `nil` where there are none.
  func labels(folder: String, files: inout TorchFiles) -> String?
}

extension TorchData {
  var torchHoldout: (share: Double, seed: UInt64)? { nil }
  func labels(folder: String, files: inout TorchFiles) -> String? { nil }
}

extension HoldoutSettings {
  /// What a script divides by random; `nil` where it does not.
  var torchShare: (share: Double, seed: UInt64)? {
    if case .share(let share) = part, share > 0 { (share, seed) } else { nil }
  }
}

/// Python that makes examples.
struct TorchExamples {
  var statements: [String]
  /// Expressions for the features and, where there are any, the targets: float32, or whole numbers for
  /// classes.
  var x = "x"
  var y: String?
  /// Whether `train` and `test` are already the rows to learn from and those that are held out.
  var knowsRows = false
}

extension TorchData {
  /// Python statements that end with one that returns a `TensorDataset`: of the features, and of what
  /// is learned, numbers as features are, classes as `long`s. Where the source holds a part out, they
  /// return two such, what is learned from and what is held out.
  /// - Parameter cast: what turns a tensor into the problem's precision: `.double()`, or nothing.
  func statements(
    for use: DataUse, cast: String, folder: String, files: inout TorchFiles
  ) -> [String] {
    let made = examples(for: use, folder: folder, files: &files)
    let ownCast = use == .classes ? "" : cast
    guard holdsOut else {
      let targets = made.y.map { ", \(Self.cast($0, ownCast))" } ?? ""
      return made.statements + ["return TensorDataset(\(Self.cast(made.x, cast))\(targets))"]
    }
    var statements = made.statements
    if made.x != "x" { statements.append("x = \(made.x)") }
    if let y = made.y, y != "y" { statements.append("y = \(y)") }
    if let (share, seed) = torchHoldout, !made.knowsRows {
      statements.append(
        "train, test = split_rows(len(x), \(PythonText.number(share)), seed=\(seed))")
    }
    if !cast.isEmpty { statements.append("x = x\(cast)") }
    if !ownCast.isEmpty { statements.append("y = y\(ownCast)") }
    return statements + ["return [TensorDataset(x[rows], y[rows]) for rows in (train, test)]"]
  }

  private static func cast(_ expression: String, _ cast: String) -> String {
    let isSum = expression.contains(" ") && !expression.hasSuffix(")")
    return cast.isEmpty ? expression : isSum ? "(\(expression))\(cast)" : expression + cast
  }
}
