/// A form of a rule on its way down, one step after another.
package struct RuleWalk {
  private let form: RuleForm
  private let settings: RuleSettings
  private(set) var parameters: [RuleParameter]
  private var step = 0

  package init(_ form: RuleForm, settings: RuleSettings, from start: [Double]) {
    self.form = form
    self.settings = settings
    parameters = start.map { p in
      var parameter = RuleParameter(p)
      parameter.m = form.memory
      return parameter
    }
  }

  /// Where it stands.
  package var place: [Double] { parameters.map(\.p) }

  /// Goes on by a step.
  /// - Parameter gradientAt: the gradient of parameter `i` where that stands at `p`.
  package mutating func go(
    learningRate: Double, gradientAt: (_ i: Int, _ p: Double) -> Double
  ) {
    step += 1
    let moment = RuleMoment(step: step, learningRate: learningRate, settings: settings)
    switch form.body {
    case .each(let update):
      for i in parameters.indices {
        parameters[i].g = gradientAt(i, parameters[i].p)
        update(&parameters[i], moment)
      }
    case .asking(let place, let update):
      for i in parameters.indices {
        parameters[i].g = gradientAt(i, place(parameters[i], moment))
        update(&parameters[i], moment)
      }
    case .joint(let update):
      for i in parameters.indices { parameters[i].g = gradientAt(i, parameters[i].p) }
      update(&parameters, moment)
    }
  }

  /// What it remembers, as numbers, in the order of the parameters; the steps come first.
  package var memory: [Double] { [Double(step)] + parameters.flatMap { [$0.p, $0.m, $0.v] } }

  /// Goes on from where another one of the same form stood.
  package mutating func restore(_ memory: [Double]) {
    precondition(memory.count == 1 + 3 * parameters.count)
    step = Int(memory[0])
    for i in parameters.indices {
      parameters[i].p = memory[1 + 3 * i]
      parameters[i].m = memory[2 + 3 * i]
      parameters[i].v = memory[3 + 3 * i]
    }
  }
}
