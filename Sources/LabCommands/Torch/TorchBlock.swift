internal import OptimizerLab

/// A function or class of a script that stands there only where something calls it.
struct TorchBlock: Sendable {
  /// What stands where it is called.
  var marker: String
  var text: String

  /// Those of training, of recording and of reading files, in the order of a script.
  static func groups(_ traits: TorchTraits) -> [[TorchBlock]] {
    [
      [takeStep(traits), rates(traits), clip, stopping(traits), lookahead, muon, rotation]
        + adversarialLosses,
      [
        watch(traits), recorder(traits), recordedSteps, measuredSteps(traits), endless,
        deadUnits(traits), scores(traits),
        quality(traits),
      ],
      [
        bytes, images, labels, labelTable, rows, columns, table, standardize, splitRows, mixPoints,
        weights,
      ],
    ]
  }

  /// The blocks that `text` calls, those that they call, and so on, in their groups.
  static func called(by text: String, _ traits: TorchTraits) -> [[TorchBlock]] {
    let groups = groups(traits)
    var texts = [text]
    var found: Set<String> = []
    while let next = texts.popLast() {
      for block in groups.joined() where next.contains(block.marker) {
        if found.insert(block.marker).inserted { texts.append(block.text) }
      }
    }
    return groups.map { group in group.filter { found.contains($0.marker) } }
  }
}
