import OptimizerLab

extension ResolvedSpecTests {
  /// The spec that the documentation shows, and what it says in full.
  static let example = #"""
    {
      "$schema": "./experiment.schema.json",
      "name": "adam-vs-sgd",
      "description": "One line for the report.",
      "seeds": [0, 1, 2],
      "problems": [
        { "name": "sine", "kind": "regression",
          "data": {"kind": "function", "function": "sine", "count": 256, "noise": 0.1, "seed": 0},
          "model": [{"kind": "linear", "units": 64}, "relu", {"kind": "linear", "units": 64}, "relu", {"kind": "linear", "units": 1}],
          "loss": "mse", "epochs": 100, "batch_size": 32, "shuffle": "every_epoch" },
        { "name": "gan", "kind": "gan",
          "data": {"kind": "digits", "count": 2048},
          "latent": 64,
          "generator":     [{"kind": "linear", "units": 256}, {"kind": "leaky_relu", "negative_slope": 0.1}, {"kind": "linear", "units": 784}, "tanh"],
          "discriminator": [{"kind": "linear", "units": 128}, {"kind": "leaky_relu", "negative_slope": 0.1}, {"kind": "linear", "units": 1}, "sigmoid"],
          "epochs": 5, "batch_size": 32 }
      ],
      "optimizers": [
        {"name": "Adam", "kind": "adam", "lr": {"sine": 0.001, "gan": 0.0003}},
        {"name": "SGD", "kind": "minibatch", "lr": 0.05}
      ],
      "record": {"every": 10, "probe": 512},
      "figures": ["convergence", "dead_units", "gradients"]
    }

    """#

  static let resolvedExample = #"""
    {
      "name": "adam-vs-sgd",
      "description": "One line for the report.",
      "seeds": [0, 1, 2],
      "problems": [
        {
          "name": "sine",
          "kind": "regression",
          "data": {
            "kind": "function",
            "function": "sine",
            "count": 256,
            "noise": 0.1,
            "seed": 0,
            "holdout": 0,
            "holdout_seed": 0
          },
          "model": [
            {
              "kind": "linear",
              "units": 64,
              "bias": true
            },
            {
              "kind": "relu"
            },
            {
              "kind": "linear",
              "units": 64,
              "bias": true
            },
            {
              "kind": "relu"
            },
            {
              "kind": "linear",
              "units": 1,
              "bias": true
            }
          ],
          "loss": "mse",
          "epochs": 100,
          "batch_size": 32,
          "shuffle": "every_epoch",
          "drop_last": false,
          "dtype": "float32",
          "measure": "loss"
        },
        {
          "name": "gan",
          "kind": "gan",
          "data": {
            "kind": "digits",
            "count": 2048,
            "seed": 0
          },
          "latent": 64,
          "generator": [
            {
              "kind": "linear",
              "units": 256,
              "bias": true
            },
            {
              "kind": "leaky_relu",
              "negative_slope": 0.1
            },
            {
              "kind": "linear",
              "units": 784,
              "bias": true
            },
            {
              "kind": "tanh"
            }
          ],
          "discriminator": [
            {
              "kind": "linear",
              "units": 128,
              "bias": true
            },
            {
              "kind": "leaky_relu",
              "negative_slope": 0.1
            },
            {
              "kind": "linear",
              "units": 1,
              "bias": true
            },
            {
              "kind": "sigmoid"
            }
          ],
          "loss": {
            "kind": "bce"
          },
          "discriminator_steps": 1,
          "epochs": 5,
          "batch_size": 32,
          "shuffle": "every_epoch",
          "drop_last": false,
          "dtype": "float32"
        }
      ],
      "optimizers": [
        {
          "name": "Adam",
          "lr": {
            "sine": 0.001,
            "gan": 0.0003
          },
          "decay_bias": true,
          "kind": "adam",
          "betas": [0.9, 0.999],
          "eps": 1e-8,
          "amsgrad": false,
          "weight_decay": 0
        },
        {
          "name": "SGD",
          "lr": 0.05,
          "decay_bias": true,
          "kind": "minibatch",
          "weight_decay": 0
        }
      ],
      "compare": "optimizers",
      "record": {
        "every": 10,
        "probe": 512,
        "samples": 512,
        "sharpness": 0,
        "interpolation": 0,
        "tensorboard": false
      },
      "same_bits": false,
      "figures": ["convergence", "dead_units", "gradients"]
    }

    """#
}
