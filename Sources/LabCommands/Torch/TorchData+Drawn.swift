internal import ExperimentRunner
internal import OptimizerLab

// Examples that a script draws itself, as optlab does, or that optlab drew for it.

extension FunctionSource: TorchData {
  var sentence: String {
    "\(count) noisy samples of \(function.torchFormula), from a generator of their own."
  }

  func examples(for use: DataUse, folder: String, files: inout TorchFiles) -> TorchExamples {
    let range = function.range
    let width = PythonText.number(Double(range.upperBound - range.lowerBound))
    let low = PythonText.number(Double(range.lowerBound.magnitude))
    let statements =
      [
        "g = torch.Generator().manual_seed(\(seed))",
        "x = torch.rand(\(count), 1, generator=g) * \(width) - \(low)",
      ] + function.torchStatements + [
        "noise = torch.randn(\(count), 1, generator=g) * \(PythonText.number(noise))"
      ]
    return TorchExamples(statements: statements, y: "y + noise")
  }

  var torchHoldout: (share: Double, seed: UInt64)? { holdout.torchShare }
}

extension SampledFunction {
  /// The function in mathematics' words.
  fileprivate var torchFormula: String {
    switch self {
    case .sine: "sin 2x"
    case .linear: "2x + 1"
    case .polynomial: "x³ − x"
    case .step: "a step"
    }
  }

  /// y of x, both tensors.
  fileprivate var torchStatements: [String] {
    switch self {
    case .sine:
      [
        "# In double precision, then rounded: the sines of float32 differ between libraries.",
        "y = torch.sin((2 * x).double()).float()",
      ]
    case .linear: ["y = 2 * x + 1"]
    case .polynomial: ["y = x * x * x - x"]
    case .step: ["y = (x > 0).float()"]
    }
  }
}

extension DigitsSource: TorchData {
  var sentence: String { "Digits that optlab drew." }

  func examples(for use: DataUse, folder: String, files: inout TorchFiles) -> TorchExamples {
    let name = files.name(of: .digits(count: count, seed: seed))
    let images = "read_images(HERE / \(PythonText.string(name)))"
    guard use == .classes, let labels = labels(folder: folder, files: &files) else {
      return TorchExamples(statements: [], x: images)
    }
    return TorchExamples(statements: ["x = \(images)", "y = \(labels)"], y: "y")
  }

  var torchHoldout: (share: Double, seed: UInt64)? { holdout.torchShare }

  func labels(folder: String, files: inout TorchFiles) -> String? {
    let name = files.name(of: .digitLabels(count: count, seed: seed))
    return "read_labels(HERE / \(PythonText.string(name)))"
  }
}

/// Points of the plane in classes.
protocol TorchPlane: PlaneSource, TorchData {
  /// Statements that put the places into `points` and their classes into `classes`; `g` is the
  /// generator.
  var places: [String] { get }
}

extension TorchPlane {
  var sentence: String { "\(settings.count) points in \(classCount) classes: \(Self.kind)." }

  func examples(for use: DataUse, folder: String, files: inout TorchFiles) -> TorchExamples {
    TorchExamples(
      statements: ["g = torch.Generator().manual_seed(\(settings.seed))"] + places
        + ["x, y = mix_points(points, classes, \(PythonText.number(settings.noise)), g)"],
      y: "y")
  }

  var torchHoldout: (share: Double, seed: UInt64)? { settings.holdout.torchShare }
}

extension MoonsSource: TorchPlane {
  var places: [String] {
    let outer = settings.count / 2
    let inner = settings.count - outer
    return [
      "outer = [math.pi * i / \(max(outer - 1, 1)) for i in range(\(outer))]",
      "inner = [math.pi * i / \(max(inner - 1, 1)) for i in range(\(inner))]",
      "points = [(math.cos(t), math.sin(t)) for t in outer]",
      "points += [(1 - math.cos(t), 1 - math.sin(t) - 0.5) for t in inner]",
      "classes = [0] * \(outer) + [1] * \(inner)",
    ]
  }
}

extension CirclesSource: TorchPlane {
  var places: [String] {
    let outer = settings.count / 2
    return [
      "points, classes = [], []",
      "for k, n, radius in ((0, \(outer), 1.0), (1, \(settings.count - outer), "
        + "\(PythonText.number(factor)))):",
      "    angles = [2 * math.pi * i / n for i in range(n)]",
      "    points += [(radius * math.cos(t), radius * math.sin(t)) for t in angles]",
      "    classes += [k] * n",
    ]
  }
}

extension SpiralsSource: TorchPlane {
  var places: [String] {
    [
      "points, classes = [], []",
      "for k in range(\(classes)):",
      "    n = \(settings.count / classes) + (k < \(settings.count % classes))",
      "    for radius in [(i + 1) / n for i in range(n)]:",
      "        t = 2 * math.pi * (\(PythonText.number(turns)) * radius + k / \(classes))",
      "        points.append((radius * math.cos(t), radius * math.sin(t)))",
      "    classes += [k] * n",
    ]
  }
}

extension BlobsSource: TorchPlane {
  var places: [String] {
    [
      "centers = (torch.rand(\(centers), 2, generator=g) * 20 - 10).tolist()",
      "points, classes = [], []",
      "for k, center in enumerate(centers):",
      "    n = \(settings.count / centers) + (k < \(settings.count % centers))",
      "    points += [center] * n",
      "    classes += [k] * n",
    ]
  }
}
