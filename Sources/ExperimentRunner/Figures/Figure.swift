/// A figure of an experiment: a gnuplot script that reads the CSV files beside it.
///
/// A new figure is one file with a type like this, and one word in `FigureCatalog.all`.
package protocol Figure: Sendable {
  /// What a spec calls it, and its files: `NAME.gp`, `NAME.svg`.
  static var name: String { get }
  /// One line for `optlab list figures`.
  static var summary: String { get }
  /// Whether the figure has something to show of a problem.
  static func applies(to problem: FigureContext.Problem) -> Bool
  /// The whole script. Only called where the figure applies to some problem.
  static func script(_ context: FigureContext) -> String
}
