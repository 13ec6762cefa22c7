/// What a run tells while it goes on. Calls come from several threads.
package protocol ProgressReport: Sendable {
  /// So many trials are to be trained; told before the first begins.
  func planned(_ count: Int)
  /// A trial begins.
  func began(_ trial: Trial, label: String)
  /// A trial has come to `step`.
  func advanced(
    _ trial: Trial, label: String, step: Int, loss: Double, deadUnits: Int?, seconds: Double)
  /// A trial is over.
  func ended(_ trial: Trial, label: String, result: TrialResult)
  /// Something is odd, and nothing is lost by it.
  func warned(_ message: String)
}
