import OptimizerLab

extension Mistake {
  /// Mistakes in what is chosen by results.
  static let tuning: [Mistake] = [
    Mistake(
      "tuning without seeds", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"search": {"lr": [1, 2]}},"#,
      #"""
      spec.json:3:30: error: tuning.seeds: missing; expected a list of at least 1, each a whole number of at least 0
          3 |   "seeds": [0, 1], "tuning": {"search": {"lr": [1, 2]}},
            |                              ^
      """#),
    Mistake(
      "a seed that decides and reports", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [100, 1], "search": {"lr": [1, 2]}},"#,
      #"""
      spec.json:3:46: error: tuning.seeds[1]: is seeds[1], too: what is chosen on a seed looks better on it than it is; the two lists may share none
          3 |   "seeds": [0, 1], "tuning": {"seeds": [100, 1], "search": {"lr": [1, 2]}},
            |                                              ^
      """#,
      beyondSchema: "a schema cannot compare lists"),
    Mistake(
      "a seed of tuning twice, to the generator", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7, 4294967303], "search": {"lr": [1, 2]}},"#,
      #"""
      spec.json:3:44: error: tuning.seeds[1]: draws the same numbers as tuning.seeds[0]; each may come once
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7, 4294967303], "search": {"lr": [1, 2]}},
            |                                            ^^^^^^^^^^
      """#,
      beyondSchema: "the generator uses 32 bits of a seed"),
    Mistake(
      "a budget of one", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "budget": 1, "search": {"lr": [1, 2]}},"#,
      #"""
      spec.json:3:55: error: tuning.budget: 1 is outside 2 ... 10000
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "budget": 1, "search": {"lr": [1, 2]}},
            |                                                       ^
      """#),
    Mistake(
      "a setting that nobody has", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [1, 2], "momentun": [0.5]}},"#,
      #"""
      spec.json:3:70: error: tuning.search.momentun: no optimizer here has such a setting; there are amsgrad, betas, eps, lr, weight_decay
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [1, 2], "momentun": [0.5]}},
            |                                                                      ^^^^^^^^^^
      """#,
      beyondSchema: "which settings there are depends on the kinds"),
    Mistake(
      "a rate of nothing among those that are tried", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [0, 0.1]}},"#,
      #"""
      spec.json:3:63: error: tuning.search.lr[0]: 0 is not above 0
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [0, 0.1]}},
            |                                                               ^
      """#,
      beyondSchema: "what is right depends on the setting"),
    Mistake(
      "an interval of rates from nothing", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"uniform": [0, 0.1]}}},"#,
      #"""
      spec.json:3:75: error: tuning.search.lr.uniform[0]: 0 is not above 0
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"uniform": [0, 0.1]}}},
            |                                                                           ^
      """#,
      beyondSchema: "what is right depends on the setting"),
    Mistake(
      "the same rate tried twice", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [0.1, 0.10]}},"#,
      #"""
      spec.json:3:68: error: tuning.search.lr[1]: the same value as tuning.search.lr[0]; each may come once
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [0.1, 0.10]}},
            |                                                                    ^^^^
      """#),
    Mistake(
      "nothing to try", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": []}},"#,
      #"""
      spec.json:3:62: error: tuning.search.lr: expected a list of 1 ... 1000, found 0
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": []}},
            |                                                              ^^
      """#),
    Mistake(
      "one number to try", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": 0.1}},"#,
      #"""
      spec.json:3:62: error: tuning.search.lr: expected a list of values, {"log_uniform": [low, high]}, {"uniform": [low, high]} or {"log_grid": [from, to, count]}, found the number 0.1
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": 0.1}},
            |                                                              ^^^
      """#),
    Mistake(
      "an interval that ends before it begins", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"log_uniform": [1, 0.1]}}},"#,
      #"""
      spec.json:3:78: error: tuning.search.lr.log_uniform: the first is to be below the second
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"log_uniform": [1, 0.1]}}},
            |                                                                              ^^^^^^^^
      """#,
      beyondSchema: "a schema cannot compare numbers"),
    Mistake(
      "an interval in a logarithm that has none", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"log_uniform": [0, 0.1]}}},"#,
      #"""
      spec.json:3:79: error: tuning.search.lr.log_uniform[0]: 0 is not above 0
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"log_uniform": [0, 0.1]}}},
            |                                                                               ^
      """#),
    Mistake(
      "two intervals of one setting", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"log_uniform": [1, 2], "uniform": [1, 2]}}},"#,
      #"""
      spec.json:3:97: error: tuning.search.lr.uniform: uniform and log_uniform exclude each other
          3 |   "seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"log_uniform": [1, 2], "uniform": [1, 2]}}},
            |                                                                                                 ^^^^^^
      """#),
    Mistake(
      "an interval of pairs", #"{"kind": "sgd"}"#,
      #"{"kind": "adam", "name": "b", "search": {"betas": {"uniform": [0, 0.9]}}}"#,
      #"""
      spec.json:16:55: error: optimizers[1].search.betas: is not one number, and has no interval: give a list of values
         16 |     {"kind": "adam", "name": "b", "search": {"betas": {"uniform": [0, 0.9]}}}
            |                                                       ^^^^^^^^^^^^^^^^^^^^^
      """#,
      beyondSchema: "what is right depends on the setting",
      changes: [
        (
          #""seeds": [0, 1],"#,
          #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [1, 2]}},"#
        )
      ]),
    Mistake(
      "a value that its setting does not take", #"{"kind": "sgd"}"#,
      #"{"kind": "adam", "name": "b", "search": {"betas": [[0.9, 0.99], [0.9]], "eps": [1e-8, -1]}}"#,
      #"""
      spec.json:16:69: error: optimizers[1].search.betas[1]: expected a list of 2, found 1
         16 |     {"kind": "adam", "name": "b", "search": {"betas": [[0.9, 0.99], [0.9]], "eps": [1e-8, -1]}}
            |                                                                     ^^^^^
      spec.json:16:91: error: optimizers[1].search.eps[1]: -1 is not at least 0
         16 |     {"kind": "adam", "name": "b", "search": {"betas": [[0.9, 0.99], [0.9]], "eps": [1e-8, -1]}}
            |                                                                                           ^^
      """#,
      beyondSchema: "what is right depends on the setting",
      changes: [
        (
          #""seeds": [0, 1],"#,
          #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [1, 2]}},"#
        )
      ]),
    Mistake(
      "a setting that the kind does not have", #"{"kind": "sgd"}"#,
      #"{"kind": "sgd", "search": {"momentum": [0.5, 0.9]}}"#,
      #"""
      spec.json:16:32: error: optimizers[1].search.momentum: sgd has no such setting; there are lr, weight_decay
         16 |     {"kind": "sgd", "search": {"momentum": [0.5, 0.9]}}
            |                                ^^^^^^^^^^
      """#,
      beyondSchema: "which settings there are depends on the kind",
      changes: [
        (
          #""seeds": [0, 1],"#,
          #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [1, 2]}},"#
        )
      ]),
    Mistake(
      "an optimizer of which nothing is searched", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"eps": [1e-8, 1e-4]}},"#,
      #"""
      spec.json:16:5: error: optimizers[1]: nothing of it is searched: give it a "search", or tuning one that it has a setting of
         16 |     {"kind": "sgd"}
            |     ^^^^^^^^^^^^^^^
      """#,
      beyondSchema: "a schema cannot see that"),
    Mistake(
      "several rates with tuning", #""lr": 0.001"#,
      #""lr": [0.1, 0.01]"#,
      #"""
      spec.json:15:44: error: optimizers[0].lr: several rates are tuning's to try: write {"lr": …} under "search"
         15 |     {"name": "Adam", "kind": "adam", "lr": [0.1, 0.01]},
            |                                            ^^^^^^^^^^^
      """#,
      beyondSchema: "a schema cannot see that",
      changes: [
        (
          #""seeds": [0, 1],"#,
          #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": [1, 2]}},"#
        )
      ]),
    Mistake(
      "a search without tuning", #"{"kind": "sgd"}"#,
      #"{"kind": "sgd", "search": {"lr": [0.5, 0.9]}}"#,
      #"""
      spec.json:16:31: error: optimizers[1].search: is for an experiment with "tuning", which says the seeds and how many are tried
         16 |     {"kind": "sgd", "search": {"lr": [0.5, 0.9]}}
            |                               ^^^^^^^^^^^^^^^^^^
      """#,
      beyondSchema: "a schema cannot see that"),
    Mistake(
      "more tries than anybody can wait for", #""seeds": [0, 1],"#,
      #""seeds": [0, 1], "tuning": {"seeds": [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23], "budget": 10000, "search": {"lr": [1, 2]}},"#,
      #"""
      spec.json:3:117: error: tuning.budget: 3 problems × 2 optimizers × (10000 tried × 17 seeds + 2 seeds) = 1020012 trials; at most 1000000 are allowed
          3 | …[7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23], "budget": 10000, "search": {"lr": [1, 2]}},
            |                                                                               ^^^^^
      """#,
      beyondSchema: "a schema cannot multiply"),
    Mistake(
      "an edge that ends before it begins", #""lr": 0.001"#,
      #""lr": {"edge": [1, 0.1]}"#,
      #"""
      spec.json:15:53: error: optimizers[0].lr.edge: the first is to be below the second
         15 |     {"name": "Adam", "kind": "adam", "lr": {"edge": [1, 0.1]}},
            |                                                     ^^^^^^^^
      """#,
      beyondSchema: "a schema cannot compare numbers"),
    Mistake(
      "an edge with one end", #""lr": 0.001"#,
      #""lr": {"edge": [1]}"#,
      #"""
      spec.json:15:53: error: optimizers[0].lr.edge: expected a list of 2, found 1
         15 |     {"name": "Adam", "kind": "adam", "lr": {"edge": [1]}},
            |                                                     ^^^
      """#),
    Mistake(
      "an edge from nothing for one problem", #""lr": 0.001"#,
      #""lr": {"sine": 0.1, "gan": {"edge": [0, 1]}, "valley": 1}"#,
      #"""
      spec.json:15:75: error: optimizers[0].lr.gan.edge[0]: 0 is not above 0
         15 |     {"name": "Adam", "kind": "adam", "lr": {"sine": 0.1, "gan": {"edge": [0, 1]}, "valley": 1}},
            |                                                                           ^
      """#),
  ]
}
