import OptimizerLab

extension Mistake {
  /// Mistakes in ranges and lists.
  static let ranges: [Mistake] = [
    Mistake(
      "a fraction for a whole number", #""every": 5"#,
      #""every": 2.5"#,
      #"""
      spec.json:18:23: error: record.every: 2.5 is not a whole number
         18 |   "record": {"every": 2.5}
            |                       ^^^
      """#),
    Mistake(
      "a number out of range", #""every": 5"#,
      #""every": 0"#,
      #"""
      spec.json:18:23: error: record.every: 0 is outside 1 ... 1000000000
         18 |   "record": {"every": 0}
            |                       ^
      """#),
    Mistake(
      "one picture alone to be measured", #""every": 5"#,
      #""samples": 1"#,
      #"""
      spec.json:18:25: error: record.samples: one picture has no spread: 0 for none, or at least 2
         18 |   "record": {"samples": 1}
            |                         ^
      """#, beyondSchema: "0, or 2 and more"),
    Mistake(
      "a rate of nothing", #""lr": 0.001"#,
      #""lr": 0"#,
      #"""
      spec.json:15:44: error: optimizers[0].lr: 0 is not above 0
         15 |     {"name": "Adam", "kind": "adam", "lr": 0},
            |                                            ^
      """#),
    Mistake(
      "a rate beyond all numbers", #""lr": 0.001"#,
      #""lr": 1e400"#,
      #"""
      spec.json:15:44: error: optimizers[0].lr: 1e400 is too large
         15 |     {"name": "Adam", "kind": "adam", "lr": 1e400},
            |                                            ^^^^^
      """#,
      beyondSchema: "JSON's numbers have no largest"),
    Mistake(
      "a beta of 1", #""lr": 0.001"#,
      #""betas": [0.9, 1]"#,
      #"""
      spec.json:15:53: error: optimizers[0].betas[1]: 1 is outside 0 ..< 1
         15 |     {"name": "Adam", "kind": "adam", "betas": [0.9, 1]},
            |                                                     ^
      """#),
    Mistake(
      "one beta", #""lr": 0.001"#,
      #""betas": [0.9]"#,
      #"""
      spec.json:15:47: error: optimizers[0].betas: expected a list of 2, found 1
         15 |     {"name": "Adam", "kind": "adam", "betas": [0.9]},
            |                                               ^^^^^
      """#),
    Mistake(
      "a negative seed", #"[0, 1]"#,
      #"[0, -1]"#,
      #"""
      spec.json:3:16: error: seeds[1]: -1 is not at least 0
          3 |   "seeds": [0, -1],
            |                ^^
      """#),
    Mistake(
      "a seed beyond 64 bits", #"[0, 1]"#,
      #"[18446744073709551616]"#,
      #"""
      spec.json:3:13: error: seeds[0]: 18446744073709551616 is too large
          3 |   "seeds": [18446744073709551616],
            |             ^^^^^^^^^^^^^^^^^^^^
      """#,
      beyondSchema: "JSON's numbers have no largest"),
    Mistake(
      "a seed twice", #"[0, 1]"#,
      #"[4, 5, 4]"#,
      #"""
      spec.json:3:19: error: seeds[2]: the same seed as seeds[0]; each may come once
          3 |   "seeds": [4, 5, 4],
            |                   ^
      """#),
    Mistake(
      "no seeds", #"[0, 1]"#,
      #"[]"#,
      #"""
      spec.json:3:12: error: seeds: expected a list of at least 1, found 0
          3 |   "seeds": [],
            |            ^^
      """#),
    Mistake(
      "no optimizers",
      #"""
      "optimizers": [
          {"name": "Adam", "kind": "adam", "lr": 0.001},
          {"kind": "sgd"}
        ]
      """#,
      #""optimizers": []"#,
      #"""
      spec.json:14:17: error: optimizers: expected a list of at least 1, found 0
         14 |   "optimizers": [],
            |                 ^^
      """#),
    Mistake(
      "too many pictures", #"{"kind": "digits"}"#,
      #"{"kind": "mnist", "count": 1000001}"#,
      #"""
      spec.json:8:72: error: problems[1].data.count: 1000001 is outside 1 ... 1000000
          8 |     { "name": "gan", "kind": "gan", "data": {"kind": "mnist", "count": 1000001}, "latent": 8,
            |                                                                        ^^^^^^^
      """#),
    Mistake(
      "a start with three numbers", #""surface": "beale""#,
      #""surface": "beale", "start": [1, 2, 3]"#,
      #"""
      spec.json:12:82: error: problems[2].data.start: has 3 numbers, but "beale" has 2 coordinates: x, y
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beale", "start": [1, 2, 3]}, "steps": 5 }
            |                                                                                  ^^^^^^^^^
      """#, beyondSchema: "how many there are to be depends on the surface"),
    Mistake(
      "a batch of a word", #"{"kind": "sgd"}"#,
      #"{"kind": "sgd", "batch_size": "some"}"#,
      #"""
      spec.json:16:35: error: optimizers[1].batch_size: "some" is unknown. Known here: all
         16 |     {"kind": "sgd", "batch_size": "some"}
            |                                   ^^^^^^
      """#),
    Mistake(
      "no rates", #""lr": 0.001"#,
      #""lr": []"#,
      #"""
      spec.json:15:44: error: optimizers[0].lr: expected a list of at least 1, found 0
         15 |     {"name": "Adam", "kind": "adam", "lr": []},
            |                                            ^^
      """#),
    Mistake(
      "bad rates in a list", #""lr": 0.001"#,
      #""lr": [0.1, -1, "x", 0.1]"#,
      #"""
      spec.json:15:50: error: optimizers[0].lr[1]: -1 is not above 0
         15 |     {"name": "Adam", "kind": "adam", "lr": [0.1, -1, "x", 0.1]},
            |                                                  ^^
      spec.json:15:54: error: optimizers[0].lr[2]: expected a number above 0, found the text "x"
         15 |     {"name": "Adam", "kind": "adam", "lr": [0.1, -1, "x", 0.1]},
            |                                                      ^^^
      """#),
    Mistake(
      "a rate twice", #""lr": 0.001"#,
      #""lr": [0.1, 0.01, 1e-1]"#,
      #"""
      spec.json:15:56: error: optimizers[0].lr[2]: the same rate as optimizers[0].lr[0]; each may come once
         15 |     {"name": "Adam", "kind": "adam", "lr": [0.1, 0.01, 1e-1]},
            |                                                        ^^^^
      """#),
    Mistake(
      "a grid of two", #""lr": 0.001"#,
      #""lr": {"log_grid": [0.1, 1]}"#,
      #"""
      spec.json:15:57: error: optimizers[0].lr.log_grid: expected a list of 3, found 2
         15 |     {"name": "Adam", "kind": "adam", "lr": {"log_grid": [0.1, 1]}},
            |                                                         ^^^^^^^^
      """#),
    Mistake(
      "a grid of half a rate", #""lr": 0.001"#,
      #""lr": {"log_grid": [0.1, 1, 2.5]}"#,
      #"""
      spec.json:15:66: error: optimizers[0].lr.log_grid[2]: the count is a whole number in 2 ... 1000
         15 |     {"name": "Adam", "kind": "adam", "lr": {"log_grid": [0.1, 1, 2.5]}},
            |                                                                  ^^^
      """#),
    Mistake(
      "a grid from 0, with more in it", #""lr": 0.001"#,
      #""lr": {"log_grid": [0, 1, 5], "sine": 1}"#,
      #"""
      spec.json:15:58: error: optimizers[0].lr.log_grid[0]: 0 is not above 0
         15 |     {"name": "Adam", "kind": "adam", "lr": {"log_grid": [0, 1, 5], "sine": 1}},
            |                                                          ^
      spec.json:15:68: error: optimizers[0].lr.sine: unknown field. Allowed here: log_grid
         15 |     {"name": "Adam", "kind": "adam", "lr": {"log_grid": [0, 1, 5], "sine": 1}},
            |                                                                    ^^^^^^
      """#),
    Mistake(
      "a grid of equal rates", #""lr": 0.001"#,
      #""lr": {"log_grid": [1, 1, 3]}"#,
      #"""
      spec.json:15:57: error: optimizers[0].lr.log_grid: 3 rates from 1 to 1 are not all different
         15 |     {"name": "Adam", "kind": "adam", "lr": {"log_grid": [1, 1, 3]}},
            |                                                         ^^^^^^^^^
      """#, beyondSchema: "a schema does not reckon"),
    Mistake(
      "a bad grid for a problem", #""lr": 0.001"#,
      #""lr": {"sine": 0.1, "gan": {"log_grid": [1]}, "valley": 1}"#,
      #"""
      spec.json:15:78: error: optimizers[0].lr.gan.log_grid: expected a list of 3, found 1
         15 |     {"name": "Adam", "kind": "adam", "lr": {"sine": 0.1, "gan": {"log_grid": [1]}, "valley": 1}},
            |                                                                              ^^^
      """#),
    Mistake(
      "a rate for no problem", #""lr": 0.001"#,
      #""lr": {"sine": 0.1, "gna": 0.1, "valley": 1}"#,
      #"""
      spec.json:15:44: error: optimizers[0].lr: has no learning rate for the problem "gan"
         15 |     {"name": "Adam", "kind": "adam", "lr": {"sine": 0.1, "gna": 0.1, "valley": 1}},
            |                                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      spec.json:15:58: error: optimizers[0].lr.gna: there is no problem of this name; did you mean "gan"?
         15 |     {"name": "Adam", "kind": "adam", "lr": {"sine": 0.1, "gna": 0.1, "valley": 1}},
            |                                                          ^^^^^
      """#,
      beyondSchema: "JSON Schema has no references from object to object"),
    Mistake(
      "a rate missing for a problem", #""lr": 0.001"#,
      #""lr": {"sine": 0.1, "gan": 0.1}"#,
      #"""
      spec.json:15:44: error: optimizers[0].lr: has no learning rate for the problem "valley"
         15 |     {"name": "Adam", "kind": "adam", "lr": {"sine": 0.1, "gan": 0.1}},
            |                                            ^^^^^^^^^^^^^^^^^^^^^^^^^
      """#,
      beyondSchema: "JSON Schema has no references from object to object"),
    Mistake(
      "a bad rate for a problem", #""lr": 0.001"#,
      #""lr": {"sine": 0.1, "gan": -0.1, "valley": 1}"#,
      #"""
      spec.json:15:65: error: optimizers[0].lr.gan: -0.1 is not above 0
         15 |     {"name": "Adam", "kind": "adam", "lr": {"sine": 0.1, "gan": -0.1, "valley": 1}},
            |                                                                 ^^^^
      """#),
    Mistake(
      "a rate table with a doubled problem", #""lr": 0.001"#,
      #""lr": {"sine": 0.1, "gan": 0.1, "valley": 1, "gan": 0.2}"#,
      #"""
      spec.json:15:83: error: optimizers[0].lr.gan: given twice; the first is on line 15
         15 |     {"name": "Adam", "kind": "adam", "lr": {"sine": 0.1, "gan": 0.1, "valley": 1, "gan": 0.2}},
            |                                                                                   ^^^^^
      """#,
      beyondSchema: "readers of JSON keep one of two equal keys"),
  ]
}
