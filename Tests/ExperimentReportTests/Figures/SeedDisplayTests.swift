import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("What a figure shows of several seeds") struct SeedDisplayTests {
  private func context(seeds: Int) -> RunOverview {
    var context = SmallContext.context
    context.seedCount = seeds
    if seeds > Summary.dotLimit {
      (context.seedRows, context.layerSeedRows) = ([], [])
      context.recorded = (context.summary, context.layerSummary)
    }
    return context
  }

  private static let figures = [
    "convergence", "dead_units", "gradients", "update_ratios", "update_cosines", "learning_rates",
    "gan_scores",
    "gan_quality", "sharpness",
  ]

  @Test("is a dot each of up to ten, and no band", arguments: figures)
  func dots(figure: String) throws {
    let script = try #require(
      FigureCatalog.scripts(named: [figure], for: context(seeds: 10)).first)
    #expect(script.text.contains("_seeds using") && script.text.contains("pointsize dot"))
    #expect(!script.text.contains("filledcurves"))
    #expect(script.caption.contains("and each dot one of them"))
    #expect(script.layout.samples.contains { $0.text == "one seed" })
  }

  @Test("is two bands of eleven, and no dot", arguments: figures)
  func bands(figure: String) throws {
    let script = try #require(
      FigureCatalog.scripts(named: [figure], for: context(seeds: 11)).first)
    #expect(!script.text.contains("_seeds using"))
    #expect(script.text.contains("solid band / 2 ") && script.text.contains("solid band "))
    #expect(script.text.contains("_q10") && script.text.contains("_q25"))
    #expect(
      script.caption.contains(
        "the darker band holds the middle half of them, the paler one goes from 10 to 90 %"))
    #expect(script.layout.samples.contains { $0.text == "middle half of the seeds" })
  }

  @Test("is nothing on a surface, where no chance plays")
  func surface() throws {
    var context = context(seeds: 11)
    context.problems = [SmallContext.regression, SmallContext.gan, SmallContext.surface]
    let text = Convergence.script(context).text
    // The last heading's panel.
    let last = try #require(text.ranges(of: "# Panel ").last)
    #expect(text[last.upperBound...].contains("linespoints"))
    #expect(!text[last.upperBound...].contains("filledcurves"))
  }
}
