/// What a program of somebody else's may use.
package struct ProgramLimits: Sendable, Equatable {
  /// Until it says that it is ready.
  package var startSeconds = 20.0
  /// For one step.
  package var stepSeconds = 2.0
  /// From its start to its end, by the wall's clock; `nil` for as long as it takes.
  package var totalSeconds: Double?
  /// Addresses that it may have, of which numpy takes some 100 MB.
  package var memoryBytes: Int?
  /// What it may print.
  package var outputBytes = 1 << 20
  /// How large a file may become that it writes, and four of them together.
  package var fileBytes: Int?

  package init() {}
}
