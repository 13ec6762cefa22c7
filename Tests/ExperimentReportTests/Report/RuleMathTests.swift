import ExperimentReport
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("The equations of a rule, as the report has them")
struct RuleMathTests {
  @Test("are fractions, roots, powers and Greek letters")
  func lines() throws {
    let rule: Settings = #"""
      {"settings": {"beta1": 0.9}, "update": ["theta = -(theta + g)*beta1^t/sqrt(2e-8)"]}
      """#
    let written = try #require(rule.optimizer("rule") as? WrittenRule)
    #expect(
      RuleMath.lines(of: written).source
        == "<div class=\"equations\"><math display=\"block\"><mrow><mi>θ</mi><mo>←</mo>"
        + "<mfrac><mrow><mrow><mrow><mo>−</mo><mrow><mo>(</mo><mrow><mi>θ</mi><mo>+</mo><mi>g</mi>"
        + "</mrow><mo>)</mo></mrow></mrow><mo>·</mo><msup><msub><mi>β</mi><mn>1</mn></msub>"
        + "<mrow><mi>t</mi></mrow></msup></mrow></mrow><mrow><msqrt><mrow><mrow><mn>2</mn><mo>·</mo>"
        + "<msup><mn>10</mn><mn>−8</mn></msup></mrow></mrow></msqrt></mrow></mfrac></mrow></math></div>"
    )
  }
}
