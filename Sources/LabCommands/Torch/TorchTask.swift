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
    _ network: Network, named name: String, weights: String?
  ) -> String {
    let spelled = zip(network.layers, network.shapes).map { layer, shape -> String in
      guard let text = TorchSpelling.layer(layer, shape: shape) else {
        preconditionFailure("\(type(of: layer).kind) has no line in TorchSpelling")
      }
      return text
    }
    // The data are rows of values; where layers take maps, they are told what a row is.
    let first = network.shapes[0]
    let takesRows = first.count == 1
    let shaping =
      takesRows ? [] : ["nn.Unflatten(1, (\(first.map { "\($0)" }.joined(separator: ", "))))"]
    let made = PythonText.call("nn.Sequential", shaping + spelled, depth: 1, splits: true)
    let fillings = network.layers.enumerated().flatMap { i, layer in
      TorchSpelling.fillings(of: layer, at: i + shaping.count)
    }
    guard weights != nil || !fillings.isEmpty else {
      return TorchFunction(name: name, sentence: nil, statements: ["return \(made)\(cast)"]).text
    }
    // What fills the parameters draws in single precision, so that the cast comes after it.
    let (before, after) = fillings.isEmpty ? (cast, "") : ("", cast)
    // A file names the layers by their places in the spec.
    let own = takesRows ? "model" : "nn.Sequential(*model[1:])"
    let loading = weights.map {
      "\(own).load_state_dict(read_weights(HERE / \(PythonText.string($0))))"
    }
    return TorchFunction(
      name: name, sentence: nil,
      statements: ["model = \(made)\(before)"] + fillings
        + (loading == nil ? [] : after.isEmpty ? [] : ["model = model\(after)"])
        + (loading.map { [$0] } ?? []) + ["return model\(loading == nil ? after : "")"]
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
