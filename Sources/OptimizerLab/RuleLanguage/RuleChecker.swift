internal import SpecLanguage

/// What the equations of a rule say, or what is wrong with them.
///
/// All equations are read, and all names looked up, so that every mistake is told at once. What follows
/// from a mistake is not told: a name whose equation cannot be read has some value.
struct RuleChecker {
  private(set) var mistakes: [RuleMistake] = []
  private(set) var equations: [RuleEquation] = []
  private(set) var graph = RuleGraph()

  /// What a name stands for: a value, or something that a mistake keeps from being known.
  private enum Meaning {
    case value(Int)
    case unknown
  }

  private let states: [String]
  private let settings: [String]
  private let texts: [String]
  private var meanings: [String: Meaning] = [:]
  /// Which equation gives a name its value first.
  private var firstEquation: [String: Int] = [:]
  private var assigned: Set<String> = []
  private var read: Set<String> = []
  /// Names of the rule's own with the place of their last value that nobody has read.
  private var unread: [(name: String, equation: Int, range: Range<Int>)] = []
  private var equation = 0
  private var asks = 0

  /// Gradients elsewhere that a step may ask for.
  static let mostAsks = 64

  init(states: [String], settings: [String], texts: [String]) {
    self.states = states
    self.settings = settings
    self.texts = texts
    checkNames()
    meanings[RuleName.step] = .value(graph.place(of: .step))
    meanings[RuleName.rate] = .value(graph.place(of: .rate))
    meanings[RuleName.gradient] = .value(graph.place(of: .gradient))
    meanings[RuleName.parameters] = .value(graph.place(of: .parameters))
    for (i, name) in settings.enumerated() { meanings[name] = .value(graph.place(of: .setting(i))) }
    for (i, name) in states.enumerated() { meanings[name] = .value(graph.place(of: .state(i))) }
    read(texts)
    checkEnd()
    graph.parameters = value(of: RuleName.parameters)
    graph.states = states.map { value(of: $0) }
  }

  private func value(of name: String) -> Int? {
    if case .value(let place)? = meanings[name] { place } else { nil }
  }

  // MARK: the equations

  private mutating func read(_ texts: [String]) {
    var parsed: [(equation: RuleEquation?, target: String?)] = []
    for (i, text) in texts.enumerated() {
      var target: String?
      do throws(RuleSyntaxError) {
        parsed.append((try RuleParser.equation(text, target: &target), target))
      } catch {
        mistakes.append(RuleMistake(place: .equation(i, error.range), message: error.message))
        parsed.append((nil, target))
      }
      if let target, firstEquation[target] == nil { firstEquation[target] = i }
    }
    for (i, entry) in parsed.enumerated() {
      equation = i
      if let equation = entry.equation {
        take(equation)
      } else if let target = entry.target {
        assigned.insert(target)
        meanings[target] = .unknown
        // It may have read anything.
        read.formUnion(meanings.keys)
        unread = []
      } else {
        assigned.formUnion(states + [RuleName.parameters])
        read.formUnion(meanings.keys)
        unread = []
      }
    }
  }

  private mutating func take(_ equation: RuleEquation) {
    equations.append(equation)
    let value = place(of: equation.value)
    guard isAssignable(equation) else { return }
    let name = equation.target
    assigned.insert(name)
    if name != RuleName.parameters, !states.contains(name) {
      tellUnread(name)
      unread.append((name, self.equation, equation.targetRange))
    }
    meanings[name] = value.map { .value($0) } ?? .unknown
  }

  private mutating func isAssignable(_ equation: RuleEquation) -> Bool {
    let name = equation.target
    let why: String? =
      switch name {
      case RuleName.gradient: "g is the gradient: give the new value a name of its own"
      case RuleName.rate:
        "lr is the learning rate, which \"lr\" and the schedule decide: give the new value a name of "
          + "its own"
      case RuleName.step: "t is the number of the step: give the new value a name of its own"
      case _ where settings.contains(name):
        "\(name) is a setting, the same at each step: give the new value a name of its own, or make it "
          + "a state"
      case _ where RuleFunction(rawValue: name) != nil:
        "\(name) is a function: give the value another name"
      default: nil
      }
    if let why { complain(why, at: equation.targetRange) }
    return why == nil
  }

  private mutating func complain(_ message: String, at range: Range<Int>, isWarning: Bool = false) {
    mistakes.append(
      RuleMistake(place: .equation(equation, range), message: message, isWarning: isWarning))
  }

