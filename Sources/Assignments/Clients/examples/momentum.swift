// Momentum in Swift: swiftc -O optlab.swift momentum.swift -o momentum, with optlab.swift beside it.

func momentum(_ step: Step) {
  let mu = step.setting("momentum", or: 0.9)
  let v = step.state("v")
  for i in 0..<step.count {
    v[i] = mu * v[i] + step.gradient[i]
    step.theta[i] -= step.learningRate * v[i]
  }
}

@main
struct Program {
  static func main() { OptLab.run("momentum", momentum) }
}
