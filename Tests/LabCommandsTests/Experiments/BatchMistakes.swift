extension Mistake {
  /// Batches and seeds that could be trained with, but not as they were meant.
  static let batches: [Mistake] = [
    Mistake(
      "seeds that are one to the generator", "[0, 1]",
      "[1, 4294967297]",
      #"""
      spec.json:3:16: error: seeds[1]: draws the same numbers as seeds[0], 1: of a seed, as in PyTorch, only the remainder by 2^32 is used
          3 |   "seeds": [1, 4294967297],
            |                ^^^^^^^^^^
      """#, beyondSchema: "JSON Schema does not divide"),
    Mistake(
      "a batch beyond the data that is left out", #""epochs": 2"#,
      #""epochs": 2, "batch_size": 300, "drop_last": true"#,
      #"""
      spec.json:7:34: error: problems[0].batch_size: "drop_last": true leaves nothing to train on: the data have 256 examples, and a batch has 300
          7 |       "epochs": 2, "batch_size": 300, "drop_last": true },
            |                                  ^^^
      """#, beyondSchema: "JSON Schema does not compare"),
    Mistake(
      "an optimizer's batch beyond the data that is left out", #"{"kind": "sgd"}"#,
      #"{"kind": "minibatch", "batch_size": 999}"#,
      #"""
      spec.json:16:41: error: optimizers[1].batch_size: "drop_last": true leaves nothing to train on: the data have 256 examples, and a batch has 999
         16 |     {"kind": "minibatch", "batch_size": 999}
            |                                         ^^^
      """#, beyondSchema: "JSON Schema does not compare",
      changes: [(#""epochs": 2"#, #""epochs": 2, "drop_last": true"#)]),
  ]

  /// What is allowed, but seldom meant: specs that are good, with the warning about each.
  static let unusual: [Mistake] = [
    Mistake(
      "a setting searched for all that one has not", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [1, 2], "eps": [1e-8, 1e-4]}},"#,
      #"""
      spec.json:3:77: warning: tuning.search.eps: is searched for "Adam" alone: "sgd" has no such setting
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [1, 2], "eps": [1e-8, 1e-4]}},
            |                                                                             ^^^^^^^^^^^^
      """#),
    Mistake(
      "a target among the features", #"{"kind": "function"}"#,
      #"{"kind": "csv", "path": "t.csv", "features": ["x", "y"], "target": "y"}"#,
      #"""
      spec.json:5:120: warning: problems[0].data.target: this column is among the features, too: the network is told what it is to find out
          5 | …"sine", "kind": "regression", "data": {"kind": "csv", "path": "t.csv", "features": ["x", "y"], "target": "y"},
            |                                                                                                           ^^^
      """#),
    Mistake(
      "a feature twice", #"{"kind": "function"}"#,
      #"{"kind": "csv", "path": "t", "features": ["x", "z", "x"], "target": "y"}"#,
      #"""
      spec.json:5:105: warning: problems[0].data.features[2]: the same column as features[0]
          5 | …sine", "kind": "regression", "data": {"kind": "csv", "path": "t", "features": ["x", "z", "x"], "target": "y"},
            |                                                                                           ^^^
      """#),
    Mistake(
      "stochastic gradient descent in batches", #"{"kind": "sgd"}"#,
      #"{"kind": "sgd", "batch_size": 8}"#,
      #"""
      spec.json:16:35: warning: optimizers[1].batch_size: here, "sgd" means one example an update; with another batch it does what "minibatch" does
         16 |     {"kind": "sgd", "batch_size": 8}
            |                                   ^
      """#),
    Mistake(
      "stochastic gradient descent over all examples", #"{"kind": "sgd"}"#,
      #"{"kind": "sgd", "batch_size": "all"}"#,
      #"""
      spec.json:16:35: warning: optimizers[1].batch_size: here, "sgd" means one example an update; with another batch it does what "gd" does
         16 |     {"kind": "sgd", "batch_size": "all"}
            |                                   ^^^^^
      """#),
    Mistake(
      "gradient descent in batches", #"{"kind": "sgd"}"#,
      #"{"kind": "gd", "batch_size": 8}"#,
      #"""
      spec.json:16:34: warning: optimizers[1].batch_size: here, "gd" means all examples an update; with another batch it does what "minibatch" does
         16 |     {"kind": "gd", "batch_size": 8}
            |                                  ^
      """#),
  ]
}
