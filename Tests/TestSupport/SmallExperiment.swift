/// An experiment small enough to train in milliseconds, with a problem of each kind.
package let smallSpec = """
  {
    "name": "small",
    "seeds": [0, 1],
    "problems": [
      { "name": "line", "kind": "regression",
        "data": {"kind": "function", "function": "linear", "count": 40},
        "model": [{"kind": "linear", "units": 8}, "relu", {"kind": "linear", "units": 1}],
        "epochs": 5, "batch_size": 16 },
      { "name": "gan", "kind": "gan", "data": {"kind": "digits", "count": 40}, "latent": 4,
        "generator": [{"kind": "linear", "units": 784}, "tanh"],
        "discriminator": [{"kind": "linear", "units": 4}, "leaky_relu", {"kind": "linear", "units": 1}, "sigmoid"],
        "epochs": 2, "batch_size": 16 },
      { "name": "valley", "kind": "surface",
        "data": {"kind": "surface", "surface": "rosenbrock"}, "steps": 30 }
    ],
    "optimizers": [
      {"name": "Adam", "kind": "adam"},
      {"name": "SGD", "kind": "sgd", "lr": {"line": 0.01, "gan": 0.01, "valley": 0.0001}}
    ],
    "record": {"every": 5, "probe": 32, "samples": 16}
  }
  """

/// The names of the tables whose bytes must not depend on how the trials ran.
package let tables = [
  "trials.csv", "curves.csv", "layers.csv", "summary.csv", "layer_summary.csv", "paths.csv",
  "histograms.csv", "discriminator.csv", "units.csv",
]
