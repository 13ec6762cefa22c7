import OptimizerLab

/// Specs that look odd and are right, by name.
enum GoodSpecs {
  static let all: [(String, String)] = [
    ("every kind of problem", Mistake.spec),
    (
      "a schema named",
      Mistake.spec.with(#""name": "base""#, replacedBy: #""$schema": "./x.json", "name": "base""#)
    ),
    (
      "whole numbers with a point or an exponent",
      changed(#""epochs": 2"#, #""epochs": 2.0, "batch_size": 1.6e1"#)
    ),
    (
      "what is expected, judged in every way, and for certain",
      changed(
        #""record": {"every": 5}"#,
        #"""
        "hypotheses": [
          {"claim": "a", "p": 1, "judge": {"difference": ["Adam", "sgd"], "problem": "gan", "at": "best"}},
          {"claim": "b", "p": 0, "judge": {"ratio": ["sgd", "Adam"], "problem": "sine", "evaluations_to": 1, "above": 2}},
          {"claim": "c", "p": 0.5, "judge": {"lowest": "sgd", "quantity": "test_loss", "problem": "sine"}},
          {"claim": "d", "p": 0.5, "judge": {"every": "dead_units", "of": "sgd", "problem": "gan",
            "network": "generator", "layer": 1, "at": 5, "between": [0, 0]}}
        ]
        """#)
    ),
    ("the largest seed", changed("[0, 1]", "[18446744073709551615, 0]")),
    (
      "bare names of layers",
      changed(
        #"{"kind": "linear", "units": 1}, "sigmoid""#,
        #"{"kind": "linear", "units": 1}, {"kind": "leaky_relu"}, "leaky_relu", "relu", "tanh", "sigmoid""#
      )
    ),
    ("all as a batch", changed(#"{"kind": "sgd"}"#, #"{"kind": "sgd", "batch_size": "all"}"#)),
    (
      "a rate for each problem",
      changed(#""lr": 0.001"#, #""lr": {"valley": 1, "gan": 1e-3, "sine": 0.5}"#)
    ),
    ("a list of rates", changed(#""lr": 0.001"#, #""lr": [0.1, 1e-3, 0.01]"#)),
    ("a grid of rates", changed(#""lr": 0.001"#, #""lr": {"log_grid": [1e-4, 10, 6.0]}"#)),
    (
      "rates of every kind for each problem",
      changed(
        #""lr": 0.001"#, #""lr": {"valley": [1, 2], "gan": {"log_grid": [1, 0.1, 3]}, "sine": 0.5}"#
      )
    ),
    (
      "the edge of divergence, for all problems and for one",
      changed(#""lr": 0.001"#, #""lr": {"edge": [1e-3, 10]}"#).with(
        #"{"kind": "sgd"}"#,
        replacedBy:
          #"{"kind": "sgd", "lr": {"sine": {"edge": [1, 2]}, "gan": 1, "valley": [1, 2]}}"#)
    ),
    (
      "settings of every kind that are searched",
      changed(
        #""seeds": [0, 1],"#,
        #""seeds": [0, 1], "tuning": {"seeds": [7], "search": {"lr": {"log_grid": [1e-3, 1, 4]}}},"#
      ).with(
        #"{"kind": "sgd"}"#,
        replacedBy: #"{"kind": "nesterov", "search": {"lr": {"log_uniform": [1e-3, 1]}, "#
          + #""form": ["torch", "lookahead"], "momentum": {"uniform": [0.5, 0.99]}}}, "#
          + #"{"kind": "adam", "name": "b", "search": {"amsgrad": [true, false]}}"#)
    ),
    (
      "a program as an optimizer, with all that it may say",
      changed(
        #"{"kind": "sgd"}"#,
        #"{"kind": "external", "command": ["python3", "a b.py", ""], "folder": "x", "timeout": 1.5, "#
          + #""settings": {"beta1": 0.5, "any": [1, {"x": null}]}, "clip": {"norm": 1}, "lr": 1, "#
          + #""like": {"kind": "nesterov", "form": "lookahead"}}"#)
    ),
    ("a target", changed(#""epochs": 2"#, #""epochs": 2, "target": 0.05"#)),
    (
      "names of any text",
      changed(#""name": "sine""#, #""name": "\"'<b>\\`$(x)\u0000\ud83d\ude42=1""#)
    ),
    (
      "layers that normalize",
      changed(
        #"{"kind": "linear", "units": 4}, "relu""#,
        #"{"kind": "linear", "units": 4}, {"kind": "batch_norm", "momentum": null}, "layer_norm""#
      ).with(#"{"kind": "sgd"}"#, replacedBy: #"{"kind": "lion"}"#)
    ),
    (
      "a discriminator that convolves",
      changed(
        #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
        #"[{"kind": "conv2d", "out_channels": 2, "kernel_size": [5, 3], "padding": 1}, "gelu", {"kind": "max_pool2d", "kernel_size": 2}, {"kind": "dropout", "p": 0.3}, {"kind": "avg_pool2d", "kernel_size": 3, "stride": [1, 2], "padding": [1, 0]}, {"kind": "prelu", "num_parameters": 2}, "flatten", {"kind": "linear", "units": 1}, "sigmoid"]"#
      )
    ),
    (
      "a layer that flattens what is flat",
      changed(
        #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
        #"["flatten", {"kind": "linear", "units": 1}, "sigmoid"]"#)
    ),
    (
      "first weights of every kind",
      changed(
        #"{"kind": "linear", "units": 4}, "relu""#,
        Initializers.all.map { type in
          let object =
            type.kind == "constant" ? #"{"kind": "constant", "val": 0.1}"# : "\"\(type.kind)\""
          return #"{"kind": "linear", "units": 4, "init": \#(object)"#
            + (type.suitsVectors ? #", "bias_init": \#(object)},"# : "},")
        }.joined() + #""elu", "silu", {"kind": "softplus", "beta": 2}, "prelu""#
      ).with(
        #""init": "kaiming_normal""#,
        replacedBy:
          #""init": {"kind": "kaiming_normal", "mode": "fan_out", "nonlinearity": "relu", "a": 0.1}"#
      )
    ),
    (
      "null for the usual",
      changed(
        #"{"kind": "sgd"}"#,
        #"{"kind": "lbfgs", "line_search_fn": null, "max_eval": null}, {"kind": "muon", "adamw_lr": null}"#
      )
    ),
    ("no figures", changed(#""record": {"every": 5}"#, #""record": {}, "figures": []"#)),
    (
      "the shortest rates and the longest", changed(#""lr": 0.001"#, #""lr": 5e-324, "eps": 1e300"#)
    ),
    ("weights", changed(#""steps": 3"#, #""steps": 3, "weights": {"generator": "g.safetensors"}"#)),
    (
      "a table",
      changed(
        #"{"kind": "function"}"#,
        #"{"kind": "csv", "path": "t.csv", "features": ["x"], "target": "y"}"#)
    ),
  ]

  private static func changed(_ right: String, _ other: String) -> String {
    Mistake.spec.with(right, replacedBy: other)
  }
}
