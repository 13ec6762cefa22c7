internal import ExperimentRunner
internal import OptimizerLab

extension SurfaceTask: TorchTask {
  static func training(_ traits: TorchTraits) -> String {
    ((traits.walks ? [walk(traits)] : []) + (traits.hasSaddles ? [game(traits)] : []))
      .joined(separator: "\n\n")
  }

  private static func walk(_ traits: TorchTraits) -> String {
    #"""
    def train_surface(problem, entry, trial):
        """Walks down a function of a point's coordinates."""
        point = problem.start.clone().requires_grad_()\#(traits.hasNoise ? noise : "")
        optimizer = entry.optimizer(problem, [point])
        watch = Watch("model", [point], optimizer)\#(traits.clip("watch", of: "entry"))

        def eval_loss():
            return problem.surface(point).item()

        recorder = Recorder(trial, [watch], eval_loss=eval_loss)\#(traits.stopping)\#(rates(traits))
        for _ in recorder.steps([None], problem.steps):\#(traits.lookAhead("optimizer"))
    \#(traits.evaluatesOften ? often(traits) : once(traits))
    """#
  }

  private static let noise = """

        if problem.noise > 0:  # drawn anew for each gradient
            point.register_hook(
                lambda grad: grad + problem.noise * torch.randn(len(grad)).to(grad)
            )
    """

  private static func rates(_ traits: TorchTraits, of optimizer: String = "optimizer") -> String {
    traits.hasSchedules
      ? "\n    rates = Rates(entry, \(optimizer), problem.steps, eval_loss=eval_loss)" : ""
  }

  private static func once(_ traits: TorchTraits) -> String {
    """
            optimizer.zero_grad()
            loss = problem.surface(point)
            loss.backward()\(traits.clipping("watch", to: "[point]"))
            optimizer.step()

            watch.updated(loss)\(traits.stepped("rates", "loss"))
            recorder.gradients += 1

    """
  }

  private static func often(_ traits: TorchTraits) -> String {
    """

            def evaluate():
                recorder.gradients += 1
                return problem.surface(point), {}

            loss, _ = take_step(optimizer, [point], evaluate\(traits.clipArgument("watch")))
            watch.updated(loss)\(traits.stepped("rates", "loss"))

    """
  }

  private static func game(_ traits: TorchTraits) -> String {
    let noise = traits.hasNoise ? Self.noiseOfPlayer : ""
    return #"""
      def train_saddle(problem, entry, trial):
          """Two players on one function, an optimizer each: x goes down it, y goes up it."""
          x, y = (part.clone().requires_grad_() for part in problem.start.split(1))
          optimizer_x, optimizer_y = (entry.optimizer(problem, [p]) for p in (x, y))
          both = SimpleNamespace(
              optimizers=[optimizer_x, optimizer_y], param_groups=optimizer_x.param_groups
          )
          watch = Watch("model", [x, y], both)

          def eval_loss():
              return torch.cat([x, y]).double().norm().item()

          recorder = Recorder(trial, [watch], eval_loss=eval_loss)\#(traits.stopping)\#(rates(traits, of: "both"))

          def slope(player, sign):
              (slope,) = torch.autograd.grad(problem.surface(x, y), player)
              slope = sign * slope\#(noise)
              return slope

          for _ in recorder.steps([None], problem.steps):\#(traits.lookAhead("optimizer_x", then: "optimizer_y.look_ahead()"))
              loss = problem.surface(x, y)
              x.grad = slope(x, 1)
              if problem.alternating:  # y sees where x has come to
                  optimizer_x.step()
                  y.grad = slope(y, -1)
              else:
                  y.grad = slope(y, -1)
                  optimizer_x.step()
              optimizer_y.step()

              watch.updated(loss)\#(traits.stepped("rates", "loss"))
              recorder.gradients += 2 if problem.alternating else 1

      """#
  }

  private static let noiseOfPlayer = """

            if problem.noise > 0:
                slope = slope + problem.noise * torch.randn(1).to(slope)
    """

  func functions(
    named name: String, folder: String, files: inout TorchFiles, _ traits: TorchTraits
  ) -> [String] {
    switch data.ground {
    case .surface(let surface): [Self.function(surface, named: name)]
    case .bowl(let curvatures, let rotation):
      [Self.function(curvatures, rotation, named: name)]
    case .saddle(let saddle):
      [
        TorchFunction(
          name: "\(name)_surface", parameters: "x, y",
          sentence: "Goes down along x and up along y.",
          statements: ["x, y = x.double(), y.double()", "return \(saddle.expression)"]
        ).text
      ]
    }
  }

  private static func function(_ surface: any Surface.Type, named name: String) -> String {
    let expression = surface.expression
    var statements = [
      "# In double precision: near a minimum, single leaves little but rounding.",
      "x, y = point.double()",
    ]
    if expression.contains("cos(") { statements.append("cos, pi = torch.cos, torch.pi") }
    if expression.contains("exp(") { statements.append("exp = torch.exp") }
    if expression.contains("sqrt(") {
      statements += [
        "", "def sqrt(square):", "    # Flat at 0, where autograd would give no number.",
        "    return square.clamp_min(1e-300).sqrt()", "",
      ]
    }
    return TorchFunction(
      name: "\(name)_surface", parameters: "point", sentence: "\(surface.summary).",
      statements: statements + ["return \(expression)"]
    ).text
  }

  /// A function that makes the function, for its axes are drawn once.
  private static func function(
    _ curvatures: [Double], _ rotation: Bowl.Rotation?, named name: String
  ) -> String {
    let numbers = PythonText.list(
      curvatures.map(PythonText.number), depth: 1, after: "curvatures = torch.tensor(")
    var statements = ["curvatures = torch.tensor(\(numbers), dtype=torch.float64)"]
    var point = "point.double()"
    switch rotation {
    case nil: break
    case .degrees(let degrees):
      statements += [
        "angle = math.radians(\(PythonText.number(degrees)))",
        "cos, sin = math.cos(angle), math.sin(angle)",
        "axes = torch.tensor([[cos, sin], [-sin, cos]], dtype=torch.float64)",
      ]
      point = "axes @ point.double()"
    case .seed(let seed):
      statements.append("axes = random_axes(\(curvatures.count), \(seed))")
      point = "axes @ point.double()"
    }
    return TorchFunction(
      name: "\(name)_surface", sentence: "½ Σ λᵢ·yᵢ², y the point in coordinates along the axes.",
      statements: statements + [
        "return lambda point: (curvatures * (\(point)) ** 2).sum() / 2"
      ]
    ).text
  }

  func settings(named name: String, _ traits: TorchTraits) -> [String] {
    var settings: [String]
    switch data.ground {
    case .surface: settings = ["train=train_surface", "surface=\(name)_surface"]
    case .bowl: settings = ["train=train_surface", "surface=\(name)_surface()"]
    case .saddle(let saddle):
      settings = [
        "train=train_saddle", "surface=\(name)_surface",
        "alternating=\(saddle.updates == .alternating ? "True" : "False")",
      ]
    }
    settings += ["start=\(start)", "steps=\(steps)"]
    if traits.hasNoise { settings.append("noise=\(PythonText.number(data.noise ?? 0))") }
    return settings + traits.stopping(earlyStopping)
  }

  private var start: String {
    let point = data.startPoint
    if point.count > 8, point.allSatisfy({ $0 == point[0] }) {
      return
        "torch.full((\(point.count),), \(PythonText.number(point[0])), dtype=torch.float32)\(cast)"
    }
    let numbers = point.map(PythonText.number).joined(separator: ", ")
    return "torch.tensor([\(numbers)], dtype=torch.float32)\(cast)"
  }
}
