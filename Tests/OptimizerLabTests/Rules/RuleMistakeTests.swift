import OptimizerLab
import SpecLanguage
import Testing

/// What is wrong in a rule is said with its place.
@Suite("A mistake in a rule")
struct RuleMistakeTests {
  /// An equation beside good ones, what of it is underlined, and what is said.
  static let equations: [(text: String, marked: String, message: String)] = [
    ("", "\"", "is empty; an equation is written name = value"),
    ("x", "\"", "gives no value to a name; an equation is written name = value"),
    ("x + g = 2", "+", "expected = after the name that gets a value"),
    ("2 = g", "2", "an equation begins with the name that gets a value: name = value"),
    ("x = ", "\"", "a value is missing at the end"),
    ("x == g", "==", "a value is given with one =; == compares"),
    ("x = g = m", "=", "an equation has one =; to compare, write =="),
    ("x = g < m < 1", "<", "a second < in one comparison: put one of the two into parentheses"),
    ("x = (g + 1", "(", "this ( is not closed"),
    ("x = g + 1)", ")", "this ) has no ( before it"),
    ("x = g, m", ",", "a comma stands only between what a function is given"),
    ("x = g + * m", "*", "a value is missing before *"),
    ("x = +g", "+", "a + before a value says nothing: leave it out"),
    ("x = g m", "m", "is an operator missing here? A product is written with *"),
    ("x = 2g", "g", "is a * missing after 2? A product is written with it"),
    ("x = 2(g)", "(", "is an operator missing here? A product is written with *"),
    ("x = g**2", "**", "a power is written ^"), ("x = g²", "²", "a square is written ^2"),
    ("x = 2·g", "·", "a product is written *"), ("x = −g", "−", "a minus is written -"),
    ("x = g ≤ 1", "≤", "write <="),
    ("x = |g|", "|", "an absolute value is written abs(…), a norm norm(…)"),
    ("m += g", "+=", "write the sum out: m = m + …"),
    ("x = [g]", "[", "parentheses are round"),
    ("x = g; y = g", ";", "an equation is a text of its own in the list"),
    (
      #"x = g +\n m"#, #"\n"#,
      "an equation stands on one line; give parts of a long one names of their own"
    ),
    ("x = β₁*g", "β", "names are made of the letters a to z, digits and _: write \"beta\""),
    ("x = b₁*g", "₁", "names are made of the letters a to z, digits and _: write \"1\""),
    ("x = 01*g", "01", "a number does not begin with 0"),
    ("x = .5*g", ".", "a number begins with a digit, and functions have no prefix: 0.5, sqrt(x)"),
    ("x = 1.*g", "1.", "a digit is missing after the point"),
    ("x = 1e999*g", "1e999", "1e999 is too large"),
    ("x = 1e-999*g", "1e-999", "1e-999 is too small: it would become 0"),
    ("x = sqrt(g, m)", "sqrt(g, m)", "sqrt takes one value, not 2: sqrt(x)"),
    ("x = max(g)", "max(g)", "max takes 2 values, not 1: max(a, b)"),
    ("x = where()", "where()", "where takes 3 values, not 0: where(condition, a, b)"),
    ("x = g()", "g()", "g(point) is the gradient at one point; here it is given 0"),
    (
      "x = sqr(g)", "sqr",
      "\"sqr\" is no function; did you mean \"sqrt\"? Functions are sqrt, abs, sign, min, max, exp, log, "
        + "mean, norm, where, g; a product is written with *"
    ),
    (
      "x = beta1(1 - g)", "beta1",
      "\"beta1\" is no function. Functions are sqrt, abs, sign, min, max, exp, log, mean, norm, where, g; "
        + "a product is written with *"
    ),
    (
      "x = betta1*g", "betta1",
      "\"betta1\" is unknown; did you mean \"beta1\"? Known here: t, lr, g, theta, beta1, m"
    ),
    (
      "x = beta1*grad", "grad",
      "\"grad\" is unknown; did you mean \"g\"? Known here: t, lr, g, theta, beta1, m"
    ),
    ("x = sqrt*g", "sqrt", "sqrt is a function: sqrt(x)"),
    ("x = late*g", "late", "late has no value yet: it gets one in update[2]"),
    ("x = x + g", "x", "x has no value yet; what is remembered from step to step is a state"),
    ("g = g + theta", "g", "g is the gradient: give the new value a name of its own"),
    (
      "lr = 0.1", "lr",
      "lr is the learning rate, which \"lr\" and the schedule decide: give the new value a name of its own"
    ),
    ("t = 1", "t", "t is the number of the step: give the new value a name of its own"),
    (
      "beta1 = 0.5", "beta1",
      "beta1 is a setting, the same at each step: give the new value a name of its own, or make it a state"
    ),
    ("max = g", "max", "max is a function: give the value another name"),
    ("x = norm(beta1)*g", "beta1", "norm is of a vector, and this is one number"),
    ("x = g(lr)", "lr", "a gradient is at a point, and this is one number"),
  ]

