/// Names that Python takes, one for each text, each once.
///
///     sine → sine    mini-batch, lr 0.02 → mini_batch_lr_0_02    β → problem    1st → problem_1st
struct PythonNames {
  private var taken: Set<String> = []

  mutating func name(for text: String) -> String {
    let stem = Self.stem(of: text)
    var name = stem
    var count = 1
    while !taken.insert(name).inserted {
      count += 1
      name = "\(stem)_\(count)"
    }
    return name
  }

  private static func stem(of text: String) -> String {
    let words = text.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    let stem = words.joined(separator: "_")
    guard let first = stem.first else { return "problem" }
    return first.isLetter ? stem : "problem_\(stem)"
  }
}
