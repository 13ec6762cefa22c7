/// Of a parameter that is no matrix: AdamW, with settings of its own. Matrices are compared with
/// PyTorch's.
package struct ReferenceMuon: ReferenceOptimizer {
  private var adamW: ReferenceAdamW
  private let rate: Double?

  package init(_ settings: Settings) {
    let betas = settings.numbers("adamw_betas", [0.9, 0.999])
    adamW = ReferenceAdamW(
      Settings(
        stringLiteral: """
          {"betas": [\(betas[0]), \(betas[1])], "eps": \(settings.number("adamw_eps", 1e-8)),
           "weight_decay": \(settings.number("adamw_weight_decay", 0.01))}
          """))
    let own = settings.number("adamw_lr", .nan)
    rate = own.isNaN ? nil : own
  }

  package mutating func step(
    _ p: Double, rate: Double, gradient: (Double) -> Double
  ) -> Double {
    adamW.step(p, rate: self.rate ?? rate, gradient: gradient)
  }
}
