import ExperimentRunner
internal import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// What specs say of schedules, clipping, groups, two players and early stopping.
@Suite("Around an optimizer, a spec")
struct StepSpecTests {
  /// A regression of 10 epochs of 8 steps, with one optimizer.
  static func spec(
    _ optimizer: String, problem: String = "", length: String = #""epochs": 10"#
  ) -> String {
    """
    {
      "name": "small",
      "problems": [
        { "name": "sine", "kind": "regression", "data": {"kind": "function", "count": 256},
          "model": [{"kind": "linear", "units": 8}, "relu", {"kind": "linear", "units": 1}],
          \(length)\(problem) }
      ],
      "optimizers": [\(optimizer)]
    }
    """
  }

  static func game(_ optimizer: String, end: String = #", "sigmoid""#, more: String = "") -> String
  {
    """
    {
      "name": "small",
      "problems": [
        { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 64}, "latent": 4,
          "generator": [{"kind": "linear", "units": 784}, "tanh"],
          "discriminator": [{"kind": "linear", "units": 1}\(end)],
          "epochs": 2\(more) }
      ],
      "optimizers": [\(optimizer)]
    }
    """
  }

  private static func scheduled(_ schedule: String, kind: String = "adam") -> String {
    spec(#"{"kind": "\#(kind)", "lr": 0.1, "schedule": \#(schedule)}"#)
  }

  /// A spec, whether it is refused or warned of, and what is said.
  struct Case: CustomTestStringConvertible, Sendable {
    var spec: String
    var place: String
    var sentence: String
    var testDescription: String { "\(place): \(sentence.prefix(60))" }
  }

  static let refused: [Case] = [
    Case(
      spec: scheduled(#"{"kind": "step", "step_size": 10, "by": "epoch"}"#),
      place: "optimizers[0].schedule.step_size",
      sentence:
        "step_size 10 comes after 10 epochs, but a trial of \"sine\" has 10 epochs: the rate would "
        + "never change"),
    Case(
      spec: scheduled(#"{"kind": "multi_step", "milestones": [80, 90], "by": "step"}"#),
      place: "optimizers[0].schedule.milestones[0]",
      sentence:
        "the milestone 80 comes after 80 steps, but a trial of \"sine\" has 80 steps: the rate "
        + "would never change"),
    Case(
      spec: scheduled(#"{"kind": "multi_step", "milestones": [5, 5]}"#),
      place: "optimizers[0].schedule.milestones[1]",
      sentence: "a milestone is to be more than the one before, but 5 comes behind 5"),
    Case(
      spec: scheduled(#"{"kind": "multi_step", "milestones": []}"#),
      place: "optimizers[0].schedule.milestones", sentence: "expected a list of at least 1"),
    Case(
      spec: scheduled(#"{"kind": "reduce_on_plateau", "patience": 8}"#),
      place: "optimizers[0].schedule.patience",
      sentence:
        "the first change, with patience 8, comes after 10 epochs, but a trial of \"sine\" has 10 "
        + "epochs: the rate would never change"),
    Case(
      spec: scheduled(#"{"kind": "reduce_on_plateau", "patience": 1, "by": "step"}"#),
      place: "optimizers[0].schedule.by",
      sentence: "looks at the loss over all data, once an epoch: write \"by\": \"epoch\""),
    Case(
      spec: scheduled(#"{"kind": "sequential", "schedules": [], "milestones": []}"#),
      place: "optimizers[0].schedule.schedules", sentence: "expected a list of 1"),
    Case(
      spec: scheduled(
        #"{"kind": "sequential", "schedules": [{"kind": "linear"}, {"kind": "exponential", "gamma": 0.9}], "milestones": []}"#
      ),
      place: "optimizers[0].schedule.milestones",
      sentence: "2 schedules have 1 milestones between them, not 0"),
    Case(
      spec: scheduled(
        #"{"kind": "sequential", "schedules": [{"kind": "one_cycle"}], "milestones": []}"#),
      place: "optimizers[0].schedule.schedules[0].kind", sentence: "\"one_cycle\" is unknown"),
    Case(
      spec: scheduled(#"{"kind": "one_cycle", "by": "step"}"#, kind: "minibatch"),
      place: "optimizers[0].schedule.cycle_momentum",
      sentence:
        "moves the momentum, and minibatch has none: write \"cycle_momentum\": false, or take a "
        + "kind that has one"),
    Case(
      spec: scheduled(#"{"kind": "one_cycle", "total_steps": 79, "by": "step"}"#),
      place: "optimizers[0].schedule.total_steps",
      sentence:
        "the cycle ends after 79 steps, but a trial of \"sine\" has 80 steps; PyTorch raises an "
        + "error there"),
    Case(
      spec: scheduled(#"{"kind": "one_cycle", "epochs": 10, "by": "step"}"#),
      place: "optimizers[0].schedule.epochs", sentence: "needs steps_per_epoch beside it"),
    Case(
      spec: scheduled(
        #"{"kind": "one_cycle", "total_steps": 100, "pct_start": 0.01, "by": "step"}"#),
      place: "optimizers[0].schedule.pct_start", sentence: "with 100 steps, one phase of the cycle"),
    Case(
      spec: spec(
        #"{"kind": "adam", "lr": [0.1, 0.2], "schedule": {"kind": "one_cycle", "max_lr": 1}}"#),
      place: "optimizers[0].schedule.max_lr", sentence: "decides the rate, whatever \"lr\" is tried"
    ),
    Case(
      spec: scheduled(#"{"kind": "cosine", "eta_min": -1}"#),
      place: "optimizers[0].schedule.eta_min", sentence: "-1 is not at least 0"),
    Case(
      spec: scheduled(#"{"kind": "linear", "start_factor": 0}"#),
      place: "optimizers[0].schedule.start_factor", sentence: "0 is not above 0"),
    Case(
      spec: scheduled(#"{"kind": "exponential", "gamma": "NaN"}"#),
      place: "optimizers[0].schedule.gamma", sentence: "expected a number above 0"),
    Case(
      spec: scheduled(#"{"kind": "cosin"}"#), place: "optimizers[0].schedule.kind",
      sentence: "did you mean \"cosine\"?"),
    Case(
      spec: scheduled(#""cosine""#), place: "optimizers[0].schedule",
      sentence: "expected an object, found the text \"cosine\""),
    Case(
      spec: spec(#"{"kind": "adam", "clip": {"norm": 1, "value": 1}}"#),
      place: "optimizers[0].clip.value", sentence: "value and norm exclude each other"),
    Case(
      spec: spec(#"{"kind": "adam", "clip": {}}"#), place: "optimizers[0].clip",
      sentence: "says neither norm nor value"),
    Case(
      spec: spec(#"{"kind": "adam", "clip": {"max_norm": 1, "norm": 1}}"#),
      place: "optimizers[0].clip.max_norm", sentence: "did you mean \"norm\"?"),
    Case(
      spec: spec(#"{"kind": "adam", "clip": {"norm": 0}}"#), place: "optimizers[0].clip.norm",
      sentence: "0 is not above 0"),
    Case(
      spec: spec(#"{"kind": "lbfgs", "decay_bias": false}"#), place: "optimizers[0].decay_bias",
      sentence: "lbfgs has no weight decay"),
    Case(
      spec: spec(#"{"kind": "lbfgs", "lr_scale": {"0": 2}}"#), place: "optimizers[0].lr_scale",
      sentence: "lbfgs has one rate for all parameters, in PyTorch too"),
    Case(
      spec: spec(#"{"kind": "adam", "lr_scale": {"1": 2}}"#),
      place: "optimizers[0].lr_scale.1",
      sentence: "the problem \"sine\" has no such layer with parameters; there are 0, 2"),
    Case(
      spec: spec(#"{"kind": "adam", "lr_scale": {"generator.0": 2}}"#),
      place: "optimizers[0].lr_scale[\"generator.0\"]",
      sentence: "has no such layer with parameters"),
    Case(
      spec: spec(#"{"kind": "adam", "lr_scale": {"0": -1}}"#),
      place: "optimizers[0].lr_scale.0", sentence: "-1 is not at least 0"),
    Case(
      spec: spec(#"{"discriminator": {"kind": "adam"}, "generator": {"kind": "adam"}}"#),
      place: "optimizers[0]",
      sentence:
        "has an optimizer for a discriminator and one for a generator, but the problem \"sine\" is "
        + "no GAN: it has one network, and takes an entry with a \"kind\""),
    Case(
      spec: game(#"{"discriminator": {"kind": "adam"}}"#), place: "optimizers[0].generator",
      sentence: "missing; expected an object"),
    Case(
      spec: game(
        #"{"kind": "adam", "discriminator": {"kind": "adam"}, "generator": {"kind": "adam"}}"#),
      place: "optimizers[0].kind", sentence: "did you mean \"kind\" in each of the two"),
    Case(
      spec: game(#"{"discriminator": {"kind": "adam"}, "generator": {"kind": "sgd"}}"#),
      place: "optimizers[0]", sentence: "adam and sgd take different batches"),
    Case(
      spec: game(
        #"{"discriminator": {"kind": "adam", "lr": [0.1, 0.2]}, "generator": {"kind": "adam"}}"#),
      place: "optimizers[0].discriminator.lr", sentence: "expected a number above 0"),
    Case(
      spec: game(
        #"{"discriminator": {"kind": "adam", "lr_scale": {"generator.0": 1}}, "generator": {"kind": "adam"}}"#
      ),
      place: "optimizers[0].discriminator.lr_scale[\"generator.0\"]",
      sentence: "has no such layer with parameters; there is 0"),
    Case(
      spec: game(#"{"kind": "adam"}"#, end: "", more: #", "loss": "bce_saturating""#),
      place: "problems[0].discriminator[0]",
      sentence: "the discriminator's last layer must be sigmoid: its loss is on probabilities"),
    Case(
      spec: game(#"{"kind": "adam"}"#, more: #", "loss": {"kind": "wasserstein", "clip": 0}"#),
      place: "problems[0].loss.clip", sentence: "0 is not above 0"),
    Case(
      spec: game(#"{"kind": "adam"}"#, more: #", "loss": "wgan""#), place: "problems[0].loss",
      sentence: "Known here: bce, bce_saturating, least_squares, wasserstein, hinge"),
    Case(
      spec: game(#"{"kind": "adam"}"#, more: #", "discriminator_steps": 0"#),
      place: "problems[0].discriminator_steps", sentence: "0 is outside 1 ... 10000"),
    Case(
      spec: game(#"{"kind": "adam"}"#, more: #", "early_stopping": {}"#),
      place: "problems[0].early_stopping", sentence: "unknown field"),
    Case(
      spec: spec(#"{"kind": "adam"}"#, problem: #", "early_stopping": {"patience": 0}"#),
      place: "problems[0].early_stopping.patience", sentence: "0 is outside 1 ... 1000000"),
    Case(
      spec: spec(#"{"kind": "adam"}"#, problem: #", "early_stopping": {"monitor": "accuracy"}"#),
      place: "problems[0].early_stopping.monitor", sentence: "has no classes, and so no accuracy"),
  ]

  @Test(
    "that asks for what cannot be is refused, with its place and the reason", arguments: refused)
  func mistakes(_ one: Case) {
    let report = Mistake.report(of: one.spec)
    #expect(report.contains("error: \(one.place): "), "\(report)")
    #expect(report.contains(one.sentence), "\(report)")
    #expect(report.split(separator: "\n").count { $0.contains(": error: ") } == 1, "\(report)")
  }

  static let warned: [Case] = [
    Case(
      spec: scheduled(#"{"kind": "multi_step", "milestones": [5, 20]}"#),
      place: "optimizers[0].schedule.milestones[1]",
      sentence: "the milestone 20 comes after 20 epochs, but a trial of \"sine\" has 10 epochs"),
    Case(
      spec: scheduled(#"{"kind": "cosine", "T_max": 20}"#), place: "optimizers[0].schedule.T_max",
      sentence: "the least rate, after T_max 20, comes after 20 epochs"),
    Case(
      spec: scheduled(#"{"kind": "one_cycle"}"#), place: "optimizers[0].schedule.by",
      sentence: "moves on once an epoch; a cycle is made for \"by\": \"step\""),
    Case(
      spec: spec(#"{"kind": "adam", "decay_bias": false}"#), place: "optimizers[0].decay_bias",
      sentence: "says nothing without \"weight_decay\": adam has none here"),
    Case(
      spec: game(#"{"kind": "adam"}"#, more: #", "loss": "wasserstein""#),
      place: "problems[0].discriminator[1]",
      sentence: "wasserstein is on answers that may be any number"),
  ]

  @Test("that says what is seldom meant is warned of", arguments: warned)
  func warnings(_ one: Case) {
    #expect(Mistake.report(of: one.spec) == "")
    let warnings = Mistake.warnings(of: one.spec)
    #expect(warnings.contains("warning: \(one.place): \(one.sentence)"), "\(warnings)")
  }

  static let good = [
    scheduled(#"{"kind": "cosine"}"#), scheduled(#"{"kind": "one_cycle", "by": "step"}"#),
    scheduled(
      #"{"kind": "sequential", "schedules": [{"kind": "linear", "total_iters": 3}, {"kind": "cosine"}], "milestones": [3]}"#
    ),
    spec(#"{"kind": "adamw", "decay_bias": false, "lr_scale": {"0": 0, "model.2": 10}}"#),
    spec(#"{"kind": "adam", "clip": {"value": 0.5}}"#, problem: #", "early_stopping": {}"#),
    game(
      #"{"discriminator": {"kind": "adam", "lr": {"gan": 0.1}}, "generator": {"kind": "minibatch", "clip": {"norm": 1}}}"#,
      end: "", more: #", "loss": {"kind": "wasserstein", "clip": 0.02}, "discriminator_steps": 5"#),
    game(
      #"{"discriminator": {"kind": "gd"}, "generator": {"kind": "sgd"}, "batch_size": 8}"#, end: "",
      more: #", "loss": "hinge""#),
  ]

  @Test("is read back from what it says in full", arguments: good)
  func resolved(_ spec: String) throws {
    #expect(Mistake.report(of: spec) + Mistake.warnings(of: spec) == "")
    let experiment = try LocalRun.experiment(spec)
    let text = JSONText.compact(Fields.writing(experiment))
    let again = try LocalRun.experiment(text)
    #expect(JSONText.compact(Fields.writing(again)) == text)
  }
}
