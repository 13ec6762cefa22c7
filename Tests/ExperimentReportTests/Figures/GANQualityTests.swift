import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The figure of a GAN's quality")
struct GANQualityTests {
  /// A generator whose pictures were measured at those steps.
  private func run(
    _ optimizer: Int, _ measures: [(step: Int, frechet: Double, classes: Int)]
  ) -> RunOverview.Run {
    var run = MadeRun.run(optimizer, [])
    for (step, frechet, classes) in measures {
      run.result?.curves.append([.network: 0, .step: Double(step), .loss: 1])
      run.result?.curves.append([
        .network: 1, .step: Double(step), .loss: 1, .frechet: frechet, .coverage: 0.5,
        .classes: Double(classes), .classDistance: 0.25,
      ])
    }
    return run
  }

  private func context(_ runs: [RunOverview.Run], _ levels: PictureLevels?) -> RunOverview {
    var gan = SmallContext.gan
    gan.pictureLevels = levels
    return MadeRun.context(
      runs, seeds: 1, problems: [gan],
      summary: runs.flatMap { run in
        Summary.rows(
          problem: 0, optimizer: run.optimizer, networks: ["discriminator", "generator"],
          results: run.result.map { [$0] } ?? [])
      })
  }

  private let levels = PictureLevels(
    meanPicture: 150, others: PictureQuality(frechet: 2.5, coverage: 0.9, classes: 10),
    otherCount: 512)

  @Test("tells who is nearest, what others get, who is no better than grey, and who lost classes")
  func caption() {
    let runs = [
      run(0, [(0, 220, 4), (10, 90, 9), (20, 48, 10)]),
      run(1, [(0, 220, 4), (10, 38, 8), (20, 60, 3)]),
      run(2, [(0, 220, 4), (10, 210, 4), (20, 205, 4)]),
    ]
    #expect(
      EqualRuns.body(GANQuality.self, context(runs, levels)) == """
        At the end the Fréchet distance goes from 48 (Adam) to 205 (GD). 512 other real pictures get \
        2.5, the mean picture alone 150. No better than one grey picture is GD. Better before the end \
        was SGD, with 38 at step 10 and 60 at the end. Classes shown at the end, of 10: 3 (SGD) and 4 (GD).
        """)
  }

  @Test("says that all show all classes, and nothing of classes without labels")
  func allClasses() {
    let runs = [run(0, [(0, 220, 4), (20, 48, 10)]), run(1, [(0, 220, 4), (20, 48, 10)])]
    #expect(
      EqualRuns.body(GANQuality.self, context(runs, levels)) == """
        At the end the Fréchet distance is 48 (Adam and SGD). 512 other real pictures get 2.5, the \
        mean picture alone 150. All 10 classes are shown at the end by all of them.
        """)
    let few = PictureLevels(meanPicture: 150, others: nil, otherCount: 0)
    #expect(
      EqualRuns.body(GANQuality.self, context(runs, few)) == """
        At the end the Fréchet distance is 48 (Adam and SGD). The mean picture alone gets 150.
        """)
  }

  @Test("is there where pictures were measured")
  func applies() {
    #expect(GANQuality.applies(to: SmallContext.gan))
    #expect(!GANQuality.applies(to: SmallContext.regression))
    var gan = SmallContext.gan
    gan.pictureLevels = nil
    #expect(!GANQuality.applies(to: gan))
  }
}
