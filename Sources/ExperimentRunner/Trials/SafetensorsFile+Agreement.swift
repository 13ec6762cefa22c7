internal import OptimizerLab

extension SafetensorsFile {
  private static let agreement = "agreement"

  mutating func add(_ agreement: Agreement) {
    add(
      Self.agreement, agreement.rows.flatMap { [Double($0.step), $0.distance, $0.twin] },
      shape: [agreement.rows.count, 3])
    let facts: [(String, String)] = [
      ("steps", "\(agreement.steps)"), ("parted_at", agreement.partedAt.map { "\($0)" } ?? ""),
      ("amplified_at", agreement.amplifiedAt.map { "\($0)" } ?? ""),
      ("largest", "\(agreement.largest)"), ("is_single", "\(agreement.isSingle)"),
    ]
    metadata += facts.map { (name: "\(Self.agreement).\($0)", text: $1) }
  }

  /// `nil` where there is none.
  var agreement: Agreement? {
    func fact(_ name: String) -> String { text("\(Self.agreement).\(name)") ?? "" }
    guard let numbers = self[Self.agreement]?.numbers, numbers.count % 3 == 0,
      let isSingle = Bool(fact("is_single")), let steps = Int(fact("steps")),
      let largest = Double(fact("largest"))
    else { return nil }
    var agreement = Agreement(isSingle: isSingle)
    agreement.rows = stride(from: 0, to: numbers.count, by: 3).map {
      .init(step: Int(numbers[$0]), distance: numbers[$0 + 1], twin: numbers[$0 + 2])
    }
    (agreement.steps, agreement.largest) = (steps, largest)
    agreement.partedAt = Int(fact("parted_at"))
    agreement.amplifiedAt = Int(fact("amplified_at"))
    return agreement
  }
}
