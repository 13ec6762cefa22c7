internal import OptimizerLab

/// Where a trial in progress is kept: the last checkpoint and the one before, in a folder of their own.
package struct CheckpointFiles: Sendable {
  private let folder: String
  /// The trial's folder in the layout before, which may have checkpoints.
  private let former: String
  private let id: TrialIdentity

  init(folder: String, former: String, id: TrialIdentity) {
    self.folder = folder
    self.former = former
    self.id = id
  }

  private var newest: String { "\(folder)/\(id.hash).safetensors" }
  private var previous: String { "\(folder)/\(id.hash).previous.safetensors" }

  /// All that there may be, the newest first.
  private var all: [String] {
    let own = [newest, previous]
    return OutputFile.isFolder(former)
      ? own + ["checkpoint", "checkpoint.previous"].map { "\(former)/\($0).safetensors" } : own
  }

  /// Seconds since the newest was written; `nil` where there is none.
  var age: Double? { all.lazy.compactMap { OutputFile.age(of: $0) }.first }

  func write<Number: Scalar>(_ checkpoint: Checkpoint<Number>) throws(OutputError) {
    var file = SafetensorsFile()
    file.add(progressOf: checkpoint.result)
    file.add(checkpoint.state)
    file.add(
      recorderMemory: checkpoint.recorderMemory, of: checkpoint.state.learners.map(\.name))
    file.add(programs: checkpoint.programs)
    file.add(checkpoint.result.recordings)
    try OutputFile.makeFolder(folder)
    // Without locks, another process with the same trial may have been quicker.
    if OutputFile.exists(newest) { try OutputFile.move(newest, to: previous, mayBeGone: true) }
    try OutputFile.write(file.sealed(as: SafetensorsFile.checkpointFormat, of: id), to: newest)
  }

  /// The newest checkpoint that is whole and that `accept` takes. Those that are not are set aside.
  func read<Number: Scalar>(
    like template: TrainingState<Number>, warn: (String) -> Void,
    accept: (Checkpoint<Number>) -> Bool
  ) throws(OutputError) -> Checkpoint<Number>? {
    for path in all {
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
    all.lazy.compactMap { path in
      (try? OutputFile.read(path))?.flatMap { open($0)?.result }
    }.first
  }

  /// Takes them away, once there is a result or a new start.
  func remove() {
    for path in all { OutputFile.remove(path) }
    // What had nothing but them is empty then.
    OutputFile.removeEmptyFolder(former)
  }

  private func open(_ bytes: [UInt8]) -> (file: SafetensorsFile, result: TrialResult)? {
    let formats = [SafetensorsFile.checkpointFormat, SafetensorsFile.formerCheckpointFormat]
    guard let read = try? SafetensorsFile(decoding: bytes),
      let file = formats.lazy.compactMap({ SafetensorsFile(read, sealedAs: $0, of: id) }).first,
      let result = file.progressOfResult, result.status == .interrupted
    else { return nil }
    return (file, result)
  }
}
