import OptimizerLab

extension Mistake {
  /// Mistakes after which it is clear how to go on, so that those behind them are reported too.
  static let syntax: [Mistake] = [
    Mistake(
      "a number that JSON does not have, before an unknown field",
      #""lr": 0.001},"#,
      #""lr": NaN, "betaz": 1},"#,
      #"""
      spec.json:15:44: error: expected a value, found "NaN"; JSON has no such number
         15 |     {"name": "Adam", "kind": "adam", "lr": NaN, "betaz": 1},
            |                                            ^
      spec.json:15:49: error: optimizers[0].betaz: unknown field; did you mean "betas"? Allowed here: name, lr, batch_size, search, schedule, clip, decay_bias, lr_scale, kind, betas, eps, amsgrad, weight_decay
         15 |     {"name": "Adam", "kind": "adam", "lr": NaN, "betaz": 1},
            |                                                 ^^^^^^^
      """#),
    Mistake(
      "an infinity and a number with a zero before it", #""lr": 0.001"#,
      #""lr": -Infinity, "eps": 01"#,
      #"""
      spec.json:15:45: error: expected a digit after "-", found "Infinity"; JSON has no such number
         15 |     {"name": "Adam", "kind": "adam", "lr": -Infinity, "eps": 01},
            |                                             ^
      spec.json:15:62: error: JSON's numbers do not begin with a 0 before other digits
         15 |     {"name": "Adam", "kind": "adam", "lr": -Infinity, "eps": 01},
            |                                                              ^
      """#),
    Mistake(
      "a number beyond every number", #""lr": 0.001"#,
      #""lr": 1e400, "eps": -1e400"#,
      #"""
      spec.json:15:44: error: optimizers[0].lr: 1e400 is too large
         15 |     {"name": "Adam", "kind": "adam", "lr": 1e400, "eps": -1e400},
            |                                            ^^^^^
      spec.json:15:58: error: optimizers[0].eps: -1e400 is too large
         15 |     {"name": "Adam", "kind": "adam", "lr": 1e400, "eps": -1e400},
            |                                                          ^^^^^^
      """#),
    Mistake(
      "a comma too few, one too many, and a word of Python's",
      #"""
          {"name": "Adam", "kind": "adam", "lr": 0.001},
          {"kind": "sgd"}
      """#,
      #"""
          {"name": "Adam", "kind": "adam" "amsgrad": True}
          {"kind": "sgd"},
      """#,
      #"""
      spec.json:15:37: error: expected "," or "}", found "\""
         15 |     {"name": "Adam", "kind": "adam" "amsgrad": True}
            |                                     ^
      spec.json:15:48: error: expected a value, found "True"; did you mean true?
         15 |     {"name": "Adam", "kind": "adam" "amsgrad": True}
            |                                                ^
      spec.json:16:5: error: expected "," or "]", found "{"
         16 |     {"kind": "sgd"},
            |     ^
      spec.json:16:20: error: JSON allows no comma after the last element
         16 |     {"kind": "sgd"},
            |                    ^
      """#),
    Mistake(
      "comments of all kinds, and a mistake behind them", #""record": {"every": 5}"#,
      #"""
      # one
        "record": /* two */ {"every": 5, // three
          "prob": 1}
      """#,
      #"""
      spec.json:18:3: error: JSON has no comments
         18 |   # one
            |   ^
      spec.json:19:13: error: JSON has no comments
         19 |   "record": /* two */ {"every": 5, // three
            |             ^
      spec.json:19:36: error: JSON has no comments
         19 |   "record": /* two */ {"every": 5, // three
            |                                    ^
      spec.json:20:5: error: record.prob: unknown field; did you mean "probe"? Allowed here: every, points, probe, samples, sharpness, interpolation, diverged_above, histograms, tensorboard
         20 |     "prob": 1}
            |     ^^^^^^
      """#),
    Mistake(
      "a word of Python's, and then a text that does not end", #""lr": 0.001"#,
      #""amsgrad": False, "lr": "0.001"#,
      #"""
      spec.json:15:49: error: expected a value, found "False"; did you mean false?
         15 |     {"name": "Adam", "kind": "adam", "amsgrad": False, "lr": "0.001},
            |                                                 ^
      spec.json:15:70: error: the text does not end on its line; a line break in it is written \n
         15 |     {"name": "Adam", "kind": "adam", "amsgrad": False, "lr": "0.001},
            |                                                                      ^
      """#),
    Mistake(
      "a null where a value should be", #""seeds": [0, 1]"#,
      #""seeds": [null, 1], "description": null"#,
      #"""
      spec.json:3:13: error: seeds[0]: expected a whole number of at least 0, found null
          3 |   "seeds": [null, 1], "description": null,
            |             ^^^^
      spec.json:3:38: error: description: expected a text, found null
          3 |   "seeds": [null, 1], "description": null,
            |                                      ^^^^
      """#),
  ]
}
