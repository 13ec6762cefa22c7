internal import SpecLanguage

extension Fields {
  /// The setting that all optimizers share, coupled as in `torch.optim`: the gradient gets λ·θ.
  mutating func weightDecay(_ value: inout Double) {
    number(
      "weight_decay", &value, in: .atLeast(0), "L2 penalty: λ·θ is added to the gradient.")
  }

  /// What `torch.optim.SGD` has besides, for a kind that is it without that.
  mutating func leavesMomentumToOthers() {
    for name in ["momentum", "dampening"] { elsewhere(name, "the kind \"\(Momentum.kind)\"") }
    elsewhere("nesterov", "the kind \"\(Nesterov.kind)\"")
  }

  /// Where the weight decay goes, for those of Adam's family that PyTorch lets choose.
  mutating func decouplesWeightDecay(_ value: inout Bool) {
    flag(
      "decoupled_weight_decay", &value,
      "Whether the parameters shrink by lr·λ·θ instead, as in AdamW.")
  }

  /// Adam's two means.
  mutating func betas(_ value: inout [Double]) {
    numbers(
      "betas", &value, count: 2, in: 0..<1,
      "How much of the means of g and of g² stays: β₁, β₂.")
  }
}
