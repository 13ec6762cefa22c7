package import OptimizerLab
package import SpecLanguage

/// Something to learn, with a name.
package struct Problem: Configurable, Sendable {
  package var name = ""
  package var task: any LearningTask = RegressionTask()
  /// The loss whose reaching is told; `nil` for a tenth of the loss at the start.
  package var target: Double?

  package init() {}

  package mutating func configure(_ fields: inout Fields) {
    fields.field(
      "name", &name, as: .label, required: true, "Any text; stands in the files and figures.")
    fields.number(
      "target", &target,
      "The loss whose reaching captions and tables tell; without it, a tenth of the loss at the "
        + "start.")
    fields.kind(&task, among: LearningTasks.kinds)
  }
}

/// What a problem asks for: what there is to train, on what, and for how long.
///
/// A new kind of problem is one file and one word in `LearningTasks.all`.
package protocol LearningTask: Configurable, Sendable {
  static var kind: String { get }
  static var summary: String { get }

  var precision: Precision { get }
  var trainingLength: TrainingLength { get }

  var traits: TaskTraits { get }

  /// The surface that it walks down, where it does.
  var surface: SurfaceSource? { get }

  /// Rows and columns of a generator's pictures; `nil` where there are none.
  var pictureSize: (rows: Int, columns: Int)? { get }

  /// The shape in which an example comes into a network that takes maps; `nil` where none does.
  var mapShape: [Int]? { get }

  /// The networks and their layers, or which sizes do not fit.
  func shape() -> Result<[NetworkShape], ShapeMismatch>

  /// Its networks in the order in which their parameters are drawn.
  var networks: [(name: String, network: Network)] { get }

  /// The layers of its networks, under the names of the fields that list them.
  var layerLists: [(list: String, layers: [any Layer])] { get }

  /// What its trials need memory for.
  func memoryParts(_ settings: MemorySettings) -> [MemoryPart]

  /// How many examples there are, where the spec alone decides it.
  var exampleCount: Int? { get }

  /// Reads the data; `nil` for a task without examples. Paths are relative to `folder`.
  func loadData(from folder: String) throws(DataError) -> LoadedData?

  /// Takes note of what its data turned out to be made of, which a spec need not say. Before, what
  /// depends on it is not known: sizes that do not fit, and the memory that is needed.
  mutating func adopt(_ shape: DataShape)

  /// Whether it is known already what its data are made of, without reading them.
  var isShapeKnown: Bool { get }

  /// The files that it reads, as far as they are there. Paths are relative to `folder`.
  func inputFiles(from folder: String) -> [String]

  /// Whether its examples may turn out to be no good: those of files, and those that a loss refuses.
  var hasDoubtfulExamples: Bool { get }

  /// Reads the files of weights that the networks start from, one after another.
  func loadWeights(from folder: String) -> [Result<LoadedWeights, WeightsError>]

  /// Gives the files that it reads other paths.
  mutating func movePaths(_ move: (String) -> String)

  /// Makes a trial of it, ready to take its first step.
  /// - Parameter input: what its files hold, or what it makes itself.
  func makeTraining<Number: Scalar>(
    _ type: Number.Type, trial: TrialSettings, input: ProblemInput
  ) -> any Training<Number>

  /// When its trials end before their length; `nil` where they do not.
  var earlyStopping: EarlyStopping? { get }

  /// Fields of later versions, each with the value that says what an earlier one did.
  static var laterFields: [String: JSONNode] { get }

  /// The fields that decide no number of a trial beyond what the data's own bytes say.
  static var fieldsGivenByData: [String] { get }

  /// Where two problems must agree for their losses, or what else they are judged by, to be
  /// comparable, each from the problem on: `data`.
  static var objective: [SpecPath] { get }
}

extension LearningTask {
  package var traits: TaskTraits { TaskTraits() }
  package var earlyStopping: EarlyStopping? { nil }
  package static var laterFields: [String: JSONNode] { [:] }
  package var surface: SurfaceSource? { nil }
  package var pictureSize: (rows: Int, columns: Int)? { nil }
  package var mapShape: [Int]? { nil }
  package var exampleCount: Int? { nil }
  package var networks: [(name: String, network: Network)] { [] }
  package var layerLists: [(list: String, layers: [any Layer])] { [] }
  package func inputFiles(from folder: String) -> [String] { [] }
  package var hasDoubtfulExamples: Bool { false }
  package mutating func movePaths(_ move: (String) -> String) {}
  package mutating func adopt(_ shape: DataShape) {}
  package var isShapeKnown: Bool { true }
  package func loadWeights(from folder: String) -> [Result<LoadedWeights, WeightsError>] { [] }
}

/// Sizes that do not fit each other.
package struct ShapeMismatch: Error, Equatable {
  /// From the problem on: `generator[2].units`.
  package var place: SpecPath
  package var message: String
}

/// What a trial trains with, beyond its problem.
package struct TrialSettings: Sendable {
  package var optimizer: any Optimizer
  package var learningRate: Double
  /// Examples an update; 0 where there are none.
  package var batchSize: Int
  package var seed: UInt64
  /// What its networks start from in place of drawn parameters.
  package var weights: [LoadedWeights] = []
  /// What it does around its optimizer.
  package var plan = StepPlan()
  /// The discriminator's in a GAN, where that is another.
  package var discriminator: LearnerSettings?
  /// What the programs of external optimizers are made of, by `External.programKey`.
  package var programs: [String: String] = [:]
}

extension TrialSettings {
  /// What the network of that name starts from in place of what is drawn; `nil` where it is drawn.
  func weights<Number: Scalar>(
    of name: String, _ network: Network, as type: Number.Type
  ) -> (parameters: [Number], buffers: BufferValues<Number>)? {
    weights.first { $0.network == name }?.parts(of: network, as: type)
  }
}

/// The precision in which a trial computes.
package enum Precision: String, Sendable, CaseIterable {
  case float32, float64
}

/// The one list of the kinds of problems.
package enum LearningTasks {
  static let all: [any LearningTask.Type] = [
    RegressionTask.self, ClassificationTask.self, AdversarialTask.self, SurfaceTask.self,
  ]

  package static var kinds: Kinds<any LearningTask> {
    Kinds(
      "problem",
      all.map { type in
        Kind(type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1) })
      },
      nameOf: { type(of: $0).kind })
  }
}
