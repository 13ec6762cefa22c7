extension Mistake {
  /// Mistakes in networks and their sizes.
  static let networks: [Mistake] = [
    Mistake(
      "an empty model",
      #"""
      [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}]
      """#,
      #"[]"#,
      #"""
      spec.json:6:16: error: problems[0].model: expected a list of 1 ... 1000, found 0
          6 |       "model": [],
            |                ^^
      """#),
    Mistake(
      "a model without a linear layer",
      #"""
      [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}]
      """#,
      #"["relu", "tanh"]"#,
      #"""
      spec.json:6:16: error: problems[0].model: there is nothing to learn without a linear layer
          6 |       "model": ["relu", "tanh"],
            |                ^^^^^^^^^^^^^^^^
      """#,
      beyondSchema:
        "left to the program: an editor would only say that nothing in the list fits"),
    Mistake(
      "a generator without a linear layer", #"[{"kind": "linear", "units": 784}, "tanh"]"#,
      #"["tanh"]"#,
      #"""
      spec.json:9:20: error: problems[1].generator: there is nothing to learn without a linear layer
          9 |       "generator": ["tanh"],
            |                    ^^^^^^^^
      """#,
      beyondSchema:
        "left to the program: an editor would only say that nothing in the list fits"),
    Mistake(
      "a linear layer without units", #"{"kind": "linear", "units": 4}"#,
      #""linear""#,
      #"""
      spec.json:6:17: error: problems[0].model[0].units: missing; expected a whole number in 1 ... 1000000
          6 |       "model": ["linear", "relu", {"kind": "linear", "units": 1}],
            |                 ^^^^^^^^
      """#),
    Mistake(
      "a model with two outputs", #""relu", {"kind": "linear", "units": 1}"#,
      #""relu", {"kind": "linear", "units": 2}"#,
      #"""
      spec.json:6:85: error: problems[0].model[2].units: the model gives 2 values an example, but the data's target has 1: the last linear layer needs as many units
          6 |       "model": [{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 2}],
            |                                                                                     ^
      """#,
      beyondSchema: "JSON Schema does not know what comes last in a list"),
    Mistake(
      "a generator of another size", #""units": 784"#,
      #""units": 783"#,
      #"""
      spec.json:9:49: error: problems[1].generator[0].units: the generator gives 783 values an example, but the data have 784: the last linear layer needs as many units
          9 |       "generator": [{"kind": "linear", "units": 783}, "tanh"],
            |                                                 ^^^
      """#,
      beyondSchema: "JSON Schema does not know what comes last in a list"),
    Mistake(
      "a discriminator with two answers", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "linear", "units": 2}, "sigmoid"]"#,
      #"""
      spec.json:10:53: error: problems[1].discriminator[0].units: the discriminator gives 2 values an example, but its answer is 1 probability: the last linear layer needs as many units
         10 |       "discriminator": [{"kind": "linear", "units": 2}, "sigmoid"],
            |                                                     ^
      """#,
      beyondSchema: "JSON Schema does not know what comes last in a list"),
    Mistake(
      "a discriminator without a sigmoid", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "linear", "units": 1}, "tanh"]"#,
      #"""
      spec.json:10:57: error: problems[1].discriminator[1]: the discriminator's last layer must be sigmoid: its loss is on probabilities
         10 |       "discriminator": [{"kind": "linear", "units": 1}, "tanh"],
            |                                                         ^^^^^^
      """#,
      beyondSchema: "JSON Schema does not know what comes last in a list"),
    Mistake(
      "probabilities without a sigmoid", #""epochs": 2"#,
      #""loss": "bce", "epochs": 2"#,
      #"""
      spec.json:7:15: error: problems[0].loss: bce is on probabilities: the last layer of the model must be sigmoid
          7 |       "loss": "bce", "epochs": 2 },
            |               ^^^^^
      """#,
      beyondSchema: "JSON Schema does not know what comes last in a list"),
    Mistake(
      "an initialization of a nonlinearity that is unknown", #""units": 4"#,
      #""units": 4, "init": {"kind": "kaiming_normal", "nonlinearity": "gelu"}"#,
      #"""
      spec.json:6:99: error: problems[0].model[0].init.nonlinearity: "gelu" is unknown; did you mean "relu"? Known here: linear, sigmoid, tanh, relu, leaky_relu, selu
          6 | …its": 4, "init": {"kind": "kaiming_normal", "nonlinearity": "gelu"}}, "relu", {"kind": "linear", "units": 1}],
            |                                                              ^^^^^^
      """#),
    Mistake(
      "a gain of 0", #""units": 4"#,
      #""units": 4, "init": {"kind": "xavier_normal", "gain": 0}"#,
      #"""
      spec.json:6:90: error: problems[0].model[0].init.gain: 0 is outside 1e-6 ... 1000000
          6 | … "linear", "units": 4, "init": {"kind": "xavier_normal", "gain": 0}}, "relu", {"kind": "linear", "units": 1}],
            |                                                                   ^
      """#),
    Mistake(
      "an initialization of a layer without parameters", #""relu""#,
      #"{"kind": "relu", "init": "zeros"}"#,
      #"""
      spec.json:6:66: error: problems[0].model[1].init: unknown field. Allowed here: kind
          6 | … "model": [{"kind": "linear", "units": 4}, {"kind": "relu", "init": "zeros"}, {"kind": "linear", "units": 1}],
            |                                                              ^^^^^^
      """#),
    Mistake(
      "a bias that asks for fans, and one that is not there", #""units": 4"#,
      #""units": 4, "bias_init": "xavier_normal"}, {"kind": "linear", "units": 4, "bias": false, "bias_init": "zeros""#,
      #"""
      spec.json:6:61: error: problems[0].model[0].bias_init: "xavier_normal" is unknown. Known here: uniform, normal, constant, ones, zeros
          6 | … "linear", "units": 4, "bias_init": "xavier_normal"}, {"kind": "linear", "units": 4, "bias": false, "bias_init…
            |                                      ^^^^^^^^^^^^^^^
      spec.json:6:138: error: problems[0].model[1].bias_init: there is no bias to fill: bias is false
          6 | … {"kind": "linear", "units": 4, "bias": false, "bias_init": "zeros"}, "relu", {"kind": "linear", "units": 1}],
            |                                                              ^^^^^^^
      """#),
    Mistake(
      "maps in a linear layer", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "conv2d", "out_channels": 2, "kernel_size": 5}, {"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"""
      spec.json:10:82: error: problems[1].discriminator[1]: linear takes a list of values, but an example comes here as 2 maps of 24 × 24: put flatten before it
         10 | …inator": [{"kind": "conv2d", "out_channels": 2, "kernel_size": 5}, {"kind": "linear", "units": 1}, "sigmoid"],
            |                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: "JSON Schema knows no shapes"),
    Mistake(
      "a convolution of what is no picture", #""relu""#,
      #"{"kind": "conv2d", "out_channels": 2, "kernel_size": 5}"#,
      #"""
      spec.json:6:49: error: problems[0].model[1]: conv2d takes pictures or maps, but an example comes here as a list of 4 values
          6 | …": [{"kind": "linear", "units": 4}, {"kind": "conv2d", "out_channels": 2, "kernel_size": 5}, {"kind": "linear"…
            |                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: "JSON Schema knows no shapes"),
    Mistake(
      "a window larger than the maps", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "max_pool2d", "kernel_size": 10}, {"kind": "conv2d", "out_channels": 2, "kernel_size": [3, 2]}, "flatten", {"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"""
      spec.json:10:68: error: problems[1].discriminator[1]: a window of 3 × 2 does not fit: an example comes here as 1 map of 2 × 2
         10 | …: "max_pool2d", "kernel_size": 10}, {"kind": "conv2d", "out_channels": 2, "kernel_size": [3, 2]}, "flatten", {…
            |                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: "JSON Schema knows no shapes"),
    Mistake(
      "an answer that is a map", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "conv2d", "out_channels": 1, "kernel_size": 28}, "sigmoid"]"#,
      #"""
      spec.json:10:83: error: problems[1].discriminator[1]: gives 1 map of 1 × 1, but what comes out must be a list of values: put flatten behind it
         10 |       "discriminator": [{"kind": "conv2d", "out_channels": 1, "kernel_size": 28}, "sigmoid"],
            |                                                                                   ^^^^^^^^^
      """#, beyondSchema: "JSON Schema knows no shapes"),
    Mistake(
      "slopes for other units", #""relu""#,
      #"{"kind": "prelu", "num_parameters": 3}"#,
      #"""
      spec.json:6:49: error: problems[0].model[1]: num_parameters is 3, but an example comes here as a list of 4 values: it must be 1 or 4
          6 | …el": [{"kind": "linear", "units": 4}, {"kind": "prelu", "num_parameters": 3}, {"kind": "linear", "units": 1}],
            |                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: "JSON Schema knows no shapes"),
    Mistake(
      "sizes of windows that are none", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "conv2d", "out_channels": 0, "kernel_size": [3], "stride": "2", "padding": -1}, {"kind": "max_pool2d", "kernel_size": 2, "padding": 2}, "flatten", {"kind": "linear", "units": 1}, {"kind": "dropout", "p": 1.5}, "sigmoid"]"#,
      #"""
      spec.json:10:60: error: problems[1].discriminator[0].out_channels: 0 is outside 1 ... 65536
         10 | …[{"kind": "conv2d", "out_channels": 0, "kernel_size": [3], "stride": "2", "padding": -1}, {"kind": "max_pool2d…
            |                                      ^
      spec.json:10:78: error: problems[1].discriminator[0].kernel_size: expected a list of 2, found 1
         10 | …, "out_channels": 0, "kernel_size": [3], "stride": "2", "padding": -1}, {"kind": "max_pool2d", "kernel_size": …
            |                                      ^^^
      spec.json:10:93: error: problems[1].discriminator[0].stride: expected a whole number in 1 ... 1000 or a list of 2, each a whole number in 1 ... 1000, found the text "2"
         10 | …": 0, "kernel_size": [3], "stride": "2", "padding": -1}, {"kind": "max_pool2d", "kernel_size": 2, "padding": 2…
            |                                      ^^^
      spec.json:10:109: error: problems[1].discriminator[0].padding: -1 is outside 0 ... 1000
         10 | …ze": [3], "stride": "2", "padding": -1}, {"kind": "max_pool2d", "kernel_size": 2, "padding": 2}, "flatten", {"…
            |                                      ^^
      spec.json:10:166: error: problems[1].discriminator[1].padding: more than half of kernel_size: some window would see nothing but padding
         10 | …ol2d", "kernel_size": 2, "padding": 2}, "flatten", {"kind": "linear", "units": 1}, {"kind": "dropout", "p": 1.…
            |                                      ^
      spec.json:10:238: error: problems[1].discriminator[4].p: 1.5 is outside 0 ... 1
         10 | …size": 2, "padding": 2}, "flatten", {"kind": "linear", "units": 1}, {"kind": "dropout", "p": 1.5}, "sigmoid"],
            |                                                                                               ^^^
      """#),
    Mistake(
      "more values than are worked with", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "conv2d", "out_channels": 60000, "kernel_size": 1, "padding": 1000}, "flatten", {"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"""
      spec.json:10:25: error: problems[1].discriminator[0]: gives 60000 maps of 2028 × 2028 an example; at most 100000000 values are allowed
         10 |       "discriminator": [{"kind": "conv2d", "out_channels": 60000, "kernel_size": 1, "padding": 1000}, "flatten…
            |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: "JSON Schema does not multiply"),
    Mistake(
      "maps in a linear layer beside a generator that is none",
      #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"["flatten", {"kind": "max_pool2d", "kernel_size": 2}, {"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"""
      spec.json:9:21: error: problems[1].generator[0]: expected a layer (an object with a field kind, or a kind's bare name), found the number 1
          9 |       "generator": [1],
            |                     ^
      spec.json:10:36: error: problems[1].discriminator[1]: max_pool2d takes pictures or maps, but an example comes here as a list of 784 values
         10 |       "discriminator": ["flatten", {"kind": "max_pool2d", "kernel_size": 2}, {"kind": "linear", "units": 1}, "…
            |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, changes: [(#"[{"kind": "linear", "units": 784}, "tanh"]"#, "[1]")]),
    Mistake(
      "a kernel that sees too much", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "conv2d", "out_channels": 1, "kernel_size": 500, "padding": 500}, "flatten", {"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"""
      spec.json:10:25: error: problems[1].discriminator[0]: makes a matrix of 69960250016 numbers of an example; at most 100000000 are allowed
         10 |       "discriminator": [{"kind": "conv2d", "out_channels": 1, "kernel_size": 500, "padding": 500}, "flatten", …
            |                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: "JSON Schema does not multiply"),
    Mistake(
      "a huge convolution", #"[{"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"[{"kind": "conv2d", "out_channels": 60000, "kernel_size": 14, "stride": 14}, {"kind": "conv2d", "out_channels": 60000, "kernel_size": 1}, "flatten", {"kind": "linear", "units": 1}, "sigmoid"]"#,
      #"""
      spec.json:10:24: error: problems[1].discriminator: (1 × 14 × 14 + 1) × 60000 + (60000 × 1 × 1 + 1) × 60000 + (240000 + 1) × 1 = 3612120001 parameters; at most 200000000 are allowed
         10 |       "discriminator": [{"kind": "conv2d", "out_channels": 60000, "kernel_size": 14, "stride": 14}, {"kind": "…
            |                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: "JSON Schema does not multiply"),
    Mistake(
      "a huge layer", #""units": 4"#,
      #""units": 200000000"#,
      #"""
      spec.json:6:45: error: problems[0].model[0].units: 200000000 is outside 1 ... 1000000
          6 |       "model": [{"kind": "linear", "units": 200000000}, "relu", {"kind": "linear", "units": 1}],
            |                                             ^^^^^^^^^
      """#),
    Mistake(
      "a huge network", #"[{"kind": "linear", "units": 784}, "tanh"]"#,
      #"""
      [{"kind": "linear", "units": 300000}, {"kind": "linear", "units": 784, "bias": false}]
      """#,
      #"""
      spec.json:9:20: error: problems[1].generator: (8 + 1) × 300000 + 300000 × 784 = 237900000 parameters; at most 200000000 are allowed
          9 |       "generator": [{"kind": "linear", "units": 300000}, {"kind": "linear", "units": 784, "bias": false}],
            |                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#,
      beyondSchema: "JSON Schema does not multiply"),
  ]
}
