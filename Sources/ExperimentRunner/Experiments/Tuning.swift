package import SpecLanguage

/// How the settings of each optimizer are chosen: so many ways to set it are trained on seeds of their
/// own, and the best is trained on the seeds of the experiment, which its choice has not seen.
package struct Tuning: Configurable, Sendable, Equatable {
  /// What the trials that decide are drawn with.
  package var seeds: [UInt64] = []
  /// How many ways to set it each optimizer is tried with, on each problem.
  package var budget = 20
  /// What is searched for every optimizer that has such a setting.
  package var search: [NamedValue<SearchRange>] = []
  /// What the ways to set an optimizer are drawn with.
  package var searchSeed: UInt64 = 0
  /// Whether what is searched could not be read.
  private(set) var hasBadSearch = false

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.field(
      "seeds", &seeds, as: .list(of: .integer(), count: .atLeast(1), isUnique: true),
      required: true,
      "The seeds of the trials by which settings are chosen; none of the experiment's own.")
    fields.integer(
      "budget", &budget, in: 2...10_000,
      "How many ways to set it each optimizer is tried with: the same number for all.")
    var given = search.isEmpty ? nil : search
    fields.field(
      "search", &given, as: SearchRange.table,
      "From setting to what is tried of it, for all optimizers that have it: a list of values, "
        + "{\"log_uniform\": [low, high]}, {\"uniform\": [low, high]}, or {\"log_grid\": [from, to, "
        + "count]}. An optimizer's own \"search\" goes before it.")
    hasBadSearch = fields.has("search") && given == nil
    search = given ?? []
    fields.integer("search_seed", &searchSeed, "What shifts the points that are tried.")
  }
}
