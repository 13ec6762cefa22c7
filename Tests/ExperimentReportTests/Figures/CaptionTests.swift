import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("A caption") struct CaptionTests {
  private let five = "Each line is the median of 5 seeds, and each dot one of them."

  /// Adam comes to 0.05 under every seed, SGD under two of five, GD under none.
  private let race: [RunOverview.Run] =
    [390, 431, 412, 400, 420].enumerated().map { seed, step in
      MadeRun.run(0, seed: seed, reaching: step, end: 0.01)
    }
    + [690, nil, nil, 700, nil].enumerated().map { seed, step in
      MadeRun.run(1, seed: seed, reaching: step, end: step == nil ? 0.2 + Double(seed) / 100 : 0.04)
    } + (0..<5).map { MadeRun.run(2, seed: $0, reaching: nil, end: 0.5) }

  private func convergence(_ context: RunOverview) -> String { Convergence.caption(context) }

  @Test("tells who reached the target, when, and who did not")
  func reaching() {
    #expect(
      convergence(MadeRun.context(race)) == """
        \(five)
        Adam reached 0.05 after 412 steps (median of 5 seeds, 390–431); GD did not; SGD did not in 3 \
        of 5 seeds (the others after 690–700). At the end Adam is lowest with 0.01, GD highest with \
        0.5. Its lead cannot be told from chance.
        """)
  }

  @Test("finds a target where none is given: a tenth of the loss at the start")
  func target() {
    let context = MadeRun.context(race, problems: [MadeRun.sine()])
    #expect(
      convergence(context) == """
        \(five) The loss to reach is a tenth of that at the start, the median over the seeds.
        Adam reached 0.1 after 412 steps (median of 5 seeds, 390–431); GD did not; SGD did not in 3 of \
        5 seeds (the others after 690–700). At the end Adam is lowest with 0.01, GD highest with 0.5. \
        Its lead cannot be told from chance.
        """)
  }

  @Test("says of one seed why there is no band")
  func oneSeed() {
    let runs = race.filter { $0.seed == 0 }
    #expect(
      convergence(MadeRun.context(runs, seeds: 1)) == """
        There is one seed, and so no band: how another would do is not known.
        Adam reached 0.05 after 390 steps and SGD after 690; GD did not. At the end Adam is lowest \
        with 0.01, GD highest with 0.5.
        """)
  }

  @Test("says so where all trials diverged")
  func allDiverged() {
    let runs = (0..<5).map {
      MadeRun.run(0, seed: $0, status: .diverged, divergedAt: 7 + $0, [(0, 1), (5, 80)])
    }
    #expect(
      convergence(MadeRun.context(runs, optimizers: ["SGD"])) == """
        \(five)
        SGD did not reach 0.05. All 5 trials diverged, at step 7–11: there is no loss to compare at \
        the end.
        """)
    #expect(
      convergence(
        MadeRun.context(runs, optimizers: ["SGD"], problems: [MadeRun.sine()])) == """
          \(five) The loss to reach is a tenth of that at the start, the median over the seeds.
          SGD did not reach 0.1. All 5 trials diverged, at step 7–11: there is no loss to compare at the end.
          """)
  }

  @Test("tells which trials diverged, and how many are not finished")
  func divergenceNotes() {
    let runs =
      race.filter { $0.optimizer == 0 }
      + [
        MadeRun.run(1, seed: 0, status: .diverged, divergedAt: 40, [(0, 1)]),
        MadeRun.run(1, seed: 1, [(0, 1), (1000, 0.3)]),
        RunOverview.Run(problem: 0, optimizer: 1, seed: 2, result: nil),
      ]
    #expect(
      convergence(MadeRun.context(runs)) == """
        \(five)
        Adam reached 0.05 after 412 steps (median of 5 seeds, 390–431); SGD did not. Adam ends at \
        0.01. Its lead cannot be told from chance. SGD comes last: at least half of its trials \
        diverged. Diverged: SGD in 1 of 3 seeds (step 40); from there on medians are those of \
        the rest, and end where fewer than half of the seeds are left. 1 of 8 trials is not finished.
        """)
  }

  @Test("of a surface tells of the value above the minimum")
  func surface() {
    var valley = SmallContext.surface
    valley.traits.referenceLoss = 2
    let runs = [3.0, 2.5].enumerated().map { MadeRun.run($0, [(0, 10), (9, $1)]) }
    #expect(
      convergence(
        MadeRun.context(runs, optimizers: ["Adam", "SGD"], seeds: 1, problems: [valley])) == """
          There is one seed, and so no band; on a surface every seed walks the same way. The loss to \
          reach is a tenth of that at the start, the median over the seeds.
          SGD reached 0.8 above the minimum after 9 steps; Adam did not. At the end SGD is lowest \
          with 0.5, Adam highest with 1.
          """)
  }

  @Test("of a GAN compares both losses, and says how little they say")
  func game() {
    let runs = [0.3, 0.6].enumerated().map { index, loss in
      MadeRun.run(index, networks: 2, isBatchLoss: true, [(10, loss)])
    }
    let context = MadeRun.context(
      runs, optimizers: ["Adam", "a, b"], seeds: 1, problems: [SmallContext.gan])
    #expect(
      convergence(context) == """
        There is one seed, and so no band: how another would do is not known.
        Over the last tenth of the recorded steps the discriminator's loss goes from 0.3 (Adam) to 0.6 (“a, b”) and the generator's \
        loss goes from 0.6 (Adam) to 1.2 (“a, b”). A GAN's losses say which of the two is ahead, not \
        how good its pictures are.
        """)
  }

  @Test("names what was thinned out")
  func thinning() {
    let rows = (0...400).map { step in
      SummaryRow(
        problem: 1, optimizer: 0, network: "model", networkPlace: 0, step: step, epoch: nil,
        examples: nil, gradientEvaluations: step, seconds: 0, seeds: 1, diverged: 0,
        values: [.loss: Spread(median: 1, low: 1, high: 1)])
    }
    let problems = [MadeRun.sine(target: 0.05), MadeRun.sine(target: 0.05, name: "step")]
    let runs = [
      MadeRun.run(0, [(0, 1), (9, 0.01)]), MadeRun.run(0, problem: 1, [(0, 1), (9, 0.02)]),
    ]
    func context(_ rows: [SummaryRow]) -> RunOverview {
      var context = MadeRun.context(
        runs, optimizers: ["Adam"], seeds: 1, problems: problems, summary: Thinning.thinned(rows))
      context.recorded = (rows, [])
      return context
    }
    #expect(
      convergence(context(rows)) == """
        There is one seed, and so no band: how another would do is not known.
        sine: Adam reached 0.05 after 9 steps. Adam ends at 0.01.
        step: Adam reached 0.05 after 9 steps. Adam ends at 0.02.
        Thinned out for drawing: the lines of step go through the means of at most 320 parts of \
        the steps; the CSV files have every recorded step.
        """)
    #expect(!convergence(context(Array(rows.prefix(Thinning.limit)))).contains("Thinned"))
  }

  @Test("counts dead units at the end, most first")
  func deadUnits() {
    var runs: [RunOverview.Run] = []
    for (optimizer, counts) in [[0, 0, 0], [2, 4, 3], [1, 9, 8]].enumerated() {
      for (seed, count) in counts.enumerated() {
        var run = MadeRun.run(optimizer, seed: seed, [])
        for (step, dead) in [(0, 7), (50, count)] {
          run.result?.curves.append([
            .network: 0, .step: Double(step), .evalLoss: 1, .deadUnits: Double(dead),
          ])
          run.result?.layers.append([
            .network: 0, .step: Double(step), .layer: 3, .alwaysNegative: Double(optimizer),
          ])
        }
        runs.append(run)
      }
    }
    #expect(
      DeadUnits.caption(MadeRun.context(runs, seeds: 3)) == """
        A dead unit gives 0 for every example, and learns from none. Units of leaky layers cannot die; \
        their panels, “always negative”, count those whose input is never above 0. Each line is the \
        median of 3 seeds, and each dot one of them.
        At the end 8 (1–9) of 12 hidden units are dead under GD and 3 (2–4) under SGD; none under the \
        other. Its leaky layer has most units that are always negative under GD: 2 of 4.
        """)
    #expect(
      DeadUnits.caption(MadeRun.context(runs.filter { $0.optimizer == 0 }, seeds: 3)).contains(
        "At the end none of 12 hidden units is dead under Adam. No unit of a leaky layer is always "
          + "negative."))
  }

  @Test("compares the first layer's gradient with the last one's")
  func gradients() {
    let runs = [0.5, 4].enumerated().map { optimizer, ratio in
      var run = MadeRun.run(optimizer, [])
      // An earlier step, which must not count, and a layer between.
      for (step, layer, norm) in [
        (10, 0, 9), (10, 4, 1), (20, 0, 3 * ratio), (20, 2, 7), (20, 4, 3),
      ] {
        run.result?.layers.append([
          .network: 0, .step: Double(step), .layer: Double(layer), .gradientNorm: Double(norm),
        ])
      }
      return run
    }
    #expect(
      Gradients.caption(MadeRun.context(runs, optimizers: ["Adam", "SGD"], seeds: 1)) == """
        The gradient's norm of each layer with weights, from the input to the output, and of the \
        first by that of the last: far below 1 it vanishes on its way back, far above 1 it explodes. \
        There is one seed, and so no band: how another would do is not known.
        At the end the first layer's gradient is 0.5 (Adam) to 4 (SGD) times the last layer's.
        """)
  }

  /// A trial whose updates had those cosines, from the second on.
  private func walk(_ optimizer: Int, seed: Int, _ cosines: [Double]) -> RunOverview.Run {
    var run = MadeRun.run(optimizer, seed: seed, [(0, 1)])
    for (place, cosine) in cosines.enumerated() {
      run.result?.curves.append([
        .network: 0, .step: Double(place + 2), .evalLoss: 0.1, .updateCosine: cosine,
      ])
    }
    return run
  }

  @Test("tells how straight the updates go, and how many go back")
  func cosines() {
    let lines = "Each line is the median of 2 seeds, and each dot one of them."
    let meaning =
      "The cosine of the angle between each update and the one before: near 1 the walk goes straight "
      + "on, near 0 (the grey line) it turns as at random, and below 0 it goes back, as in a zigzag."
    let cases: [([[Double]], String)] = [
      (
        [[0.99, 0.98, 0.5], [0.2, -0.004, -0.9], [-1, -0.996, 0.5]],
        "Over the recorded updates of the model its median is 0.98 (Adam) to −1.00 (GD). Below 0 "
          + "are 67 % (SGD) and 67 % (GD)."
      ),
      (
        [[0.99, 0.98, 0.5], [0.2], []],
        "Over the recorded updates of the model its median is 0.98 (Adam) to 0.20 (SGD)."
      ),
      (
        [[1, 0.999], [0.998, 1], [0.9951, 0.9951]],
        "Over the recorded updates of the model its median is 1.00 for all."
      ),
      ([[0.7], [], []], "Over the recorded updates of the model its median is 0.70 (Adam)."),
      ([[], [], []], ""),
    ]
    for (cosines, sentences) in cases {
      let runs = cosines.enumerated().flatMap { optimizer, own in
        [0, 1].map { walk(optimizer, seed: $0, own) }
      }
      let caption = UpdateCosines.caption(MadeRun.context(runs, seeds: 2))
      #expect(caption == "\(meaning) \(lines)" + (sentences.isEmpty ? "" : "\n\(sentences)"))
    }
  }

  @Test("tells the sharpness at the end and the line at which each optimizer begins to swing")
  func sharpness() {
    let meaning =
      "Sharpness is the largest eigenvalue of the Hessian of the loss over all data; where an optimizer "
      + "divides its steps by denominators P, that of P^(−1/2)·H·P^(−1/2) is shown, too. A straight "
      + "line of an optimizer's colour is where it begins to swing, 2/η for gradient descent. Critical "
      + "sharpness is 2/η of the least rate η with which the coming update raises the loss: above the "
      + "straight line, which is that of its own rate, it does. Each line is the median of 2 seeds, and "
      + "each dot one of them."
    let lines = [
      Adam().stabilityLine(learningRate: 0.001),
      GradientDescent().stabilityLine(learningRate: 0.05),
      nil,
    ]
    let runs = lines.indices.flatMap { optimizer in
      [0, 1].map { seed in
        var run = MadeRun.run(optimizer, seed: seed, [(0, 1)])
        run.stability = lines[optimizer]
        var row: RecordRow<CurveTable> = [.network: 0, .step: 9, .evalLoss: 0.1]
        row[.sharpness] = [12.0, 39.5, 7][optimizer] + Double(seed)
        row[.preconditionedSharpness] = optimizer == 0 ? 37_000 : nil
        row[.criticalSharpness] = [2100.0, 39.7, 8][optimizer]
        run.result?.curves.append(row)
        return run
      }
    }
    var problem = MadeRun.sine()
    problem.hasCurvature = true
    #expect(
      Sharpness.caption(MadeRun.context(runs, seeds: 2, problems: [problem])) == """
        \(meaning)
        At the end it is 12.5 (12–13) for Adam, whose line is 38000 for the preconditioned 37000; 40 \
        (39.5–40.5) for SGD, whose line is 40; 7.5 (7–8) for GD. Critical sharpness is then 8 (GD) to \
        2100 (Adam).
        """)
  }

  @Test("tells between which solutions the loss rises least and most")
  func interpolation() {
    let runs = (0..<3).flatMap { optimizer in
      [0, 1].map { MadeRun.run(optimizer, seed: $0, [(0, 0.5), (9, 0.1)]) }
    }
    func barriers(_ lines: [(Int, Int, Double)]) -> String {
      var context = MadeRun.context(runs, seeds: 2, problems: [MadeRun.sine()])
      context.problems[0].hasLines = true
      context.lines = lines.map {
        SolutionLine(.init($0.0, $0.1), losses: [0.1, 0.1 + $0.2, 0.1])
      }
      return EqualRuns.body(Interpolation.self, context)
    }
    #expect(
      barriers([(0, 2, 0.25), (1, 3, 0.5), (0, 4, 0.125), (2, 4, 2), (3, 5, 3)])
        == "The barrier is lowest between Adam and GD, 0.125, and highest between SGD and GD, 2.5 (2–3); "
        + "training began at 0.5.")
    #expect(
      barriers([(0, 2, 0)]) == "The barrier between Adam and SGD is 0; training began at 0.5.")
    #expect(
      barriers([(0, 2, 0.5), (0, 4, 0.5)]) == "All barriers are 0.5; training began at 0.5.")
  }

  @Test("tells how near each path ends to the nearest minimum")
  func paths() {
    let runs = [(4.0, 5.0), (1.0, 1.25)].enumerated().flatMap { optimizer, end in
      [0, 1].map { seed in
        var run = MadeRun.run(optimizer, seed: seed, [(0, 1)])
        run.result?.path.append([.step: 0, .x: 9, .y: 9, .value: 99])
        run.result?.path.append([
          .step: 10, .x: 9, .y: 9, .value: 99,
        ])
        run.result?.path.append([
          .step: 100, .x: end.0 + Double(seed), .y: end.1, .value: end.1 - 1,
        ])
        return run
      }
    }
    #expect(
      Paths.caption(
        MadeRun.context(
          runs, optimizers: ["Adam", "SGD"], seeds: 2, problems: [SmallContext.surface])) == """
          Contour lines stand at equal factors above the minimum, three in each power of ten; the \
          powers themselves are darker, with their value at some places. Below is each optimizer's \
          walk alone, which others may hide above. Of 2 seeds the first is shown, 0.
          Marks stand at steps 10 and 100. SGD ends 0.25 from the nearest minimum (0.25 above it) and Adam 5 (4).
          """)
  }

  @Test(
    "gives the discriminator's scores at the end and how sure it was, and the pictures' moments")
  func gan() {
    let runs = [0.25, 0.75].enumerated().map { seed, score in
      var run = MadeRun.run(0, seed: seed, [])
      run.result?.curves.append([
        .network: 0, .step: 50, .loss: 1, .realScore: score, .fakeScore: score / 2,
      ])
      return run
    }
    let context = MadeRun.context(
      runs, optimizers: ["Adam"], seeds: 2, problems: [SmallContext.gan],
      summary: [(20, 0.1), (30, 0.3), (40, 0.2)].map { step, share in
        SummaryRow(
          problem: 0, optimizer: 0, network: "discriminator", networkPlace: 0, step: step,
          epoch: nil, examples: nil, gradientEvaluations: 0, seconds: 0, seeds: 2, diverged: 0,
          values: [.saturation: Spread(median: share, low: 0, high: 1)])
      })
    #expect(
      GANScores.caption(context) == """
        Above, both losses; in the middle, the discriminator's mean score of real examples and of \
        made ones: at one half it cannot tell them apart; below, the share of both that it scores \
        within 0.01 of 0 or 1, where next to no gradient is left. Each line is the median of 2 seeds, \
        and each dot one of them.
        At the end real and made examples get 0.5 and 0.25 under Adam. Its scores are most saturated \
        under Adam: 30 % of them at step 30.
        """)
    #expect(
      Pictures.caption(context) == """
        What each generator makes of the same noise: at the start, after 1/24, 1/8, 1/4 and 1/2 of \
        its training, and at the end. Of 2 seeds the first is shown, 0.
        """)
  }

  @Test("of the learning rates tells the best, how much they forgive, and which diverged")
  func rates() {
    func row(
      _ optimizer: Int, _ rate: Double, _ loss: Double?, best: Bool = false, diverged: Int = 0
    )
      -> RateRow
    {
      let spread = loss.map { Spread(median: $0, low: $0 / 2, high: $0 * 2) }
      return RateRow(
        problem: 0, optimizer: optimizer, network: "model", rate: rate, seeds: 3,
        finished: 3 - diverged, diverged: diverged, isCompared: best, finalLoss: spread,
        bestLoss: spread)
    }
    var context = MadeRun.context(
      [MadeRun.run(0, [(0, 1), (9, 0.01)])], optimizers: ["Adam", "SGD", "GD"], seeds: 3)
    context.problems[0].isSwept = true
    context.rateRows = [
      row(0, 0.0001, 0.5), row(0, 0.001, 0.03), row(0, 0.01, 0.02, best: true), row(0, 0.1, 0.04),
      row(0, 1, 0.9, diverged: 1), row(1, 0.1, 0.2), row(1, 1, 0.05, best: true),
      row(2, 0.1, nil, best: true, diverged: 3), row(2, 1, nil, diverged: 3),
    ]
    #expect(
      LearningRateSensitivity.caption(context) == """
        Left, the final loss, where more than half of the trials finished, a trial that diverged \
        counting as infinitely high; right, how many diverged. The grey line is the loss at the \
        start. A circle marks the rate that the other figures compare: the one of the lowest final loss. Each line is the median of 3 seeds, and the \
        band their range.
        By final loss each is best at: Adam 0.01 with 0.02 (0.01–0.04); SGD 1 with 0.05 (0.025–0.1). No worse than twice that: Adam from 0.001 to 0.1 and SGD at 1 alone. The best of \
        SGD is the largest that was tried. The largest rate without divergence and the smallest with it: \
        Adam 0.1 and 1. Under GD trials diverged at the smallest rate already. Diverged: Adam at 1 (1 of 3); GD at 0.1 (3 of 3) and 1 (3 \
        of 3).
        """)
    #expect(
      convergence(context).contains(
        "Of several learning rates the best by final loss is shown: Adam 0.01 of 5 and SGD 1 of 2. Of "
          + "GD no learning rate is best, and 0.1 of 2 is shown."))
  }

  @Test("stands below the figure in whole lines, and in the script's head")
  func drawn() throws {
    let folder = try FigureFolder()
    for figure in folder.scripts {
      let script = try folder.text(figure.fileName)
      let caption = figure.caption
      #expect(!caption.isEmpty && caption.count <= 900)
      #expect(
        figure.wholeCaption
          == FigureCatalog.figure(named: figure.name)?.caption(SmallContext.context)
      )
      let head = script.split(separator: "\n").prefix { $0.hasPrefix("#") }
        .map { $0.dropFirst(2) }.joined(separator: " ")
      #expect(head.contains(caption.replacing("\n", with: " ")))
    }
    guard GnuplotRun.isThere else { return }
    #expect(FigureDrawing.draw(folder.figures, in: folder.url.path).failure == nil)
    for figure in folder.scripts {
      let picture = try #require(SVGPicture(try folder.bytes("\(figure.name).svg")))
      for word in figure.caption.split(whereSeparator: \.isWhitespace) {
        #expect(picture.text.contains(word), "\(figure.name): \(word)")
      }
    }
  }

  @Test(
    "can be left out of the picture",
    .enabled(if: GnuplotRun.isThere, "gnuplot is not installed, so nothing can be drawn"))
  func leftOut() throws {
    let folder = try FigureFolder()
    let run = try GnuplotRun(["-e", "caption = 0", "convergence.gp"], in: folder.url)
    #expect(run.status == 0, "\(run.printed)")
    let picture = try #require(SVGPicture(try folder.bytes("convergence.svg")))
    #expect(!picture.text.contains("Each line"))
    #expect(picture.text.contains("gradient evaluations"))
  }
}
