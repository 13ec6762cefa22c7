import OptimizerLab

/// What a message lists of the catalogue, which grows.
private let optimizers = (Catalog.optimizers + Catalog.programs).map { $0.kind }
  .joined(separator: ", ")
private let layers = Catalog.layers.map { $0.kind }.joined(separator: ", ")

extension Mistake {
  /// Mistakes in names and kinds.
  static let names: [Mistake] = [
    Mistake(
      "a name with a slash", #""base""#,
      #""a/b""#,
      #"""
      spec.json:2:11: error: name: is a folder's name: at most 100 letters, digits, '.', '_' and '-', beginning with a letter or digit
          2 |   "name": "a/b",
            |           ^^^^^
      """#),
    Mistake(
      "a name that begins with a point", #""base""#,
      #""..""#,
      #"""
      spec.json:2:11: error: name: is a folder's name: at most 100 letters, digits, '.', '_' and '-', beginning with a letter or digit
          2 |   "name": "..",
            |           ^^^^
      """#),
    Mistake(
      "an empty name", #""base""#,
      #""""#,
      #"""
      spec.json:2:11: error: name: is a folder's name: at most 100 letters, digits, '.', '_' and '-', beginning with a letter or digit
          2 |   "name": "",
            |           ^^
      """#),
    Mistake(
      "a name of another script", #""base""#,
      #""näme""#,
      #"""
      spec.json:2:11: error: name: is a folder's name: at most 100 letters, digits, '.', '_' and '-', beginning with a letter or digit
          2 |   "name": "näme",
            |           ^^^^^^
      """#),
    Mistake(
      "an empty name of a problem", #""name": "gan""#,
      #""name": """#,
      #"""
      spec.json:8:15: error: problems[1].name: a name must not be empty
          8 |     { "name": "", "kind": "gan", "data": {"kind": "digits"}, "latent": 8,
            |               ^^
      """#),
    Mistake(
      "two problems of one name", #""name": "gan""#,
      #""name": "sine""#,
      #"""
      spec.json:8:15: error: problems[1].name: the same name as problems[0]; each may come once
          8 |     { "name": "sine", "kind": "gan", "data": {"kind": "digits"}, "latent": 8,
            |               ^^^^^^
      """#,
      beyondSchema: "JSON Schema compares whole elements only"),
    Mistake(
      "two optimizers of one name", #"{"kind": "sgd"}"#,
      #"{"name": "Adam", "kind": "sgd"}"#,
      #"""
      spec.json:16:14: error: optimizers[1].name: the same name as optimizers[0]; each may come once
         16 |     {"name": "Adam", "kind": "sgd"}
            |              ^^^^^^
      """#,
      beyondSchema: "JSON Schema compares whole elements only"),
    Mistake(
      "two optimizers that are named by their kind",
      #"{"name": "Adam", "kind": "adam", "lr": 0.001}"#,
      #"{"kind": "sgd", "lr": 0.1}"#,
      #"""
      spec.json:16:5: error: optimizers[1].name: the same name as optimizers[0]; each may come once
         16 |     {"kind": "sgd"}
            |     ^^^^^^^^^^^^^^^
      """#,
      beyondSchema: "JSON Schema compares whole elements only"),
    Mistake(
      "a problem without a kind", #""name": "gan", "kind": "gan","#,
      #""name": "gan","#,
      #"""
      spec.json:8:5: error: problems[1].kind: missing; expected one of regression, classification, gan, surface
          8 |     { "name": "gan", "data": {"kind": "digits"}, "latent": 8,
            |     ^
      """#),
    Mistake(
      "an optimizer without a kind", #"{"kind": "sgd"}"#,
      #"{"name": "SGD"}"#,
      #"""
      spec.json:16:5: error: optimizers[1].kind: missing; expected one of \#(optimizers)
         16 |     {"name": "SGD"}
            |     ^
      """#),
    Mistake(
      "data without a kind", #""data": {"kind": "digits"}"#,
      #""data": {"count": 9}"#,
      #"""
      spec.json:8:45: error: problems[1].data.kind: missing; expected one of digits, mnist, fashion_mnist, kmnist, emnist, qmnist
          8 |     { "name": "gan", "kind": "gan", "data": {"count": 9}, "latent": 8,
            |                                             ^
      """#),
    Mistake(
      "an unknown kind of problem", #""kind": "regression""#,
      #""kind": "regresion""#,
      #"""
      spec.json:5:31: error: problems[0].kind: "regresion" is unknown; did you mean "regression"? Known here: regression, classification, gan, surface
          5 |     { "name": "sine", "kind": "regresion", "data": {"kind": "function"},
            |                               ^^^^^^^^^^^
      """#),
    Mistake(
      "an unknown kind of problem and what else is wrong in it", #""kind": "regression""#,
      #""kind": "regresion""#,
      #"""
      spec.json:5:31: error: problems[0].kind: "regresion" is unknown; did you mean "regression"? Known here: regression, classification, gan, surface
          5 |     { "name": "sine", "kind": "regresion", "data": {"kind": "function"},
            |                               ^^^^^^^^^^^
      spec.json:7:17: error: problems[0].epochs: -2 is outside 1 ... 1000000
          7 |       "epochs": -2 },
            |                 ^^
      """#, changes: [(#""epochs": 2"#, #""epochs": -2"#)]),
    Mistake(
      "a kind of problem that resembles none and what else is wrong in it", #""kind": "gan""#,
      #""kind": "diffusion""#,
      #"""
      spec.json:8:30: error: problems[1].kind: "diffusion" is unknown. Known here: regression, classification, gan, surface
          8 |     { "name": "gan", "kind": "diffusion", "data": {"kind": "digits"}, "latent": 0,
            |                              ^^^^^^^^^^^
      spec.json:8:81: error: problems[1].latent: 0 is outside 1 ... 1000000
          8 |     { "name": "gan", "kind": "diffusion", "data": {"kind": "digits"}, "latent": 0,
            |                                                                                 ^
      """#, changes: [(#""latent": 8"#, #""latent": 0"#)]),
    Mistake(
      "an unknown kind of layer", #""relu""#,
      #""rellu""#,
      #"""
      spec.json:6:49: error: problems[0].model[1]: "rellu" is unknown; did you mean "relu"? Known here: \#(layers)
          6 |       "model": [{"kind": "linear", "units": 4}, "rellu", {"kind": "linear", "units": 1}],
            |                                                 ^^^^^^^
      """#),
    Mistake(
      "an unknown kind of optimizer", #""kind": "sgd""#,
      #""kind": "adm""#,
      #"""
      spec.json:16:14: error: optimizers[1].kind: "adm" is unknown; did you mean "adam"? Known here: \#(optimizers)
         16 |     {"kind": "adm"}
            |              ^^^^^
      """#),
    Mistake(
      "an unknown kind of data", #""kind": "digits""#,
      #""kind": "digit""#,
      #"""
      spec.json:8:54: error: problems[1].data.kind: "digit" is unknown; did you mean "digits"? Known here: digits, mnist, fashion_mnist, kmnist, emnist, qmnist
          8 |     { "name": "gan", "kind": "gan", "data": {"kind": "digit"}, "latent": 8,
            |                                                      ^^^^^^^
      """#),
    Mistake(
      "data of another problem's kind", #""kind": "digits""#,
      #""kind": "csv""#,
      #"""
      spec.json:8:54: error: problems[1].data.kind: "csv" is unknown. Known here: digits, mnist, fashion_mnist, kmnist, emnist, qmnist
          8 |     { "name": "gan", "kind": "gan", "data": {"kind": "csv"}, "latent": 8,
            |                                                      ^^^^^
      """#),
    Mistake(
      "data of a function on a surface", #"{"surface": "beale"}"#,
      #"{"kind": "function", "surface": "beale"}"#,
      #"""
      spec.json:12:61: error: problems[2].data.kind: "function" is unknown. Known here: surface
         12 |     { "name": "valley", "kind": "surface", "data": {"kind": "function", "surface": "beale"}, "steps": 5 }
            |                                                             ^^^^^^^^^^
      """#),
    Mistake(
      "an unknown surface", #""beale""#,
      #""beal""#,
      #"""
      spec.json:12:64: error: problems[2].data.surface: "beal" is unknown; did you mean "beale"? Known here: rosenbrock, beale, branin, quadratic, himmelblau, rastrigin, ackley, styblinski_tang, saddle
         12 |     { "name": "valley", "kind": "surface", "data": {"surface": "beal"}, "steps": 5 }
            |                                                                ^^^^^^
      """#),
    Mistake(
      "an unknown figure", #""record": {"every": 5}"#,
      #""figures": ["convergence", "dead_unit"]"#,
      #"""
      spec.json:18:30: error: figures[1]: "dead_unit" is unknown; did you mean "dead_units"? Known here: convergence, accuracy, generalization, confusion_matrix, decision_boundaries, time_to_target, lr_sensitivity, tuning, dead_units, unit_life, gradients, update_ratios, update_cosines, histograms, paths, gan_scores, gan_quality, pictures, sharpness, interpolation, performance_profile, ranks, improvement, problems, divergence_map, theory, learning_rates, gan_matrix, agreement
         18 |   "figures": ["convergence", "dead_unit"]
            |                              ^^^^^^^^^^^
      """#),
    Mistake(
      "an unknown shuffle", #""epochs": 2"#,
      #""epochs": 2, "shuffle": "always""#,
      #"""
      spec.json:7:31: error: problems[0].shuffle: "always" is unknown. Known here: every_epoch, once, never
          7 |       "epochs": 2, "shuffle": "always" },
            |                               ^^^^^^^^
      """#),
    Mistake(
      "an unknown dtype", #""epochs": 2"#,
      #""epochs": 2, "dtype": "float16""#,
      #"""
      spec.json:7:29: error: problems[0].dtype: "float16" is unknown; did you mean "float32"? Known here: float32, float64
          7 |       "epochs": 2, "dtype": "float16" },
            |                             ^^^^^^^^^
      """#),
    Mistake(
      "an unknown loss", #""epochs": 2"#,
      #""loss": "mae", "epochs": 2"#,
      #"""
      spec.json:7:15: error: problems[0].loss: "mae" is unknown; did you mean "mse"? Known here: mse, bce
          7 |       "loss": "mae", "epochs": 2 },
            |               ^^^^^
      """#),
  ]
}
