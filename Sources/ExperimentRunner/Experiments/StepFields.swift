package import OptimizerLab
package import SpecLanguage

/// What an entry of `optimizers` says beyond its kind and rate: how the rate changes, what is clipped,
/// which parameters are treated apart.
package struct StepFields: Sendable {
  package var schedule: ScheduleSetting?
  package var clip: ClipSetting?
  package var decaysBiases = true
  package var layerScales: [NamedValue<Double>]?

  package init() {}

  /// Whether every update is the optimizer's own, with one rate for all of the trial.
  package var isPlain: Bool { schedule == nil && clip == nil && layerScales == nil }

  mutating func configure(_ fields: inout Fields) {
    fields.object("schedule", &schedule, "How the learning rate changes; without it, it stays.")
    fields.object(
      "clip", &clip,
      "What becomes of a gradient that is too large; without it, it is taken as it is.")
    fields.flag(
      "decay_bias", &decaysBiases,
      "Whether weight decay is for biases and the parameters of normalizations, too: for tensors of one "
        + "dimension.")
    fields.field(
      "lr_scale", &layerScales, as: .table(of: .number(in: .atLeast(0)), naming: "layer"),
      "From layer to what its learning rate is multiplied by: {\"0\": 0.1, \"generator.2\": 10}; 0 leaves "
        + "it as it is.")
    fields.otherNames(["lr_schedule", "scheduler", "lr_scheduler"], of: "schedule")
    fields.otherNames(["clip_grad_norm", "grad_clip", "gradient_clip"], of: "clip")
  }

  /// The same for a trial of so many updates.
  func plan(stepCount: Int) -> StepPlan {
    var plan = StepPlan()
    plan.schedule = schedule
    plan.clip = clip?.clip
    plan.decaysBiases = decaysBiases
    plan.layerScales = (layerScales ?? []).map { ($0.name, $0.value) }
    plan.stepCount = stepCount
    return plan
  }
}

extension StepPlan {
  /// What of it decides a trial's numbers; nothing where it is what an earlier version did.
  var identity: [JSONNode.Member] {
    (schedule.map { [.init("schedule", Fields.writing($0))] } ?? [])
      + (clip.map { [.init("clip", Fields.writing(ClipSetting($0)))] } ?? [])
      + (decaysBiases ? [] : [.init("decay_bias", .bool(false))])
      + (layerScales.isEmpty
        ? []
        : [
          .init("lr_scale", .object(layerScales.map { .init($0.layer, .number($0.scale)) }))
        ])
  }
}
