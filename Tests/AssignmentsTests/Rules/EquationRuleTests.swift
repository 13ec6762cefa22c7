import Assignments
import SpecLanguage
import Testing

@Suite("Rules in equations") struct EquationRuleTests {
  private static let adam = #"""
    {"kind": "rule", "name": "mine", "lr": 0.001, "state": ["m", "v"],
     "settings": {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8},
     "update": ["m = beta1*m + (1 - beta1)*g", "v = beta2*v + (1 - beta2)*g^2",
       "theta = theta - lr*(m/(1 - beta1^t))/(sqrt(v/(1 - beta2^t)) + eps)"]}
    """#
  private static let nesterov = #"""
    {"kind": "rule", "state": ["v"], "settings": {"momentum": 0.9},
     "update": ["v = momentum*v + g(theta - lr*momentum*v)", "theta = theta - lr*v"]}
    """#

  private func results(_ rule: String, _ text: String) throws -> [CheckResult] {
    let points = ["runs": 1.0, "rule": 5, "memory": 2, "float32": 1, "manners": 1]
    let node = try JSONParser.parse(Array(text.utf8))
    return try RuleCheck(rule: rule, points: points).results(
      of: .rule(node), task: rule, variant: 7310)
  }

  @Test("the equations of the lecture have all points")
  func right() throws {
    for (rule, text) in [("adam", Self.adam), ("nesterov", Self.nesterov)] {
      for check in try results(rule, text) {
        #expect(check.status == .pass, "\(check.id): \(check.message)")
      }
    }
  }

  /// The rule, what stands in another's place, and what is named.
  private static let wrong: [(rule: String, right: String, wrong: String, name: String)] = [
    ("adam", "(m/(1 - beta1^t))", "m", "adam.v-only"),
    ("adam", "theta - lr", "theta + lr", "adam.climbs"),
    ("adam", " + eps)", ")", "adam.no-eps"),
    ("nesterov", "g(theta - lr*momentum*v)", "g", "nesterov.at-theta"),
    ("nesterov", "theta - lr*momentum*v", "theta - momentum*v", "nesterov.no-lr-ahead"),
  ]

  @Test("a mistake in them is named as in a program", arguments: wrong)
  func mistakes(_ rule: String, _ right: String, _ wrong: String, _ name: String) throws {
    let text = (rule == "adam" ? Self.adam : Self.nesterov).replacing(right, with: wrong)
    let checks = try results(rule, text)
    #expect(checks[1].mistake == name && checks[1].points == 2, "\(checks[1].message)")
  }

  @Test("what cannot be read is told with its place, and a setting of another name")
  func unreadable() throws {
    let unknown = try results("adam", Self.adam.replacing("sqrt", with: "root"))
    #expect(unknown[0].status == .error)
    #expect(
      unknown[0].message.hasPrefix("the rule cannot be read at update[2]: "),
      "\(unknown[0].message)")
    let other = try results("adam", Self.adam.replacing("beta1", with: "b1"))
    #expect(
      other[0].message == "the rule has no setting beta1: its settings are b1, beta2, eps.")
    #expect(other[0].mistake == "unknown-setting")
  }
}
