import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage
import Testing

@Suite("The networks of a PyTorch script")
struct TorchNetworkTests {
  private func script(_ model: String, discriminator: String? = nil) throws -> String {
    let linear = #"[{"kind": "linear", "units": 4}, "relu", {"kind": "linear", "units": 1}]"#
    let judge = #"[{"kind": "linear", "units": 1}, "sigmoid"]"#
    let text = Mistake.spec.with(linear, replacedBy: model)
      .with(judge, replacedBy: discriminator ?? judge)
    let reading = Reading(SpecSource(name: "spec.json", text: text), from: Experiment.ofLab)
    try #require(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    return try TorchScript(reading.value, specFolder: ".").text
  }

  @Test("are filled after they are made, and cast after that")
  func fillings() throws {
    let text = try script(
      #"""
      [{"kind": "linear", "units": 4, "init": {"kind": "kaiming_normal", "mode": "fan_out", "a": 0.1},
        "bias_init": {"kind": "constant", "val": 0}}, {"kind": "gelu", "approximate": "tanh"},
       {"kind": "dropout", "p": 0.5}, {"kind": "prelu", "num_parameters": 4},
       {"kind": "linear", "units": 1, "init": "xavier_uniform"}], "dtype": "float64"
      """#)
    #expect(
      text.contains(
        """
        def sine_model():
            model = nn.Sequential(
                nn.Linear(1, 4),
                nn.GELU(approximate="tanh"),
                nn.Dropout(p=0.5),
                nn.PReLU(num_parameters=4),
                nn.Linear(4, 1),
            )
            nn.init.kaiming_normal_(model[0].weight, a=0.1, mode="fan_out")
            nn.init.constant_(model[0].bias, val=0)
            nn.init.xavier_uniform_(model[4].weight)
            return model.double()
        """))
    // Dropout does something else in an evaluation, and has no units that die.
    #expect(text.contains("model.eval()"))
    #expect(text.contains("if not isinstance(layer, (nn.Linear, nn.Dropout)):"))
  }

  @Test("that take maps begin with what makes them of rows, and count channels")
  func maps() throws {
    let text = try script(
      #"[{"kind": "linear", "units": 1}]"#,
      discriminator: #"""
        [{"kind": "conv2d", "out_channels": 6, "kernel_size": [5, 3], "padding": [2, 1], "init": "ones"},
         {"kind": "softplus", "beta": 2}, {"kind": "max_pool2d", "kernel_size": 2},
         {"kind": "conv2d", "out_channels": 2, "kernel_size": 3, "stride": 2, "bias": false,
          "init": {"kind": "kaiming_uniform", "a": 0.12345, "mode": "fan_out", "nonlinearity": "tanh"}},
         "layer_norm", {"kind": "avg_pool2d", "kernel_size": 2, "stride": 1, "padding": 1}, "flatten",
         {"kind": "linear", "units": 1}, "sigmoid"]
        """#)
    #expect(
      text.contains(
        """
        def gan_discriminator():
            model = nn.Sequential(
                nn.Unflatten(1, (1, 28, 28)),
                nn.Conv2d(1, 6, (5, 3), padding=(2, 1)),
                nn.Softplus(beta=2),
                nn.MaxPool2d(2),
                nn.Conv2d(6, 2, 3, stride=2, bias=False),
                nn.LayerNorm([2, 6, 6]),
                nn.AvgPool2d(2, stride=1, padding=1),
                nn.Flatten(),
                nn.Linear(98, 1),
                nn.Sigmoid(),
            )
            nn.init.ones_(model[1].weight)
            nn.init.kaiming_uniform_(
                model[4].weight,
                a=0.12345,
                mode="fan_out",
                nonlinearity="tanh",
            )
            return model
        """))
    #expect(text.contains("isinstance(layer, weighted)") && text.contains(".transpose(0, 1)"))
    for line in text.split(separator: "\n") { #expect(line.count <= 88, "\(line)") }
  }
}
