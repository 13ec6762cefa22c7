import OptimizerLab
import SpecLanguage
import Testing

@Suite("The nearest name")
struct NearestNameTests {
  @Test(
    "is the one that was meant, or none",
    arguments: [
      ("momentun", "momentum"), ("momentm", "momentum"), ("momnetum", "momentum"),
      ("momentums", "momentum"), ("Momentum", "momentum"), ("MOMENTUN", "momentum"),
      ("weight-decay", "weight_decay"), ("weightdecay", "weight_decay"), ("beta", "betas"),
      ("esp", "eps"), ("LR", "lr"), ("l", nil), ("lt", nil), ("speed", nil), ("", nil),
      ("m", nil), ("größe", nil),
    ])
  func meant(name: String, nearest: String?) {
    let names = ["lr", "momentum", "weight_decay", "betas", "eps"]
    #expect(nearestName(to: name, among: names) == nearest)
  }

  @Test("of equally near ones is the first")
  func first() {
    #expect(nearestName(to: "beta", among: ["beta1", "beta2"]) == "beta1")
    #expect(nearestName(to: "beta2", among: ["beta1", "beta2"]) == "beta2")
  }

  @Test("counts a swap of neighbours once")
  func swap() {
    #expect(nearestName(to: "mes", among: ["mse"]) == "mse")
    #expect(nearestName(to: "sme", among: ["mse"]) == "mse")
    #expect(nearestName(to: "ems", among: ["mse"]) == nil)
  }

  @Test("is not looked for where a text is no name")
  func long() {
    let text = String(repeating: "a", count: 100_000)
    #expect(nearestName(to: text, among: [text, "a"]) == nil)
    #expect(nearestName(to: "a", among: []) == nil)
  }
}
