internal import OptimizerLab

/// Where a trial in progress is kept: the last checkpoint and the one before, beside the place of
/// its result.
package struct CheckpointFiles: Sendable {
  private let folder: String
  private let id: TrialIdentity

  init(folder: String, id: TrialIdentity) {
    self.folder = folder
    self.id = id
  }

  private var newest: String { "\(folder)/checkpoint.safetensors" }
  private var previous: String { "\(folder)/checkpoint.previous.safetensors" }

  func write<Number: Scalar>(_ checkpoint: Checkpoint<Number>) throws(OutputError) {
    var file = SafetensorsFile()
    file.add(progressOf: checkpoint.result)
    file.add(checkpoint.state)
    file.add(
      recorderMemory: checkpoint.recorderMemory, of: checkpoint.state.learners.map(\.name))
    file.add(programs: checkpoint.programs)
    file.add(checkpoint.result.recordings)
    // Without locks, another process with the same trial may have been quicker.
    if OutputFile.exists(newest) { try OutputFile.move(newest, to: previous, mayBeGone: true) }
    try OutputFile.write(file.sealed(as: SafetensorsFile.checkpointFormat, of: id), to: newest)
  }

  /// The newest checkpoint that is whole and that `accept` takes. Those that are not are set aside.
  func read<Number: Scalar>(
    like template: TrainingState<Number>, warn: (String) -> Void,
    accept: (Checkpoint<Number>) -> Bool
  ) throws(OutputError) -> Checkpoint<Number>? {
    for path in [newest, previous] {
      guard let bytes = try OutputFile.read(path) else { continue }
      if let (file, result) = open(bytes) {
        var progress = Progress()
        progress.step = result.steps
        progress.examples = result.examples
        progress.epoch = result.epochs
        progress.gradientEvaluations = result.gradientEvaluations
        if let state = file.state(like: template, progress: progress) {
          let checkpoint = Checkpoint(
            state: state, result: result,
            recorderMemory: file.recorderMemory(of: state.learners.map(\.name)),
            programs: file.programs)
          if accept(checkpoint) { return checkpoint }
        }
      }
      warn(OutputFile.setAside(path, because: "it is damaged, or of another trial or version"))
    }
    return nil
  }

  /// What an interrupted trial has recorded, as far as its last checkpoint goes.
  func result() -> TrialResult? {
    [newest, previous].lazy.compactMap { path in
      (try? OutputFile.read(path))?.flatMap { open($0)?.result }
    }.first
  }

  /// Takes them away, once there is a result or a new start.
  func remove() {
    OutputFile.remove(newest)
    OutputFile.remove(previous)
  }

  private func open(_ bytes: [UInt8]) -> (file: SafetensorsFile, result: TrialResult)? {
    let formats = [SafetensorsFile.checkpointFormat, SafetensorsFile.formerCheckpointFormat]
    guard
      let file = formats.lazy.compactMap({ SafetensorsFile(sealed: bytes, as: $0, of: id) }).first,
      let result = file.progressOfResult, result.status == .interrupted
    else { return nil }
    return (file, result)
  }
}
