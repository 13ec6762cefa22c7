internal import OptimizerLab
package import SpecLanguage

/// An experiment as a spec describes it: problems × optimizers × seeds.
package struct Experiment: Configurable, Sendable {
  /// Letters, digits, `.`, `_`, `-`; the name of its output folder.
  package var name = ""
  package var description = ""
  package var seeds: [UInt64] = [0]
  package var problems: [Problem] = []
  package var optimizers: [OptimizerEntry] = []
  /// What is held against each other.
  package var compare = ComparedSide.optimizers
  package var record = RecordSettings()
  /// What is expected of it, said before it runs; `nil` for nothing.
  package var hypotheses: [Hypothesis]?
  /// How settings are chosen; `nil` where they are the spec's.
  package var tuning: Tuning?
  /// Whether every processor and C library is to come to the same bits.
  package var hasSameBits = false
  /// The figures to draw, by name; `nil` for all that apply.
  package var figures: [String]?
  /// What `figures` may name; any text where it is not known, as a worker does not.
  private var figureNames: [String]?
  /// Whether it is read to be trained: what is refused today may stand in the spec of a folder that an
  /// earlier version left, which is to be read all the same.
  var judgesAnew: Bool { figureNames != nil }

  package init() {}

  /// An experiment that may ask for these figures.
  package init(figureNames: [String]) { self.figureNames = figureNames }

  package mutating func configure(_ fields: inout Fields) {
    fields.field(
      "name", &name, as: .folderName, required: true,
      "Names the output folder: letters, digits, '.', '_', '-', beginning with a letter or digit.")
    fields.text("description", &description, "One line for the report.")
    fields.field(
      "seeds", &seeds,
      as: .list(of: .integer(), count: .atLeast(1), isUnique: true),
      "What torch.manual_seed would get; each optimizer meets each seed.")
    fields.objects(
      "problems", &problems, count: .atLeast(1), required: true, "What there is to learn.")
    fields.field(
      "optimizers", &optimizers, as: .list(of: OptimizerEntry.fieldType, count: .atLeast(1)),
      required: true, "What is compared.")
    fields.choice(
      "compare", &compare,
      "With problems, versions of one task: they share their targets, and get one table and one "
        + "figure, besides all others.")
    fields.object(
      "tuning", &tuning,
      "How each optimizer's settings are chosen, on seeds of their own; without it, they are as written."
    )
    fields.field(
      "hypotheses", &hypotheses,
      as: .list(of: .object, count: .from(0, to: Hypothesis.most)),
      "What is expected of it, each with its probability: locked when the run begins, judged in the report."
    )
    fields.object("record", &record, "What is measured, and how often.")
    fields.flag(
      "same_bits", &hasSameBits,
      "Whether every processor with AVX2 and every glibc comes to the same bits, somewhat slower.")
    fields.field(
      "figures", &figures,
      as: .list(of: figureNames.map { .name(among: $0) } ?? .text),
      "The figures to draw; without it, all that apply.")
    for i in optimizers.indices { optimizers[i].complete() }
    check(&fields)
  }

  /// The same experiment with other paths for the files that it reads.
  package func movingPaths(_ move: (String) -> String) -> Experiment {
    var moved = self
    for i in moved.problems.indices { moved.problems[i].task.movePaths(move) }
    for i in moved.optimizers.indices { moved.optimizers[i].movePaths(move) }
    return moved
  }
}
