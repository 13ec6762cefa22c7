import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The figures of classes") struct ClassFigureTests {
  /// A classifier of three classes, of ten examples each, that ended like that.
  private func run(
    _ optimizer: Int, seed: Int = 0, accuracy: Double, heldOut: (loss: Double, accuracy: Double)?,
    loss: Double = 0.1, earlier: Double = 2, _ counts: [Int]
  ) -> RunOverview.Run {
    var run = MadeRun.run(optimizer, seed: seed, [])
    for (step, own, held) in [(0, 1.1, 1.1), (10, 0.5, earlier), (20, loss, heldOut?.loss ?? 0)] {
      var row: RecordRow<CurveTable> = [
        .network: 0, .step: Double(step), .evalLoss: own,
        .accuracy: step == 20 ? accuracy : 0.4,
      ]
      if let heldOut {
        row[.testLoss] = held
        row[.testAccuracy] = step == 20 ? heldOut.accuracy : 0.4
      }
      run.result?.curves.append(row)
    }
    run.result?.classes = ClassResult(
      names: ["cat", "dog", "hen"], training: .init(counts: counts),
      heldOut: heldOut == nil ? nil : .init(counts: [4, 0, 0, 0, 3, 1, 0, 0, 4]))
    return run
  }

  private func context(_ runs: [RunOverview.Run], isHeldOut: Bool) -> RunOverview {
    var problem = MadeRun.sine(name: "animals")
    problem.classes = .init(names: ["cat", "dog", "hen"], isHeldOut: isHeldOut)
    problem.hasHeldOut = isHeldOut
    return MadeRun.context(
      runs, optimizers: ["Adam", "SGD"], seeds: 1, problems: [problem],
      summary: [0, 1].flatMap { optimizer in
        Summary.rows(
          problem: 0, optimizer: optimizer, networks: ["model"],
          results: runs.filter { $0.optimizer == optimizer }.compactMap(\.result))
      })
  }

  private let perfect = [10, 0, 0, 0, 10, 0, 0, 0, 10]
  private let mixed = [10, 0, 0, 3, 6, 1, 0, 0, 10]

  @Test("tell the accuracy of each part, and what one class for all would get")
  func accuracy() {
    let runs = [
      run(0, accuracy: 1, heldOut: (0.3, 11.0 / 12), perfect),
      run(1, accuracy: 26.0 / 30, heldOut: (0.4, 10.0 / 12), mixed),
    ]
    #expect(
      EqualRuns.body(Accuracy.self, context(runs, isHeldOut: true)) == """
        At the end the accuracy goes from 100 % (Adam) to 86.67 % (SGD). On the held-out part it goes \
        from 91.67 % (Adam) to 83.33 % (SGD). Giving all the most frequent class would get 33.33 %.
        """)
  }

  @Test("name the gap, and whose held-out loss has risen again")
  func generalization() {
    let runs = [
      run(0, accuracy: 1, heldOut: (0.3, 1), loss: 0.1, earlier: 0.2, perfect),
      run(1, accuracy: 1, heldOut: (0.4, 1), loss: 0.35, perfect),
    ]
    #expect(
      EqualRuns.body(Generalization.self, context(runs, isHeldOut: true)) == """
        At the end the gap goes from 0.05 (SGD) to 0.2 (Adam). The held-out loss was lower before the \
        end under Adam, with 0.2 at step 10 and 0.3 at the end: from there on more was learned by heart \
        than understood.
        """)
  }

  @Test("name the pair that each optimizer takes for another most often, over all seeds")
  func confusion() {
    let runs = [
      run(0, accuracy: 1, heldOut: nil, perfect),
      run(1, accuracy: 26.0 / 30, heldOut: nil, mixed),
      run(1, seed: 1, accuracy: 26.0 / 30, heldOut: nil, mixed),
    ]
    #expect(
      EqualRuns.body(ConfusionMatrix.self, context(runs, isHeldOut: false)) == """
        Of all examples. Adam gives all their class. SGD most often takes dog for cat (6 of 20).
        """)
    let rows = context(runs, isHeldOut: false).confusionRows
    #expect(rows.count == 2 * 9)
    #expect(rows[9 + 3].count == 6 && rows[9 + 3].share == 0.3)
  }

  @Test("are there where there are classes, and something is held out")
  func applies() {
    var problem = SmallContext.regression
    let figures: [any Figure.Type] = [
      Accuracy.self, Generalization.self, ConfusionMatrix.self, DecisionBoundaries.self,
    ]
    let unfit = problem
    #expect(!figures.contains { $0.applies(to: unfit) })
    problem.classes = .init(names: ["a", "b"], isHeldOut: false)
    #expect(Accuracy.applies(to: problem) && ConfusionMatrix.applies(to: problem))
    #expect(!Generalization.applies(to: problem) && !DecisionBoundaries.applies(to: problem))
    problem.classes = .init(names: (0..<41).map { "\($0)" }, isHeldOut: false)
    #expect(!ConfusionMatrix.applies(to: problem))
  }
}
