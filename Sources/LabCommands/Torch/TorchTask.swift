internal import ExperimentRunner
internal import OptimizerLab

/// A kind of problem that a script can train.
protocol TorchTask: LearningTask {
  /// The function that trains all problems of this kind.
  static func training(_ traits: TorchTraits) -> String

  /// What the problem's own functions are: its data, its networks.
  /// - Parameters:
  ///   - name: begins the functions' names.
  ///   - folder: what the spec's paths are relative to.
  func functions(
    named name: String, folder: String, files: inout TorchFiles, _ traits: TorchTraits
  ) -> [String]

  /// The problem's settings in the table of problems: `epochs=100`.
  func settings(named name: String, _ traits: TorchTraits) -> [String]
}

extension TorchTask {
  /// What turns a tensor or a network drawn in float32 into the problem's precision.
  var cast: String { precision == .float64 ? ".double()" : "" }

  /// A function that makes the problem's data.
  func dataFunction(
    _ data: any DataSource, for use: DataUse, named name: String, folder: String,
    files: inout TorchFiles
  ) -> String {
    guard let source = data as? any TorchData else {
      preconditionFailure("\(type(of: data).kind) is no TorchData")
    }
    return TorchFunction(
      name: "\(name)_data", sentence: source.sentence,
      statements: source.statements(for: use, cast: cast, folder: folder, files: &files)
    ).text
  }

  /// A function that reads what the problem's pictures show, as far as that is known.
  func labelsFunction(
    _ data: any DataSource, named name: String, folder: String, files: inout TorchFiles
  ) -> String {
    let labels = (data as? any TorchData)?.labels(folder: folder, files: &files)
    return TorchFunction(
      name: "\(name)_labels", sentence: nil, statements: ["return \(labels ?? "None")"]
    ).text
  }

  /// A function that makes a network, and with it draws its parameters.
  func networkFunction(
    _ layers: [any Layer], inputs: Int, named name: String, weights: String?
  ) -> String {
    let network = Network(layers, inputs: inputs)
    let spelled = zip(network.layers, network.widths).map { layer, inputs -> String in
      guard let text = TorchSpelling.layer(layer, inputs: inputs) else {
        preconditionFailure("\(type(of: layer).kind) has no line in TorchSpelling")
      }
      return text
    }
    let made = PythonText.call("nn.Sequential", spelled, depth: 1, splits: true) + cast
    guard let weights else {
      return TorchFunction(name: name, sentence: nil, statements: ["return \(made)"]).text
    }
    return TorchFunction(
      name: name, sentence: nil,
      statements: [
        "model = \(made)",
        "model.load_state_dict(read_weights(HERE / \(PythonText.string(weights))))",
        "return model",
      ]
    ).text
  }
}

/// A Python function.
struct TorchFunction {
  var name: String
  var parameters = ""
  var sentence: String?
  var statements: [String]

  var text: String {
    let lines = (sentence.map { ["\"\"\"\($0)\"\"\""] } ?? []) + statements
    return "def \(name)(\(parameters)):\n" + lines.map { "    \($0)\n" }.joined()
  }
}
