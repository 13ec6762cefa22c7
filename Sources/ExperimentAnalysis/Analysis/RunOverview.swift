package import ExperimentRunner
package import OptimizerLab
internal import Synchronization

/// What a figure may know of a run: names, shapes and the summary over the seeds.
///
/// Figures read their numbers from the CSV files beside them; what stands here decides which panels
/// there are, which curves, how the axes are scaled, and what the captions say.
package struct RunOverview: Sendable {
  /// A function of two coordinates as a figure needs it.
  package struct Surface: Sendable {
    /// The function in gnuplot's syntax, of `x` and `y`.
    package var expression: String
    package var x: ClosedRange<Double>
    package var y: ClosedRange<Double>
    package var minima: [(x: Double, y: Double)]
    package var start: (x: Double, y: Double)
    /// The smallest value of the function.
    package var minimumValue: Double
    /// Whether there are places, higher up, that are lower than all around them.
    package var hasOtherMinima = false
    /// Whether two players walk, and the one place in `minima` is their equilibrium.
    package var isSaddle = false

    package init(
      expression: String, x: ClosedRange<Double>, y: ClosedRange<Double>,
      minima: [(x: Double, y: Double)], start: (x: Double, y: Double), minimumValue: Double
    ) {
      self.expression = expression
      self.x = x
      self.y = y
      self.minima = minima
      self.start = start
      self.minimumValue = minimumValue
    }
  }

  /// Where the pictures of one optimizer at one moment lie in `pictures.u8`.
  package struct PlacedGrid: Sendable {
    /// `nil` for real pictures.
    package var optimizer: Int?
    package var step: Int
    /// First byte of the grid in the file; bytes go row by row from the top left, 0 is black.
    package var offset: Int
    package var width: Int
    package var height: Int

    package init(optimizer: Int?, step: Int, offset: Int, width: Int, height: Int) {
      self.optimizer = optimizer
      self.step = step
      self.offset = offset
      self.width = width
      self.height = height
    }
  }

  package struct Problem: Sendable {
    package var name: String
    package var traits: TaskTraits
    package var networks: [NetworkShape]
    package var surface: Surface?
    /// Whether some trial recorded the histories of its units, and histograms.
    package var hasUnits: Bool
    package var hasHistograms: Bool
    /// What no trial recorded, for the version of the program that trained it did not know of it.
    package var unrecorded: Set<Quantity>
    /// For a GAN: the grids of each optimizer, from the start to the end, of the first seed; last, some
    /// of real pictures.
    package var pictures: [PlacedGrid]
    /// What a generator's measured pictures are held against; `nil` where none were measured.
    package var pictureLevels: PictureLevels?
    /// The loss whose reaching the captions tell; they find one themselves where it is `nil`.
    package var target: Double?
    /// Whether some optimizer was tried with several learning rates.
    package var isSwept: Bool
    /// Whether configurations of its optimizers were tried and judged.
    package var isTuned = false
    /// Whether its walks are predicted.
    package var hasTheory = false
    /// Whether some trial recorded how strongly the loss curves.
    package var hasCurvature: Bool
    /// Whether losses were taken between its solutions.
    package var hasLines: Bool
    /// Of a classification with a trial that finished.
    package var classes: Classes?
    /// Whether something is held out of the training and measured.
    package var hasHeldOut = false

    package init(
      name: String, traits: TaskTraits = TaskTraits(), networks: [NetworkShape],
      surface: Surface? = nil,
      hasUnits: Bool = false, hasHistograms: Bool = false, unrecorded: Set<Quantity> = [],
      pictures: [PlacedGrid] = [], pictureLevels: PictureLevels? = nil, target: Double? = nil,
      isSwept: Bool = false, hasCurvature: Bool = false, hasLines: Bool = false
    ) {
      self.name = name
      self.traits = traits
      self.networks = networks
      self.surface = surface
      self.hasUnits = hasUnits
      self.hasHistograms = hasHistograms
      self.unrecorded = unrecorded
      self.pictures = pictures
      self.pictureLevels = pictureLevels
      self.target = target
      self.isSwept = isSwept
      self.hasCurvature = hasCurvature
      self.hasLines = hasLines
    }
  }

  package struct Optimizer: Sendable {
    package var name: String
    /// The kind as the spec names it: `adam`, `sgd`, … Decides the colour.
    package var kind: String
    /// Whether some learning rate of it changes with time.
    package var hasSchedule = false
    /// The programs of somebody else's that take part in it.
    package var programs: [String] = []
    /// Its two optimizers, where it has one for each player of a GAN.
    package var pair: OptimizerPair?

    package init(name: String, kind: String) {
      self.name = name
      self.kind = kind
    }

    package init(_ entry: OptimizerEntry) {
      self.init(name: entry.name, kind: entry.kind)
      hasSchedule = entry.hasSchedule
      let names = entry.optimizers.compactMap { ($0 as? External)?.shortName }
      programs = Array(Set(names)).sorted()
      pair = OptimizerPair(entry)
    }
  }

  /// The experiment's name: letters, digits, `.`, `_`, `-`.
  package var experiment: String
  package var seedCount: Int
  package var problems: [Problem] { didSet { found = Findings() } }
  package var optimizers: [Optimizer] { didSet { found = Findings() } }
  /// The rows of `summary.csv`, in the file's order; where not all of them are drawn, those of
  /// `drawn_summary.csv`.
  package var summary: [SummaryRow] { didSet { found = Findings() } }
  /// The rows of `layer_summary.csv`, or of `drawn_layer_summary.csv`.
  package var layerSummary: [LayerSummaryRow] { didSet { found = Findings() } }
  /// All rows, where only some are drawn.
  package var recorded: (summary: [SummaryRow], layers: [LayerSummaryRow])?
  /// The rows of `drawn_seeds.csv` and `drawn_layer_seeds.csv`.
  package var seedRows: [SeedRow<SummaryRow>] = [] { didSet { found = Findings() } }
  package var layerSeedRows: [SeedRow<LayerSummaryRow>] = [] { didSet { found = Findings() } }
  /// Whether the rows that are drawn have quantiles.
  package var hasQuantiles: Bool { recorded != nil && seedCount > Summary.dotLimit }
  /// The rows of `summary.csv`, drawn or not.
  package var everyRow: [SummaryRow] { recorded?.summary ?? summary }
  /// Whether fewer rows of a problem are drawn than there are.
  package func isThinned(_ problem: Int) -> Bool {
    everyRow.count { $0.problem == problem && Thinning.isShown($0) }
      > summary.count { $0.problem == problem }
  }
  /// How wide a page is, in pixels.
  package var pageWidth = RunOverview.paperWidth
  package static let paperWidth = 900.0
  /// How wide figures are in a paper, in millimetres; as on a screen without it.
  package var paper: Double? {
    didSet { if let paper { pageWidth = paper * Self.pixelsPerMillimetre } }
  }
  /// Letters of 12 pixels, nine points on a screen, are of seven points then, as in captions of papers.
  private static let pixelsPerMillimetre = 96 / 25.4 * 9 / 7
  /// All trials, in the order of the spec.
  package var trials: [Run] { didSet { found = Findings() } }
  /// The places of those that optimizers are compared by: of an optimizer that was tried with several
  /// learning rates, those of the best. `nil` for all.
  package var compared: Set<Int>? { didSet { found = Findings() } }
  /// What was found by looking through the trials.
  private var found = Findings()
  /// The trials that optimizers are compared by.
  package var runs: [Run] {
    compared.map { compared in trials.indices.filter(compared.contains).map { trials[$0] } }
      ?? trials
  }
  /// The rows of `lr_sensitivity.csv`, in the file's order.
  package var rateRows: [RateRow]
  /// The rows of `tuning_budget.csv`.
  package var budgetRows: [TuningBudget.Row] = []
  /// What is known beforehand of walks down quadratics.
  package var theoryRows: [TheoryRow] = []
  package var hasTheory: Bool { problems.contains(where: \.hasTheory) }
  /// What was chosen of several things that were tried.
  package var choices: [Choice] = []
  /// The losses between the solutions of the trials that are compared; ends are places in `trials`.
  package var lines: [SolutionLine] = []
  /// Whether the problems are versions of one task, which are compared, too.
  package var comparesProblems = false { didSet { found = Findings() } }
  /// What the convergence is drawn over.
  package var axis = CostAxis.step
  /// Of more than `mostInFull` optimizers those in colour, the best first and the worst last; `nil` for
  /// all.
  package var prominent: [Int]?
  /// How many trials have a result, where not all have: `231 of 300 trials`.
  package var stamp: String?
  /// The page that is made of a figure with several; `nil` for all of it.
  package var page: Page?

  /// - Parameter runs: all trials, in the order of the spec.
  package init(
    experiment: String, seedCount: Int, problems: [Problem], optimizers: [Optimizer],
    summary: [SummaryRow], layerSummary: [LayerSummaryRow], runs: [Run],
    compared: Set<Int>? = nil, rateRows: [RateRow] = []
  ) {
    self.experiment = experiment
    self.seedCount = seedCount
    self.problems = problems
    self.optimizers = optimizers
    self.summary = summary
    self.layerSummary = layerSummary
    trials = runs
    self.compared = compared
    self.rateRows = rateRows
  }
}

extension RunOverview {
  /// What is found by looking through all trials, once for all captions and scripts that ask for it.
  /// - Parameters:
  ///   - name: of what is looked for.
  ///   - make: must not ask for the same. Two that ask at once may both make it.
  package func found<Value: Sendable>(
    _ name: String, problem: Int, _ make: () -> Value
  ) -> Value {
    if let known = found.value("\(name) \(problem)") as? Value { return known }
    let value = make()
    found.keep(value, as: "\(name) \(problem)")
    return value
  }
}

/// Values by their names.
private final class Findings: Sendable {
  private let values = Mutex<[String: any Sendable]>([:])

  func value(_ name: String) -> (any Sendable)? { values.withLock { $0[name] } }
  func keep(_ value: some Sendable, as name: String) { values.withLock { $0[name] = value } }
}
