import OptimizerLab

extension Mistake {
  /// Mistakes in fields and values.
  static let fields: [Mistake] = [
    Mistake(
      "an unknown field", #""seeds": [0, 1]"#,
      #""sedes": [0, 1]"#,
      #"""
      spec.json:3:3: error: sedes: unknown field; did you mean "seeds"? Allowed here: name, description, seeds, problems, optimizers, compare, tuning, hypotheses, record, same_bits, figures
          3 |   "sedes": [0, 1],
            |   ^^^^^^^
      """#),
    Mistake(
      "an unknown field that resembles none", #""record": {"every": 5}"#,
      #""comment": "x""#,
      #"""
      spec.json:18:3: error: comment: unknown field. Allowed here: name, description, seeds, problems, optimizers, compare, tuning, hypotheses, record, same_bits, figures
         18 |   "comment": "x"
            |   ^^^^^^^^^
      """#),
    Mistake(
      "an unknown setting", #""lr": 0.001"#,
      #""lr": 0.001, "betaz": [0.5, 0.9]"#,
      #"""
      spec.json:15:51: error: optimizers[0].betaz: unknown field; did you mean "betas"? Allowed here: name, lr, batch_size, search, schedule, clip, decay_bias, lr_scale, kind, betas, eps, amsgrad, weight_decay
         15 |     {"name": "Adam", "kind": "adam", "lr": 0.001, "betaz": [0.5, 0.9]},
            |                                                   ^^^^^^^
      """#),
    Mistake(
      "another optimizer's setting", #"{"kind": "sgd"}"#,
      #"{"kind": "sgd", "momentum": 0.9}"#,
      #"""
      spec.json:16:21: error: optimizers[1].momentum: unknown field; did you mean the kind "momentum"? Allowed here: name, lr, batch_size, search, schedule, clip, decay_bias, lr_scale, kind, weight_decay
         16 |     {"kind": "sgd", "momentum": 0.9}
            |                     ^^^^^^^^^^
      """#),
    Mistake(
      "Nesterov's momentum as torch.optim.SGD has it", #"{"kind": "sgd"}"#,
      #"{"kind": "minibatch", "nesterov": true}"#,
      #"""
      spec.json:16:27: error: optimizers[1].nesterov: unknown field; did you mean the kind "nesterov"? Allowed here: name, lr, batch_size, search, schedule, clip, decay_bias, lr_scale, kind, weight_decay
         16 |     {"kind": "minibatch", "nesterov": true}
            |                           ^^^^^^^^^^
      """#),
    Mistake(
      "settings under the names that they have elsewhere", #""lr": 0.001"#,
      #""learning_rate": 0.1, "epsilon": 1e-9, "beta_1": 0.5"#,
      #"""
      spec.json:15:38: error: optimizers[0].learning_rate: unknown field; did you mean "lr"? Allowed here: name, lr, batch_size, search, schedule, clip, decay_bias, lr_scale, kind, betas, eps, amsgrad, weight_decay
         15 |     {"name": "Adam", "kind": "adam", "learning_rate": 0.1, "epsilon": 1e-9, "beta_1": 0.5},
            |                                      ^^^^^^^^^^^^^^^
      spec.json:15:60: error: optimizers[0].epsilon: unknown field; did you mean "eps"? Allowed here: name, lr, batch_size, search, schedule, clip, decay_bias, lr_scale, kind, betas, eps, amsgrad, weight_decay
         15 |     {"name": "Adam", "kind": "adam", "learning_rate": 0.1, "epsilon": 1e-9, "beta_1": 0.5},
            |                                                            ^^^^^^^^^
      spec.json:15:77: error: optimizers[0].beta_1: unknown field; did you mean "betas"? Allowed here: name, lr, batch_size, search, schedule, clip, decay_bias, lr_scale, kind, betas, eps, amsgrad, weight_decay
         15 |     {"name": "Adam", "kind": "adam", "learning_rate": 0.1, "epsilon": 1e-9, "beta_1": 0.5},
            |                                                                             ^^^^^^^^
      """#),
    Mistake(
      "a name from elsewhere of a field that the kind has not", #"{"kind": "sgd"}"#,
      #"{"kind": "sgd", "epsilon": 1e-9}"#,
      #"""
      spec.json:16:21: error: optimizers[1].epsilon: unknown field. Allowed here: name, lr, batch_size, search, schedule, clip, decay_bias, lr_scale, kind, weight_decay
         16 |     {"kind": "sgd", "epsilon": 1e-9}
            |                     ^^^^^^^^^
      """#),
    Mistake(
      "a doubled field", #""lr": 0.001"#,
      #""lr": 0.001, "lr": 0.01"#,
      #"""
      spec.json:15:51: error: optimizers[0].lr: given twice; the first is on line 15
         15 |     {"name": "Adam", "kind": "adam", "lr": 0.001, "lr": 0.01},
            |                                                   ^^^^
      """#,
      beyondSchema: "readers of JSON keep one of two equal keys"),
    Mistake(
      "a schema below the top", #""record": {"every": 5}"#,
      #""record": {"$schema": "x"}"#,
      #"""
      spec.json:18:14: error: record.$schema: unknown field. Allowed here: every, points, probe, samples, sharpness, interpolation, diverged_above, histograms, tensorboard
         18 |   "record": {"$schema": "x"}
            |              ^^^^^^^^^
      """#),
    Mistake(
      "a missing name", #""name": "base","#,
      #""#,
      #"""
      spec.json:1:1: error: name: missing; expected a text
          1 | {
            | ^
      """#),
    Mistake(
      "no problems at all", #""problems""#,
      #""problem""#,
      #"""
      spec.json:1:1: error: problems: missing; expected a list of at least 1, each an object
          1 | {
            | ^
      spec.json:4:3: error: problem: unknown field; did you mean "problems"? Allowed here: name, description, seeds, problems, optimizers, compare, tuning, hypotheses, record, same_bits, figures
          4 |   "problem": [
            |   ^^^^^^^^^
      """#),
    Mistake(
      "a problem without a name", #""name": "gan", "#,
      #""#,
      #"""
      spec.json:8:5: error: problems[1].name: missing; expected a text
          8 |     { "kind": "gan", "data": {"kind": "digits"}, "latent": 8,
            |     ^
      """#),
    Mistake(
      "a problem without data", #""data": {"kind": "digits"}, "#,
      #""#,
      #"""
      spec.json:8:5: error: problems[1].data: missing; expected a data source (an object with a field kind)
          8 |     { "name": "gan", "kind": "gan", "latent": 8,
            |     ^
      """#),
    Mistake(
      "a table without its columns", #"{"kind": "function"}"#,
      #"{"kind": "csv", "path": "t.csv", "features": []}"#,
      #"""
      spec.json:5:53: error: problems[0].data.target: missing; expected a column's name or number or a list of at least 1, each a column's name or number
          5 |     { "name": "sine", "kind": "regression", "data": {"kind": "csv", "path": "t.csv", "features": []},
            |                                                     ^
      spec.json:5:98: error: problems[0].data.features: expected a list of at least 1, found 0
          5 |     { "name": "sine", "kind": "regression", "data": {"kind": "csv", "path": "t.csv", "features": []},
            |                                                                                                  ^^
      """#),
    Mistake(
      "neither epochs nor steps",
      #"""
      ,
            "epochs": 2
      """#,
      #""#,
      #"""
      spec.json:5:5: error: problems[0]: says neither epochs nor steps
          5 |     { "name": "sine", "kind": "regression", "data": {"kind": "function"},
            |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#),
    Mistake(
      "both epochs and steps", #""epochs": 2"#,
      #""epochs": 2, "steps": 9"#,
      #"""
      spec.json:7:29: error: problems[0].steps: steps and epochs exclude each other
          7 |       "epochs": 2, "steps": 9 },
            |                             ^
      """#),
    Mistake(
      "a surface in epochs", #""steps": 5"#,
      #""epochs": 5"#,
      #"""
      spec.json:12:5: error: problems[2].steps: missing; expected a whole number in 1 ... 1000000000
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beale"}, "epochs": 5 }
            |     ^
      spec.json:12:74: error: problems[2].epochs: unknown field. Allowed here: name, target, kind, data, steps, early_stopping, dtype
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beale"}, "epochs": 5 }
            |                                                                          ^^^^^^^^
      """#),
    Mistake(
      "a text for a number", #""lr": 0.001"#,
      #""lr": "0.001""#,
      #"""
      spec.json:15:44: error: optimizers[0].lr: expected a rate above 0, a list of rates, {"log_grid": [from, to, count]} or {"edge": [low, high]}, or an object from problem to one of these, found the text "0.001"
         15 |     {"name": "Adam", "kind": "adam", "lr": "0.001"},
            |                                            ^^^^^^^
      """#),
    Mistake(
      "a number for a text", #""name": "sine""#,
      #""name": 7"#,
      #"""
      spec.json:5:15: error: problems[0].name: expected a text, found the number 7
          5 |     { "name": 7, "kind": "regression", "data": {"kind": "function"},
            |               ^
      """#),
    Mistake(
      "a list for an object", #""record": {"every": 5}"#,
      #""record": [5]"#,
      #"""
      spec.json:18:13: error: record: expected an object, found a list
         18 |   "record": [5]
            |             ^^^
      """#),
    Mistake(
      "seeds that are no list", #"[0, 1]"#,
      #"3"#,
      #"""
      spec.json:3:12: error: seeds: expected a list of at least 1, each a whole number of at least 0, found the number 3
          3 |   "seeds": 3,
            |            ^
      """#),
    Mistake(
      "a comma too many", #""lr": 0.001}"#,
      #""lr": 0.001,}"#,
      #"""
      spec.json:15:49: error: JSON allows no comma after the last element
         15 |     {"name": "Adam", "kind": "adam", "lr": 0.001,},
            |                                                 ^
      """#),
    Mistake(
      "a comment", #""record""#,
      #"""
      // every five
        "record"
      """#,
      #"""
      spec.json:18:3: error: JSON has no comments
         18 |   // every five
            |   ^
      """#),
    Mistake(
      "a tab before the place", #"    {"kind": "sgd"}"#,
      #"\#t{"kind": "sgd", "lr": null}"#,
      #"""
      spec.json:16:24: error: optimizers[1].lr: expected a rate above 0, a list of rates, {"log_grid": [from, to, count]} or {"edge": [low, high]}, or an object from problem to one of these, found null
         16 |  {"kind": "sgd", "lr": null}
            |                        ^^^^
      """#),
  ]
}
