import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("The matrix of a GAN's optimizers") struct GANMatrixTests {
  private static func side(_ kind: String, rate: Double = 0.1) -> OptimizerPair.Side {
    OptimizerPair.Side(kind: kind, rate: rate, text: "\(kind) \(rate)")
  }

  /// Discriminator, generator, and the distance under each seed; `nil` for a trial that diverged.
  private static func context(
    _ pairs: [(OptimizerPair.Side, OptimizerPair.Side, [Double?])]
  ) -> RunOverview {
    let runs = pairs.enumerated().flatMap { place, pair in
      pair.2.enumerated().map { seed, frechet in
        var run = MadeRun.run(
          place, seed: seed, networks: 2, isBatchLoss: true,
          status: frechet == nil ? .diverged : .finished, divergedAt: frechet == nil ? 7 : nil,
          [(0, 1)])
        var row: RecordRow<CurveTable> = [.network: 1, .step: 50, .loss: 1]
        row[.frechet] = frechet
        if frechet != nil { run.result?.curves.append(row) }
        return run
      }
    }
    var context = MadeRun.context(
      runs, optimizers: pairs.map { "\($0.0.kind)/\($0.1.kind)" }, seeds: pairs[0].2.count,
      problems: [SmallContext.gan])
    for (place, pair) in pairs.enumerated() {
      context.optimizers[place].pair = OptimizerPair(discriminator: pair.0, generator: pair.1)
    }
    return context
  }

  private static let (adam, sgd) = (side("adam"), side("sgd"))
  private static let whole = context([
    (adam, adam, [10, 30]), (adam, sgd, [100, 100]), (sgd, adam, [40, 40]), (sgd, sgd, [800, nil]),
  ])

  @Test("has the median of the seeds that finished in the cell of each pair")
  func cells() throws {
    let matrix = try #require(Self.whole.ganMatrices.first)
    #expect(matrix.discriminators == ["adam", "sgd"] && matrix.generators == ["adam", "sgd"])
    #expect(matrix.cells.map(\.frechet?.median) == [20, 100, 40, 800])
    #expect(
      matrix.cells.map { [$0.discriminator, $0.generator] } == [[0, 0], [0, 1], [1, 0], [1, 1]])
    #expect(matrix.cells.map(\.finished) == [2, 2, 2, 1])
  }

  @Test("tells the least, the largest, whose optimizers matter more, and what diverged")
  func caption() {
    #expect(
      EqualRuns.body(GANMatrixFigure.self, Self.whole)
        == "The least is 20 (adam against adam), the largest 800 (sgd against sgd). In the geometric mean "
        + "over the other player the discriminator's optimizers differ by a factor of 4, the generator's "
        + "by 10. Not all trials finished: sgd against sgd under 1 of 2 seeds.")
  }

  @Test("names optimizers of one kind by their rates")
  func names() throws {
    let slow = Self.side("adam", rate: 0.01)
    let context = Self.context([
      (Self.adam, Self.adam, [1]), (Self.adam, slow, [2]), (slow, Self.adam, [3]),
      (slow, slow, [4]),
    ])
    let matrix = try #require(context.ganMatrices.first)
    #expect(matrix.generators == ["adam 0.1", "adam 0.01"])
  }

  @Test("is not there where the pairs form none")
  func none() {
    let (adam, sgd) = (Self.adam, Self.sgd)
    let others: [[(OptimizerPair.Side, OptimizerPair.Side, [Double?])]] = [
      [(adam, adam, [1]), (sgd, sgd, [2])],
      [(adam, adam, [1]), (adam, sgd, [2])],
      [(adam, adam, [1]), (adam, sgd, [2]), (adam, sgd, [3])],
    ]
    for pairs in others { #expect(!GANMatrixFigure.applies(to: Self.context(pairs))) }
    #expect(!GANMatrixFigure.applies(to: SmallContext.context))
  }

  @Test(
    "is drawn without a complaint, and names each column that it lacks",
    .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
  func drawn() throws {
    let folder = try FigureFolder(SampleFiles(context: Self.whole))
    let whole = try folder.text("gan_matrix.csv")
    let run = try GnuplotRun(["-c", "gan_matrix.gp", "svg", "drawn.svg"], in: folder.url)
    #expect(run.status == 0 && run.printed == "", "\(run.printed)")
    let picture = try folder.text("drawn.svg")
    for text in ["20", "100", "40", "800"] { #expect(picture.contains(">\(text)<"), "\(text)") }
    for column in ["discriminator_index", "generator_index", "frechet_median"] {
      try folder.write(whole.replacing(column, with: "other"), to: "gan_matrix.csv")
      let lacking = try GnuplotRun(["-c", "gan_matrix.gp", "svg", "drawn.svg"], in: folder.url)
      #expect(lacking.status != 0)
      #expect(lacking.printed.contains("gan_matrix.csv has no rows, or no column \(column)"))
    }
  }
}

@Suite("The figure of the learning rates") struct LearningRateCurvesTests {
  @Test("tells the way of each rate that a schedule moves")
  func caption() {
    var context = SmallContext.context
    context.problems = [context.problems[0]]
    #expect(
      LearningRateCurves.caption(context).hasSuffix(
        "That of the model goes from 0.00909 to 0.00196 (Adam)."))
  }

  @Test("is not there where no optimizer has a schedule, nor where no rate was recorded")
  func applies() {
    var context = SmallContext.context
    #expect(LearningRateCurves.applies(to: context))
    for place in context.problems.indices { context.problems[place].unrecorded = [.lr] }
    #expect(!LearningRateCurves.applies(to: context))
    context = SmallContext.context
    for place in context.optimizers.indices { context.optimizers[place].hasSchedule = false }
    #expect(!LearningRateCurves.applies(to: context))
  }
}