  private mutating func tellUnread(_ name: String) {
    guard let i = unread.firstIndex(where: { $0.name == name }) else { return }
    let found = unread.remove(at: i)
    mistakes.append(
      RuleMistake(
        place: .equation(found.equation, found.range),
        message: "nothing reads \(name) after this equation", isWarning: true))
  }

  // MARK: values

  /// The place of a part of an equation; `nil` after a mistake.
  private mutating func place(of expression: RuleExpression) -> Int? {
    switch expression.form {
    case .number(let value): return graph.place(of: .number(value))
    case .name(let name): return lookUp(name, at: expression.range)
    case .negative(let inner):
      return place(of: inner).map { graph.place(of: .negate, $0) }
    case .operation(.power, let base, let exponent): return power(base, exponent)
    case .operation(let sign, let first, let second):
      let (a, b) = (place(of: first), place(of: second))
      guard let a, let b else { return nil }
      return operation(sign, a, b)
    case .call(let function, let arguments):
      return call(function, arguments, at: expression.range)
    case .gradient(let point): return gradient(at: point, expression.range)
    }
  }

  private mutating func lookUp(_ name: String, at range: Range<Int>) -> Int? {
    if let meaning = meanings[name] {
      read.insert(name)
      unread.removeAll { $0.name == name }
      if case .value(let place) = meaning { return place }
      return nil
    }
    if let function = RuleFunction(rawValue: name) {
      complain("\(name) is a function: \(function.usage)", at: range)
    } else if let first = firstEquation[name], first > equation {
      complain("\(name) has no value yet: it gets one in update[\(first)]", at: range)
    } else if firstEquation[name] == equation {
      complain(
        "\(name) has no value yet; what is remembered from step to step is a state", at: range)
    } else {
      let names = RuleName.all + states + settings + firstEquation.keys.sorted()
      complain(
        "\(quoted(name)) is unknown\(RuleSlips.hint(for: name, among: names))Known here: "
          + meanings.keys.sorted { order($0, $1) }.joined(separator: ", "), at: range)
    }
    // Told once.
    meanings[name] = .unknown
    return nil
  }

  /// The names that are always there come first.
  private func order(_ a: String, _ b: String) -> Bool {
    let (first, second) = (RuleName.all.firstIndex(of: a), RuleName.all.firstIndex(of: b))
    return first == nil && second == nil ? a < b : (first ?? .max) < (second ?? .max)
  }

  private mutating func operation(_ sign: RuleOperator, _ a: Int, _ b: Int) -> Int {
    switch sign {
    case .add: graph.place(of: .add, a, b)
    case .subtract: graph.place(of: .subtract, a, b)
    case .multiply: graph.place(of: .multiply, a, b)
    case .divide: graph.place(of: .divide, a, b)
    case .power: graph.place(of: .power, a, b)
    case .less: graph.place(of: .less, a, b)
    case .lessOrEqual: graph.place(of: .lessOrEqual, a, b)
    case .greater: graph.place(of: .less, b, a)
    case .greaterOrEqual: graph.place(of: .lessOrEqual, b, a)
    case .equal: graph.place(of: .equal, a, b)
    case .unequal: graph.place(of: .unequal, a, b)
    }
  }

  /// Of a vector, whole powers up to 8 are products, and some others have a name of their own.
  private mutating func power(_ base: RuleExpression, _ exponent: RuleExpression) -> Int? {
    let (x, y) = (place(of: base), place(of: exponent))
    guard let x, let y else { return nil }
    guard graph.values[x].isVector, let number = RulePower.literal(exponent) else {
      return graph.place(of: .power, x, y)
    }
    switch number {
    case 0.5: return graph.place(of: .root, x)
    case -0.5:
      return graph.place(of: .divide, graph.place(of: .number(1)), graph.place(of: .root, x))
    case 1: return x
    case 2...8 where number == number.rounded():
      return product(of: x, Int(number))
    case -8 ... -1 where number == number.rounded():
      return graph.place(of: .divide, graph.place(of: .number(1)), product(of: x, -Int(number)))
    default: return graph.place(of: .power, x, y)
    }
  }

  private mutating func product(of x: Int, _ count: Int) -> Int {
    switch count {
    case 1: return x
    case 3: return graph.place(of: .multiply, product(of: x, 2), x)
    default:
      let half = product(of: x, count / 2)
      let square = graph.place(of: .multiply, half, half)
      return count.isMultiple(of: 2) ? square : graph.place(of: .multiply, square, x)
    }
  }

