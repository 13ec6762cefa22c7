package import ExperimentAnalysis
internal import ExperimentRunner

/// A figure of an experiment: a gnuplot script that reads the CSV files beside it, and a caption
/// written from the same data.
///
/// A new figure is one file with a type like this, and one word in `FigureCatalog.all`.
package protocol Figure: Sendable {
  /// What a spec calls it, and its files: `NAME.gp`, `NAME.svg`.
  static var name: String { get }
  /// What stands above it: "Dead units".
  static var title: String { get }
  /// One line for `optlab list figures`.
  static var summary: String { get }
  /// Whether it shows pictures rather than curves, for which letters are too coarse.
  static var isOfPixels: Bool { get }
  /// Whether the figure has something to show of a problem.
  static func applies(to problem: RunOverview.Problem) -> Bool
  /// Whether it has something to show of an experiment; of most figures, where it has of some problem.
  static func applies(to context: RunOverview) -> Bool
  /// What there is to be seen, with its numbers: facts from the data, in whole sentences, whose
  /// paragraphs have a line feed between them; `RunOverview.caption` puts them together.
  static func caption(_ context: RunOverview) -> String
  /// The whole script: a `FigurePage`'s. Only called where the figure applies to the experiment.
  static func script(_ context: RunOverview) -> FigureScript
  /// The script of the same as a film, `NAME_animation.gp`; `nil` where nothing moves.
  static func animation(_ context: RunOverview) -> FigureScript?
}

extension Figure {
  package static var isOfPixels: Bool { false }
  package static func applies(to context: RunOverview) -> Bool {
    context.problems.contains { applies(to: $0) }
  }
  package static func animation(_ context: RunOverview) -> FigureScript? { nil }
}
