import OptimizerLab
import SpecLanguage
import Testing

@Suite("A whole spec")
struct SpecReadingTests {
  @Test("has all its mistakes reported at once, in its order, with their places")
  func wholeFile() {
    let text = """
      {
        "$schema": "x",
        "optimizers": [
          {"kind": "adam", "lr": {"sine": 0, "gan": 1, "other": "1"}, "betas": [0.9, 1.5]},
          {"kind": "momentum", "momentun": 0.9, "lr": "x"},
          {"kind": "adm", "anything": 1},
          {"lr": 1}
        ],
        "problems": [
          {"name": "gan", "epochs": 0, "steps": 1, "epochs": 2,
           "model": ["relu", "rleu", "linear", {"kind": "linear", "units": 2, "bias": 1}, 3,
             {"kind": "relu", "units": 1}]}
        ],
        "figures": ["dead_unit"],
        "na\\tme": 1
      }
      """
    #expect(
      SpecFixture.mistakes(in: text, as: SpecFixture.Lab.self) == #"""
        spec.json:1:1: error: name: missing; expected a text
            1 | {
              | ^
        spec.json:4:37: error: optimizers[0].lr.sine: 0 is not above 0
            4 |     {"kind": "adam", "lr": {"sine": 0, "gan": 1, "other": "1"}, "betas": [0.9, 1.5]},
              |                                     ^
        spec.json:4:59: error: optimizers[0].lr.other: expected a number above 0, found the text "1"
            4 |     {"kind": "adam", "lr": {"sine": 0, "gan": 1, "other": "1"}, "betas": [0.9, 1.5]},
              |                                                           ^^^
        spec.json:4:80: error: optimizers[0].betas[1]: 1.5 is outside 0 ..< 1
            4 |     {"kind": "adam", "lr": {"sine": 0, "gan": 1, "other": "1"}, "betas": [0.9, 1.5]},
              |                                                                                ^^^
        spec.json:5:26: error: optimizers[1].momentun: unknown field; did you mean "momentum"? Allowed here: name, kind, momentum, form, lr
            5 |     {"kind": "momentum", "momentun": 0.9, "lr": "x"},
              |                          ^^^^^^^^^^
        spec.json:5:49: error: optimizers[1].lr: expected a number above 0 or an object from problem to a number above 0, found the text "x"
            5 |     {"kind": "momentum", "momentun": 0.9, "lr": "x"},
              |                                                 ^^^
        spec.json:6:14: error: optimizers[2].kind: "adm" is unknown; did you mean "adam"? Known here: momentum, adam
            6 |     {"kind": "adm", "anything": 1},
              |              ^^^^^
        spec.json:6:21: error: optimizers[2].anything: unknown field. Allowed here: name, kind, betas, eps, lr
            6 |     {"kind": "adm", "anything": 1},
              |                     ^^^^^^^^^^
        spec.json:7:5: error: optimizers[3].kind: missing; expected one of momentum, adam
            7 |     {"lr": 1}
              |     ^
        spec.json:10:31: error: problems[0].epochs: 0 is outside 1 ... 1000
           10 |     {"name": "gan", "epochs": 0, "steps": 1, "epochs": 2,
              |                               ^
        spec.json:10:34: error: problems[0].steps: epochs or steps, not both
           10 |     {"name": "gan", "epochs": 0, "steps": 1, "epochs": 2,
              |                                  ^^^^^^^
        spec.json:10:46: error: problems[0].epochs: given twice; the first is on line 10
           10 |     {"name": "gan", "epochs": 0, "steps": 1, "epochs": 2,
              |                                              ^^^^^^^^
        spec.json:11:24: error: problems[0].model[1]: "rleu" is unknown; did you mean "relu"? Known here: linear, relu
           11 |      "model": ["relu", "rleu", "linear", {"kind": "linear", "units": 2, "bias": 1}, 3,
              |                        ^^^^^^
        spec.json:11:32: error: problems[0].model[2].units: missing; expected a whole number in 1 ... 100
           11 |      "model": ["relu", "rleu", "linear", {"kind": "linear", "units": 2, "bias": 1}, 3,
              |                                ^^^^^^^^
        spec.json:11:81: error: problems[0].model[3].bias: expected true or false, found the number 1
           11 |      "model": ["relu", "rleu", "linear", {"kind": "linear", "units": 2, "bias": 1}, 3,
              |                                                                                 ^
        spec.json:11:85: error: problems[0].model[4]: expected a layer (an object with a field kind, or a kind's bare name), found the number 3
           11 |      "model": ["relu", "rleu", "linear", {"kind": "linear", "units": 2, "bias": 1}, 3,
              |                                                                                     ^
        spec.json:12:25: error: problems[0].model[5].units: unknown field. Allowed here: kind
           12 |        {"kind": "relu", "units": 1}]}
              |                         ^^^^^^^
        spec.json:14:15: error: figures[0]: "dead_unit" is unknown; did you mean "dead_units"? Known here: convergence, dead_units
           14 |   "figures": ["dead_unit"],
              |               ^^^^^^^^^^^
        spec.json:15:3: error: ["na\tme"]: unknown field; did you mean "name"? Allowed here: name, seeds, problems, optimizers, record, figures
           15 |   "na\tme": 1
              |   ^^^^^^^^

        """#)
  }

  @Test("may have its fields checked against each other")
  func crossChecks() {
    let text = """
      {"name": "a", "problems": [{"name": "sine"}],
       "optimizers": [{"kind": "adam", "lr": {"sine": 1, "gan": 2}}]}
      """
    #expect(
      SpecFixture.mistakes(in: text, as: SpecFixture.Lab.self) == """
        spec.json:2:52: error: optimizers[0].lr.gan: no problem has this name
            2 |  "optimizers": [{"kind": "adam", "lr": {"sine": 1, "gan": 2}}]}
              |                                                    ^^^^^

        """)
  }

  @Test("that is good comes through whole, and again when resolved")
  func goodSpec() {
    let reading = Reading<SpecFixture.Lab>(SpecSource(name: "s", text: SpecFixture.goodSpec))
    #expect(reading.diagnostics == [])
    #expect(
      JSONText.pretty(reading.resolved) == """
        {
          "name": "a-b",
          "seeds": [0, 18446744073709551615],
          "problems": [
            {
              "name": "sine",
              "model": [
                {
                  "kind": "linear",
                  "units": 64,
                  "bias": true
                },
                {
                  "kind": "relu"
                },
                {
                  "kind": "linear",
                  "units": 1,
                  "bias": true
                }
              ],
              "epochs": 3
            }
          ],
          "optimizers": [
            {
              "name": "Adam",
              "kind": "adam",
              "betas": [0.5, 0.99],
              "eps": 1e-8,
              "lr": {
                "sine": 0.001
              }
            },
            {
              "kind": "momentum",
              "momentum": 0.9,
              "form": "torch",
              "lr": 0.05
            }
          ],
          "record": {
            "every": 5
          },
          "figures": ["convergence"]
        }

        """)
    let again = Reading<SpecFixture.Lab>(
      SpecSource(name: "s", text: JSONText.compact(reading.resolved)))
    #expect(again.diagnostics == [])
    #expect(again.value == reading.value)
  }

  @Test("that is no JSON has one mistake")
  func syntax() {
    #expect(
      SpecFixture.mistakes(in: "{\n  \"name\": 'a'\n}", as: SpecFixture.Lab.self) == """
        spec.json:2:11: error: expected a value, found "'"; JSON's quotes are double
            2 |   "name": 'a'
              |           ^

        """)
  }
}