  private mutating func call(
    _ function: RuleFunction, _ arguments: [RuleExpression], at range: Range<Int>
  ) -> Int? {
    let places = arguments.map { place(of: $0) }
    let known = places.compactMap { $0 }
    guard known.count == places.count else { return nil }
    switch function {
    case .sqrt: return graph.place(of: .root, known[0])
    case .abs: return graph.place(of: .absolute, known[0])
    case .sign: return graph.place(of: .sign, known[0])
    case .exp: return graph.place(of: .exponential, known[0])
    case .log: return graph.place(of: .logarithm, known[0])
    case .min: return graph.place(of: .least, known[0], known[1])
    case .max: return graph.place(of: .greatest, known[0], known[1])
    case .choose: return graph.place(of: .choose, known[0], known[1], known[2])
    case .mean, .norm:
      guard graph.values[known[0]].isVector else {
        complain(
          "\(function.rawValue) is of a vector, and this is one number", at: arguments[0].range)
        return nil
      }
      return graph.place(of: function == .mean ? .mean(known[0]) : .norm(known[0]))
    }
  }

  private mutating func gradient(at point: RuleExpression, _ range: Range<Int>) -> Int? {
    read.insert(RuleName.gradient)
    guard let place = place(of: point) else { return nil }
    guard graph.values[place].isVector else {
      complain("a gradient is at a point, and this is one number", at: point.range)
      return nil
    }
    if graph.values[place].form == .parameters { return graph.place(of: .gradient) }
    asks += 1
    if asks == Self.mostAsks + 1 {
      complain("a step may ask for \(Self.mostAsks) gradients elsewhere", at: range)
    }
    return graph.place(of: .gradientAt(place))
  }
}

// What is wrong with the names, and with the whole.
extension RuleChecker {
  private mutating func checkNames() {
    var seen: Set<String> = []
    for (i, name) in states.enumerated() {
      complain(of: name, as: "state", at: .state(i), &seen)
    }
    for (i, name) in settings.enumerated() {
      complain(of: name, as: "setting", at: .setting(i), &seen)
    }
  }

  private mutating func complain(
    of name: String, as noun: String, at place: RuleMistake.Place, _ seen: inout Set<String>
  ) {
    let isNew = seen.insert(name).inserted
    let why: String? =
      if !RuleLexer.isName(name) {
        Self.complaint(ofSpelling: name)
      } else if RuleName.all.contains(name) {
        "\(name) has its meaning already: give the \(noun) another name"
      } else if RuleFunction(rawValue: name) != nil {
        "\(name) is a function: give the \(noun) another name"
      } else if !isNew {
        noun == "state"
          ? "there are two states \(name)"
          : "\(name) is \(states.contains(name) ? "a state" : "a setting") already"
      } else {
        nil
      }
    if let why { mistakes.append(RuleMistake(place: place, message: why)) }
  }

  private static func complaint(ofSpelling name: String) -> String {
    let spelt = name.unicodeScalars.map { RuleSlips.spelling(of: $0) ?? String($0) }.joined()
    let rule =
      "names are made of at most \(RuleLexer.longestName) letters a to z, digits and _, and begin "
      + "with a letter"
    return spelt != name && RuleLexer.isName(spelt)
      ? "\(rule): write \(quoted(spelt))" : "\(rule), unlike \(quoted(name))"
  }

  private mutating func checkEnd() {
    if !assigned.contains(RuleName.parameters) {
      mistakes.append(
        RuleMistake(place: .update, message: "no equation gives theta its new value"))
    }
    for (i, name) in states.enumerated() {
      if !assigned.contains(name) {
        mistakes.append(
          RuleMistake(
            place: .state(i),
            message: "no equation gives \(name) a new value: it would stay as it is at the start"))
      } else if !read.contains(name) {
        mistakes.append(
          RuleMistake(place: .state(i), message: "nothing reads \(name)", isWarning: true))
      }
    }
    for (i, name) in settings.enumerated() where !read.contains(name) {
      mistakes.append(
        RuleMistake(place: .setting(i), message: "nothing reads \(name)", isWarning: true))
    }
    for name in unread.map(\.name) { tellUnread(name) }
    if assigned.contains(RuleName.parameters), !read.contains(RuleName.gradient) {
      mistakes.append(
        RuleMistake(place: .update, message: "nothing reads the gradient g", isWarning: true))
    }
  }
}

/// Exponents that are written as numbers.
enum RulePower {
  static func literal(_ exponent: RuleExpression) -> Double? {
    switch exponent.form {
    case .number(let value): value
    case .negative(let inner): literal(inner).map { -$0 }
    default: nil
    }
  }
}
