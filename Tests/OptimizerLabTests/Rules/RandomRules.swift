import SpecLanguage
import TestSupport

/// Rules that nobody would write, which use everything that the language has.
struct RandomRules {
  private var generator: SeededGenerator
  /// Names that have a value so far.
  private var names: [String] = []
  private let looksAtAll: Bool

  /// - Parameter looksAtAll: whether there are norms, means and gradients elsewhere.
  init(seed: UInt64, looksAtAll: Bool) {
    generator = SeededGenerator(seed: seed)
    self.looksAtAll = looksAtAll
  }

  mutating func rule() -> Settings {
    names = ["t", "lr", "g", "theta", "m", "v", "a", "b", "g", "theta", "m", "v"]
    let targets = ["m", "x", "v", "y", "theta", "m", "x"]
    var equations: [JSONNode] = []
    for target in targets.prefix(Int.random(in: 5...7, using: &generator)) {
      equations.append(.string("\(target) = \(expression(4))"))
      names += [target, target]
    }
    equations.append(.string("theta = theta - lr*g + 0.1*(\(expression(2)))"))
    return Settings(
      .object([
        .init("state", .object([.init("m", .integer(0)), .init("v", .number(0.5))])),
        .init("settings", .object([.init("a", .number(0.9)), .init("b", .number(1.5))])),
        .init("update", .array(equations)),
      ]))
  }

  private mutating func pick(_ texts: [String]) -> String {
    texts.randomElement(using: &generator) ?? ""
  }

  private mutating func expression(_ depth: Int) -> String {
    let isLeaf = depth == 0 || Int.random(in: 0..<6, using: &generator) == 0
    if isLeaf { return pick(names + ["0.5", "2", "1e-2"]) }
    func inner() -> String { expression(depth - 1) }
    switch Int.random(in: 0..<(looksAtAll ? 22 : 19), using: &generator) {
    case 0...2: return "\(inner()) + \(inner())"
    case 3...4: return "(\(inner()) - \(inner()))"
    case 5...7: return "(\(inner()))*(\(inner()))"
    case 8...9: return "(\(inner()))/(\(inner()))"
    case 10: return "-(\(inner()))"
    case 11: return "(\(inner()))^\(pick(["2", "3", "4", "5", "-1", "-2", "0.5", "1.5"]))"
    case 12: return "sqrt(abs(\(inner()))) + \(pick(["lr", "a", "0.1", "m"]))"
    case 13: return "\(pick(["min", "max"]))(\(inner()), \(inner()))"
    case 14:
      return "where(\(inner()) \(pick(["<", "<=", ">", ">=", "==", "!="])) \(inner()), \(inner()), "
        + "\(inner()))"
    case 15: return "\(pick(["sign", "abs"]))(\(inner()))"
    case 16: return "exp(-abs(\(inner())))"
    case 17: return "log(1 + abs(\(inner())))"
    case 18: return "(\(inner()) \(pick(["<", ">="])) \(inner()))"
    // With g in each: theta may be one number by now, of which there is no norm, mean or gradient.
    case 19: return "norm(theta + g*(\(inner())))"
    case 20: return "mean(g*(\(inner())))"
    default: return "g(theta + 0.1*g*(\(inner())))"
    }
  }
}
