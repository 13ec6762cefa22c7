import OptimizerLab
internal import SpecLanguage
import TestSupport
import Testing

/// What a fixture says around an optimizer.
struct PlanFixture {
  /// The object of a spec, as a spec is read.
  static func read<Value: Configurable>(_ type: Value.Type, _ node: JSONNode) throws -> Value {
    let reading = Reading<Value>(node, in: SpecSource(name: "", text: ""))
    return try #require(reading.diagnostics.isEmpty ? reading.value : nil, "\(node)")
  }

  static func plan(_ json: LooseJSON, stepCount: Int) throws -> StepPlan {
    var plan = StepPlan()
    plan.stepCount = stepCount
    for (key, value) in json.members {
      switch key {
      case "schedule": plan.schedule = try read(ScheduleSetting.self, value.node)
      case "clip": plan.clip = try read(ClipSetting.self, value.node).clip
      case "decay_bias": plan.decaysBiases = value.isTrue
      case "lr_scale": plan.layerScales = value.members.map { ($0.key, $0.node.number) }
      default: Issue.record("unknown part of a plan: \(key)")
      }
    }
    return plan
  }

  /// The optimizer of that kind with PyTorch's settings; `nesterov` is the kind.
  static func optimizer(_ kind: String, _ settings: LooseJSON) throws -> any Optimizer {
    let type = try #require(Catalog.optimizers.first { $0.kind == kind })
    let own = settings.members.filter { $0.key != "nesterov" }
      .map { JSONNode.Member($0.key, $0.node.node) }
    return try make(type, .object(own))
  }

  private static func make<T: Optimizer>(_ type: T.Type, _ node: JSONNode) throws -> any Optimizer {
    try read(type, node)
  }
}

@Suite("Against PyTorch, what is around an optimizer")
struct StepParityTests {
  @Test("every schedule's rates and momenta are PyTorch's, to the last bit")
  func schedules() throws {
    let root = try ParityFixture.read("steps")
    let losses = root["losses"].numbers
    var met: Set<String> = []
    for run in root["schedules"].elements {
      var setting = try PlanFixture.read(ScheduleSetting.self, run["schedule"].node)
      setting.schedule.complete(length: losses.count)
      var rate = setting.schedule.begin(at: run["lr"].number)
      met.insert(type(of: setting.schedule).kind)
      for (step, loss) in losses.enumerated() {
        let place = "\(JSONText.compact(run["schedule"].node)), step \(step)"
        let expected = Double(run["rates"].elements[step].text)
        #expect(rate.value == expected, "\(place): \(rate.value) for \(expected ?? .nan)")
        if setting.schedule.movesMomentum {
          #expect(rate.momentum == Double(run["momenta"].elements[step].text), "\(place)")
        }
        setting.schedule.advance(&rate, loss: loss)
      }
    }
    #expect(met == Set(Catalog.schedules.map { $0.kind }))
  }

