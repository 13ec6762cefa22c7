internal import OptimizerLab

extension SafetensorsFile {
  /// Writes down how far a trial came, and its status.
  mutating func add(progressOf result: TrialResult) {
    func number(_ value: some LosslessStringConvertible) -> String { "\(value)" }
    metadata += [
      ("status", result.status.rawValue),
      ("steps", number(result.steps)), ("epochs", result.epochs.map(number) ?? ""),
      ("examples", result.examples.map(number) ?? ""),
      ("gradient_evaluations", number(result.gradientEvaluations)),
      ("seconds", number(result.seconds)),
      ("recording_seconds", number(result.recordingSeconds)),
      ("diverged_at", result.divergedAt.map(number) ?? ""),
    ]
    if let step = result.stoppedAt, let reason = result.stopReason {
      metadata += [("stopped_at", number(step)), ("stop_reason", reason)]
    }
    add(places: result.places)
  }

  /// What `add(progressOf:)` and `add(_: Recordings)` wrote.
  var progressOfResult: TrialResult? {
    guard let status = text("status").flatMap(TrialResult.Status.init(rawValue:)), let recordings
    else { return nil }
    var result = TrialResult(status: status)
    result.steps = text("steps").flatMap { Int($0) } ?? 0
    result.epochs = text("epochs").flatMap { Double($0) }
    result.examples = text("examples").flatMap { Int($0) }
    result.gradientEvaluations = text("gradient_evaluations").flatMap { Int($0) } ?? 0
    result.seconds = text("seconds").flatMap { Double($0) } ?? 0
    result.recordingSeconds = text("recording_seconds").flatMap { Double($0) } ?? 0
    result.divergedAt = text("diverged_at").flatMap { Int($0) }
    result.stoppedAt = text("stopped_at").flatMap { Int($0) }
    result.stopReason = text("stop_reason")
    result.recordings = recordings
    result.places = places
    return result
  }
}