  static func rule(_ equation: String) -> String {
    #"""
    {"state": ["m"], "settings": {"beta1": 0.9}, "update": ["m = beta1*m + g", "\#(equation)", "late = 1", "theta = theta - lr*m*late"]}
    """#
  }

  private static func reading(_ text: String) -> (Reading<WrittenRule>, SpecSource) {
    let source = SpecSource(name: "rule.json", text: text)
    return (Reading(source), source)
  }

  @Test("of an equation is underlined in it", arguments: equations)
  func equation(text: String, marked: String, message: String) throws {
    let (reading, source) = Self.reading(Self.rule(text))
    try #require(reading.diagnostics.count == 1, "\(reading.diagnostics)")
    let found = reading.diagnostics[0]
    #expect(found.message == message)
    #expect(found.path == "update[1]")
    let range = try #require(found.offset)
    #expect(String(decoding: source.bytes[range], as: UTF8.self) == marked)
  }

  /// Whole rules, and the sentences of all that is wrong.
  static let rules: [(text: String, messages: [String])] = [
    (#"{}"#, ["update: missing; expected a list of 1 ... 100, each a text"]),
    (#"{"update": []}"#, ["update: expected a list of 1 ... 100, found 0"]),
    (
      #"{"update": "theta = g"}"#,
      ["update: expected a list of 1 ... 100, each a text, found the text \"theta = g\""]
    ),
    (#"{"update": ["d = g"]}"#, ["update: no equation gives theta its new value"]),
    (
      #"{"state": ["m"], "update": ["theta = theta - lr*(g + m)"]}"#,
      ["state[0]: no equation gives m a new value: it would stay as it is at the start"]
    ),
    (
      #"{"state": {"h": 0.1}, "update": ["theta = theta - lr*(g + h)"]}"#,
      ["state.h: no equation gives h a new value: it would stay as it is at the start"]
    ),
    (
      #"{"state": ["m", "m"], "update": ["m = g", "theta = theta - m"]}"#,
      ["state[1]: there are two states m"]
    ),
    (
      #"{"state": ["lr"], "settings": {"t": 1, "sqrt": 2, "β₁": 3}, "update": ["theta = theta - g"]}"#,
      [
        "state[0]: lr has its meaning already: give the state another name",
        "state[0]: no equation gives lr a new value: it would stay as it is at the start",
        "settings.t: t has its meaning already: give the setting another name",
        "settings.sqrt: sqrt is a function: give the setting another name",
        "settings[\"β₁\"]: names are made of at most 40 letters a to z, digits and _, and begin with a "
          + "letter: write \"beta1\"",
      ]
    ),
    (
      #"{"weight_decay": 0.1, "update": ["theta = theta - lr*g"]}"#,
      [
        "weight_decay: unknown field; did you mean a setting of that name, and \"g + weight_decay*theta\" "
          + "in an equation? Allowed here: state, settings, update"
      ]
    ),
    (
      #"{"update": ["m = beta*m + g", "v = )", "theta = thta - lr*(g"]}"#,
      [
        "update[0]: \"beta\" is unknown. Known here: t, lr, g, theta",
        "update[0]: m has no value yet; what is remembered from step to step is a state",
        "update[1]: a value is missing before )",
        "update[2]: this ( is not closed",
      ]
    ),
  ]

  @Test("is told with all others", arguments: rules)
  func whole(text: String, messages: [String]) {
    let (reading, _) = Self.reading(text)
    #expect(reading.diagnostics.map { "\($0.path): \($0.message)" } == messages)
  }

  static let warnings: [(text: String, messages: [String])] = [
    (
      #"{"settings": {"mu": 0.9}, "update": ["d = g", "d = 2*g", "e = d", "theta = theta - lr*d"]}"#,
      [
        "settings.mu: nothing reads mu", "update[0]: nothing reads d after this equation",
        "update[2]: nothing reads e after this equation",
      ]
    ),
    (#"{"update": ["theta = theta*0.9"]}"#, ["update: nothing reads the gradient g"]),
    (#"{"state": ["m"], "update": ["m = g", "theta = theta - g"]}"#, ["state[0]: nothing reads m"]),
  ]

  @Test("that does no harm is a warning", arguments: warnings)
  func warning(text: String, messages: [String]) {
    let (reading, _) = Self.reading(text)
    #expect(reading.diagnostics.isEmpty)
    #expect(reading.warnings.map { "\($0.path): \($0.message)" } == messages)
  }

  @Test("is refused where it is too deep or too long, and ends nothing")
  func limits() {
    let depth = 5000
    let texts = [
      String(repeating: "(", count: 400) + "g" + String(repeating: ")", count: 400),
      String(repeating: "-", count: 900) + "g", String(repeating: "2^", count: 400) + "2",
      String(repeating: "g+", count: 400) + "g", String(repeating: "abs(", count: 200) + "g",
      String(repeating: "(", count: depth), String(repeating: "g", count: depth),
      String(repeating: "g", count: 50),
    ]
    for text in texts {
      let (reading, _) = Self.reading(Self.rule("x = " + text))
      #expect(reading.diagnostics.count == 1, "\(text.prefix(20))")
      #expect(
        ["deep", "inside one another", "at most"].contains {
          reading.diagnostics.first?.message.contains($0) ?? false
        }, "\(reading.diagnostics)")
    }
  }

  @Test("is shown under its character, also after one that is written as an escape")
  func place() {
    let (reading, source) = Self.reading(
      #"{"update": ["d\u0020=\tg \u002b q", "theta = theta - d"]}"#)
    #expect(
      reading.diagnostics.rendered(in: source) == #"""
        rule.json:1:33: error: update[0]: "q" is unknown. Known here: t, lr, g, theta
            1 | {"update": ["d\u0020=\tg \u002b q", "theta = theta - d"]}
              |                                 ^

        """#)
  }
}