  @Test("regressions with schedules, clipping and parameter groups take PyTorch's steps")
  func regressions() throws {
    let root = try ParityFixture.read("steps")
    let examples = Examples(
      features: root["x"].numbers.map { Float($0) }, width: 3,
      targets: root["y"].numbers.map { Float($0) }, targetWidth: 2)
    let runs = root["regressions"].elements
    #expect(runs.count > 12)
    for run in runs {
      let rows = run["rows"].elements.map(\.numbers)
      var training = SupervisedTraining<Double>(
        layers: [Linear(units: 6), LayerNorm(), Tanh(), Linear(units: 2)],
        loss: MeanSquaredError(), examples: examples, batchSize: 16, shuffle: .everyEpoch,
        dropsLast: false, optimizer: try PlanFixture.optimizer(run["kind"].text, run["settings"]),
        learningRate: run["lr"].number, seed: 7,
        plan: try PlanFixture.plan(run["plan"], stepCount: rows.count))
      // What Muon rounds to bfloat16 may fall to either side.
      let bound = run["kind"].text == "muon" ? 1e-2 : 1e-12
      var clipped = 0
      for (step, row) in rows.enumerated() {
        training.step()
        let own = training.learners[0]
        let norm = sumOfSquares(own.optimization.gradient.span).squareRoot()
        let place = "\(run["kind"].text) \(JSONText.compact(run["plan"].node)), step \(step + 1)"
        let error = largestError([own.loss, norm], Array(row.prefix(2)), floor: 0.1)
        #expect(error <= bound, "\(place): \(error)")
        if run["plan"]["lr_scale"].members.isEmpty {
          #expect(largestError([own.usedLearningRate], [row[2]], floor: 0) <= 1e-14, "\(place)")
        }
        #expect(Double(own.clippedUpdates - clipped) == row[3], "\(place)")
        clipped = own.clippedUpdates
      }
      let learner = training.learners[0]
      let network = try #require(learner.network)
      for (name, values) in torchTensors(of: network, learner.optimization.parameters) {
        let error = largestError(values, run["final"][name].numbers, floor: 0.1)
        #expect(error <= bound, "\(run["kind"].text) \(run["plan"].node), \(name): \(error)")
      }
    }
  }

  @Test("GANs of every loss, with two optimizers and several steps of D, take PyTorch's steps")
  func games() throws {
    let root = try ParityFixture.read("steps")
    let examples = Examples(features: root["pictures"].numbers.map { Float($0) }, width: 6)
    var met: Set<String> = []
    for run in root["gans"].elements {
      let kind = run["loss"].text
      let type = try #require(Catalog.adversarialLosses.first { $0.kind == kind })
      var loss = type.init()
      if var clipped = loss as? WassersteinLoss {
        clipped.clip = 0.05
        loss = clipped
      }
      met.insert(kind)
      let rows = run["rows"].elements.map(\.numbers)
      let sides = try run["sides"].elements.map { side in
        LearnerSettings(
          optimizer: try PlanFixture.optimizer(side["kind"].text, side["settings"]),
          learningRate: side["lr"].number,
          plan: try PlanFixture.plan(side["plan"], stepCount: rows.count))
      }
      var settings = AdversarialTraining<Double>.Settings(
        latent: 3, generator: [Linear(units: 4), Tanh(), Linear(units: 6), Tanh()],
        discriminator: [Linear(units: 5), LeakyReLU(), Linear(units: 1)]
          + (loss.needsProbabilities ? [Sigmoid()] : []),
        fixedNoiseRows: 4)
      settings.loss = loss
      settings.discriminatorSteps = Int(run["discriminator_steps"].number)
      var training = AdversarialTraining<Double>(
        settings, examples: examples, batchSize: 6, shuffle: .everyEpoch, dropsLast: false,
        optimizer: sides[1].optimizer, learningRate: sides[1].learningRate, seed: 5,
        plan: sides[1].plan, discriminator: sides[0])
      for (step, row) in rows.enumerated() {
        training.step()
        let (judge, forger) = (training.learners[0], training.learners[1])
        let ours = [judge.loss, forger.loss, judge.realScore, judge.fakeScore]
        let place = "\(kind) × \(settings.discriminatorSteps), step \(step + 1)"
        let error = largestError(ours, Array(row.prefix(4)), floor: 0.1)
        #expect(error <= 1e-12, "\(place): \(error)")
        #expect(judge.saturation.isNaN == !loss.needsProbabilities)
        let rates = training.learners.map(\.usedLearningRate)
        #expect(largestError(rates, Array(row.suffix(2)), floor: 0) <= 1e-14, "\(place)")
      }
      for learner in training.learners {
        let network = try #require(learner.network)
        for (name, values) in torchTensors(of: network, learner.optimization.parameters) {
          let expected = run["final"]["\(learner.name).\(name)"].numbers
          let error = largestError(values, expected, floor: 0.1)
          #expect(error <= 1e-12, "\(kind), \(learner.name), \(name): \(error)")
        }
      }
    }
    #expect(met == Set(Catalog.adversarialLosses.map { $0.kind }))
  }
}
