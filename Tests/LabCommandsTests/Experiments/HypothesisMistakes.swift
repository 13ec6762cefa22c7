extension Mistake {
  private static let unknown = "a schema cannot hold names against each other"
  private static let together = "a schema of a judge does not say which fields go together"

  /// The same with a hypothesis in place of what is recorded.
  private static func of(
    _ name: String, _ judge: String, _ report: String, p: String = "0.5",
    beyondSchema: String? = nil
  ) -> Mistake {
    Mistake(
      name, #""record": {"every": 5}"#,
      #""hypotheses": [{"claim": "so", "p": \#(p), "judge":\#n    \#(judge)}]"#, report,
      beyondSchema: beyondSchema)
  }

  /// Mistakes in what is expected.
  static let expected: [Mistake] = [
    of(
      "a judge of names that are not there", #"{"difference": ["Adan", "sgd"], "problem": "sin"}"#,
      #"""
      spec.json:19:21: error: hypotheses[0].judge.difference[0]: there is no optimizer of this name; did you mean "Adam"?
         19 |     {"difference": ["Adan", "sgd"], "problem": "sin"}}]
            |                     ^^^^^^
      spec.json:19:48: error: hypotheses[0].judge.problem: there is no problem of this name; did you mean "sine"?
         19 |     {"difference": ["Adan", "sgd"], "problem": "sin"}}]
            |                                                ^^^^^
      """#, beyondSchema: unknown),
    of(
      "a judge of an unknown quantity",
      #"{"median": "dead_fractoin", "of": "Adam", "problem": "sine", "below": 1}"#,
      #"""
      spec.json:19:16: error: hypotheses[0].judge.median: "dead_fractoin" is unknown; did you mean "dead_fraction"? Known here: epoch, examples, gradient_evaluations, seconds, loss, eval_loss, gradient_norm, update_norm, update_ratio, parameter_norm, distance, dead_units, dead_fraction, real_score, fake_score, saturation, update_cosine, frechet, coverage, classes, class_distance, sharpness, critical_sharpness, preconditioned_sharpness, effective_rate, accuracy, test_loss, test_accuracy, lr, clipped, always_negative, always_positive, dormant_units
         19 |     {"median": "dead_fractoin", "of": "Adam", "problem": "sine", "below": 1}}]
            |                ^^^^^^^^^^^^^^^
      """#),
    of(
      "a probability above 1", #"{"lowest": "sgd", "problem": "sine"}"#,
      #"""
      spec.json:18:39: error: hypotheses[0].p: 1.5 is outside 0 ... 1
         18 |   "hypotheses": [{"claim": "so", "p": 1.5, "judge":
            |                                       ^^^
      """#, p: "1.5"),
    of(
      "an unknown moment, and a range turned round",
      #"{"every": "loss", "at": "ende", "of": "sgd", "problem": "gan", "between": [2, 1]}"#,
      #"""
      spec.json:19:29: error: hypotheses[0].judge.at: "ende" is unknown; did you mean "end"? Known here: start, end, best
         19 |     {"every": "loss", "at": "ende", "of": "sgd", "problem": "gan", "between": [2, 1]}}]
            |                             ^^^^^^
      spec.json:19:79: error: hypotheses[0].judge.between: the first is to be at most the second
         19 |     {"every": "loss", "at": "ende", "of": "sgd", "problem": "gan", "between": [2, 1]}}]
            |                                                                               ^^^^^^
      """#),
    of(
      "a judge of an unknown network",
      #"{"every": "loss", "network": "generater", "of": "sgd", "problem": "gan", "below": 1}"#,
      #"""
      spec.json:19:34: error: hypotheses[0].judge.network: there is no network of this name; did you mean "generator"?
         19 |     {"every": "loss", "network": "generater", "of": "sgd", "problem": "gan", "below": 1}}]
            |                                  ^^^^^^^^^^^
      """#, beyondSchema: unknown),
    of(
      "a quantity of layers without its layer",
      #"{"every": "dormant_units", "of": "sgd", "problem": "sine", "below": 1}"#,
      #"""
      spec.json:19:15: error: hypotheses[0].judge.every: is recorded of layers alone: say which, with "layer"
         19 |     {"every": "dormant_units", "of": "sgd", "problem": "sine", "below": 1}}]
            |               ^^^^^^^^^^^^^^^
      """#, beyondSchema: together),
    of(
      "a layer beyond the last",
      #"{"every": "dormant_units", "layer": 3, "of": "sgd", "problem": "sine", "below": 1}"#,
      #"""
      spec.json:19:41: error: hypotheses[0].judge.layer: the network has 3 layers, counted from 0
         19 |     {"every": "dormant_units", "layer": 3, "of": "sgd", "problem": "sine", "below": 1}}]
            |                                         ^
      """#, beyondSchema: unknown),
    of(
      "a quantity of no layer",
      #"{"every": "accuracy", "layer": 1, "of": "sgd", "problem": "sine", "below": 1}"#,
      #"""
      spec.json:19:15: error: hypotheses[0].judge.every: is not recorded of single layers
         19 |     {"every": "accuracy", "layer": 1, "of": "sgd", "problem": "sine", "below": 1}}]
            |               ^^^^^^^^^^
      """#, beyondSchema: together),
    of(
      "two things to judge by", #"{"lowest": "sgd", "mean": "loss", "problem": "sine"}"#,
      #"""
      spec.json:19:31: error: hypotheses[0].judge.mean: mean and lowest exclude each other
         19 |     {"lowest": "sgd", "mean": "loss", "problem": "sine"}}]
            |                               ^^^^^^
      """#, beyondSchema: together),
    of(
      "nothing to judge by", #"{"problem": "sine", "quantity": "loss"}"#,
      #"""
      spec.json:19:5: error: hypotheses[0].judge: says nothing to judge by; expected one of difference, ratio, lowest, median, mean, every, steps_to, evaluations_to
         19 |     {"problem": "sine", "quantity": "loss"}}]
            |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: together),
    of(
      "a judge without a bound", #"{"median": "eval_loss", "problem": "sine", "of": "sgd"}"#,
      #"""
      spec.json:19:5: error: hypotheses[0].judge: says no bound; expected one of above, below, at_least, at_most, between
         19 |     {"median": "eval_loss", "problem": "sine", "of": "sgd"}}]
            |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: together),
    of(
      "a judge with two bounds",
      #"{"difference": ["Adam", "sgd"], "problem": "sine", "above": 0, "below": 1}"#,
      #"""
      spec.json:19:77: error: hypotheses[0].judge.below: below and above exclude each other
         19 |     {"difference": ["Adam", "sgd"], "problem": "sine", "above": 0, "below": 1}}]
            |                                                                             ^
      """#, beyondSchema: together),
    of(
      "an optimizer against itself, on no problem", #"{"ratio": ["sgd", "sgd"]}"#,
      #"""
      spec.json:19:5: error: hypotheses[0].judge.problem: missing; there are 3 problems: say which
         19 |     {"ratio": ["sgd", "sgd"]}}]
            |     ^^^^^^^^^^^^^^^^^^^^^^^^^
      spec.json:19:23: error: hypotheses[0].judge.ratio[1]: is held against itself
         19 |     {"ratio": ["sgd", "sgd"]}}]
            |                       ^^^^^
      """#, beyondSchema: together),
    of(
      "a value of nobody", #"{"every": "loss", "problem": "sine", "below": 1}"#,
      #"""
      spec.json:19:5: error: hypotheses[0].judge.of: missing; there are 2 optimizers: say which
         19 |     {"every": "loss", "problem": "sine", "below": 1}}]
            |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: together),
    of(
      "a time of two costs",
      #"{"steps_to": 0.1, "evaluations_to": 0.1, "at": 5, "of": "sgd", "problem": "sine", "at_most": 1}"#,
      #"""
      spec.json:19:41: error: hypotheses[0].judge.evaluations_to: evaluations_to and steps_to exclude each other
         19 |     {"steps_to": 0.1, "evaluations_to": 0.1, "at": 5, "of": "sgd", "problem": "sine", "at_most": 1}}]
            |                                         ^^^
      spec.json:19:52: error: hypotheses[0].judge.at: says nothing beside steps_to
         19 |     {"steps_to": 0.1, "evaluations_to": 0.1, "at": 5, "of": "sgd", "problem": "sine", "at_most": 1}}]
            |                                                    ^
      """#, beyondSchema: together),
    of(
      "the lowest with a bound", #"{"lowest": "sgd", "of": "Adam", "problem": "sine", "below": 1}"#,
      #"""
      spec.json:19:29: error: hypotheses[0].judge.of: lowest says itself whose values they are
         19 |     {"lowest": "sgd", "of": "Adam", "problem": "sine", "below": 1}}]
            |                             ^^^^^^
      spec.json:19:65: error: hypotheses[0].judge.below: says nothing beside lowest
         19 |     {"lowest": "sgd", "of": "Adam", "problem": "sine", "below": 1}}]
            |                                                                 ^
      """#, beyondSchema: together),
  ]
}
