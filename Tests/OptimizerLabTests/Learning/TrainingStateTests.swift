import OptimizerLab
internal import SpecLanguage
import TestSupport
import Testing

/// A trial that can be made anew as often as wanted.
private struct Case: CustomTestStringConvertible, Sendable {
  var testDescription: String
  var check: @Sendable () -> Void
}

/// All that a step can change, as bits.
private func bits<Number: Scalar>(_ state: TrainingState<Number>) -> [UInt64] {
  let progress = state.progress
  var all = [
    UInt64(progress.step), UInt64(progress.examples ?? 0), (progress.epoch ?? 0).bitPattern,
    UInt64(progress.gradientEvaluations),
  ]
  for learner in state.learners {
    let memory = learner.memory
    for vector in [learner.parameters] + memory.vectors.map(\.values) {
      all += vector.map { Double($0).bitPattern }
    }
    all += [UInt64(memory.step), learner.loss.bitPattern]
    all += memory.numbers.map(\.value.bitPattern)
    all += learner.buffers.numbers.map { Double($0).bitPattern }
    all += learner.buffers.batchCounts.map { UInt64($0) }
    all += [learner.realScore, learner.fakeScore, learner.saturation].map(\.bitPattern)
    all += learner.plan.map(\.bitPattern)
  }
  all += state.stopping.map(\.bitPattern)
  if let draws = state.draws {
    all += draws.generator.words.map(UInt64.init) + [UInt64(draws.generator.position)]
    all.append(draws.generator.cachedNormal?.bitPattern ?? 0)
    all += draws.batches?.order.map(UInt64.init) ?? []
    all.append(UInt64(draws.batches?.position ?? 0))
  }
  return all
}

/// Steps 17 times at one go, and again with a break after 1, 5 and 16 steps.
private func comesBack<Number: Scalar>(_ make: () -> some Training<Number>) {
  var whole = make()
  for _ in 0..<17 { whole.step() }
  for pause in [1, 5, 16] {
    var first = make()
    for _ in 0..<pause { first.step() }
    let state = first.state
    // The first goes on, and must not change what was taken from it.
    for _ in 0..<3 { first.step() }
    var second = make()
    let isTaken = second.restore(state)
    #expect(isTaken)
    while second.progress.step < 17 { second.step() }
    #expect(bits(second.state) == bits(whole.state), "after \(pause) steps")
  }
}

@Suite("The state of a training")
struct TrainingStateTests {
  private static let examples = SampledFunction.sine.samples(count: 70, noise: 0.1, seed: 1)
  private static let pictures = Examples(
    features: numbers(Float.self, count: 60, seed: 1), width: 6)

  private static func supervised<S: Scalar>(
    _: S.Type, _ optimizer: any Optimizer, _ shuffle: Shuffle = .everyEpoch, units: Int = 5,
    seed: UInt64 = 3, batchSize: Int = 16
  ) -> SupervisedTraining<S> {
    SupervisedTraining(
      layers: [Linear(units: units), ReLU(), Linear(units: 1)], loss: MeanSquaredError(),
      examples: examples, batchSize: batchSize, shuffle: shuffle, dropsLast: false,
      optimizer: optimizer, learningRate: 0.01, seed: seed)
  }

  /// Its noise is drawn three values at a time, so that half a pair is left over.
  private static func adversarial<S: Scalar>(
    _: S.Type, _ optimizer: any Optimizer
  ) -> AdversarialTraining<S> {
    AdversarialTraining(
      .init(
        latent: 3, generator: [Linear(units: 4), LeakyReLU(), Linear(units: 6), Tanh()],
        discriminator: [Linear(units: 5), LeakyReLU(), Linear(units: 1), Sigmoid()],
        fixedNoiseRows: 2),
      examples: pictures, batchSize: 3, shuffle: .everyEpoch, dropsLast: false,
      optimizer: optimizer, learningRate: 0.01, seed: 3)
  }

  /// One of every kind.
  private static let schedules: [any Schedule] = Catalog.schedules.map { type in
    var schedule = type.init()
    if var whole = schedule as? SequentialSchedule {
      whole.schedules = [LinearSchedule(), CosineWarmRestarts(), ExponentialSchedule()]
      whole.milestones = [3, 8]
      schedule = whole
    } else if var steps = schedule as? MultiStepSchedule {
      steps.milestones = [2, 6]
      schedule = steps
    } else if var plateau = schedule as? ReduceOnPlateau {
      (plateau.patience, plateau.cooldown) = (0, 1)
      schedule = plateau
    }
    return schedule
  }

  private static func plan(_ schedule: any Schedule, _ unit: ScheduleUnit) -> StepPlan {
    var plan = StepPlan()
    var setting = ScheduleSetting()
    (setting.schedule, setting.unit) = (schedule, unit)
    (plan.schedule, plan.stepCount) = (setting, 17)
    return plan
  }

  private static func planned<S: Scalar>(
    _: S.Type, clip: GradientClip, stopping: EarlyStopping
  ) -> SupervisedTraining<S> {
    var plan = plan(schedules.last { $0 is ReduceOnPlateau } ?? ReduceOnPlateau(), .epoch)
    plan.clip = clip
    plan.decaysBiases = false
    plan.layerScales = [("0", 0.5)]
    var adam = Adam()
    adam.weightDecay = 0.1
    return SupervisedTraining(
      layers: [Linear(units: 5), ReLU(), Linear(units: 1)], loss: MeanSquaredError(),
      examples: examples, batchSize: 32, shuffle: .everyEpoch, dropsLast: false,
      optimizer: adam, learningRate: 0.01, seed: 3, plan: plan, stopping: stopping)
  }

  private static func sided<S: Scalar>(
    _: S.Type, _ schedule: any Schedule
  ) -> AdversarialTraining<S> {
    var settings = AdversarialTraining<S>.Settings(
      latent: 3, generator: [Linear(units: 4), LeakyReLU(), Linear(units: 6), Tanh()],
      discriminator: [Linear(units: 5), LeakyReLU(), Linear(units: 1)], fixedNoiseRows: 2)
    settings.loss = WassersteinLoss()
    settings.discriminatorSteps = 3
    return AdversarialTraining(
      settings, examples: pictures, batchSize: 3, shuffle: .everyEpoch, dropsLast: false,
      optimizer: Adam(), learningRate: 0.01, seed: 3, plan: plan(schedule, .step),
      discriminator: LearnerSettings(
        optimizer: Momentum(), learningRate: 0.02, plan: plan(schedule, .epoch)))
  }

  private static let cases: [Case] =
    Catalog.optimizers.flatMap { type in
      [
        Case(testDescription: "\(type.kind), a regression") {
          comesBack { supervised(Float.self, type.init()) }
        },
        Case(testDescription: "\(type.kind), a regression in double precision") {
          comesBack { supervised(Double.self, type.init()) }
        },
        Case(testDescription: "\(type.kind), a GAN") {
          comesBack { adversarial(Float.self, type.init()) }
        },
        Case(testDescription: "\(type.kind), a surface") {
          comesBack {
            SurfaceTraining<Float>(
              Rosenbrock.self, start: (-1.5, 2), optimizer: type.init(), learningRate: 1e-3)
          }
        },
      ]
    }
    + Shuffle.allCases.map { shuffle in
      Case(testDescription: "shuffled \(shuffle.rawValue)") {
        comesBack { supervised(Float.self, Adam(), shuffle) }
      }
    }
    + [
      Case(testDescription: "a rule with states, a norm and a gradient elsewhere") {
        let rule: Settings = #"""
          {"state": {"m": 0, "h": 0.1}, "update": [
            "h = h + g^2", "m = 0.9*m + g(theta - lr*m)/max(norm(g), 1)",
            "theta = theta - lr*m/sqrt(h)"]}
          """#
        guard let optimizer = rule.optimizer("rule") else {
          Issue.record("\(rule)")
          return
        }
        comesBack { supervised(Float.self, optimizer) }
        comesBack { adversarial(Double.self, optimizer) }
      },
      Case(testDescription: "Adam with amsgrad") {
        var adam = Adam()
        adam.amsgrad = true
        comesBack { supervised(Float.self, adam) }
      },
      Case(testDescription: "a turned bowl with noise, of an odd number of dimensions") {
        for optimizer in [Adam(), LBFGS()] as [any Optimizer] {
          comesBack {
            PointTraining(
              BowlObjective<Double>(
                OptimizerLab.Bowl(curvatures: [1, 10, 100], rotation: .seed(1)),
                noise: GradientNoise(deviation: 0.1, count: 3, seed: 5)),
              start: [1, 1, 1], optimizer: optimizer, learningRate: 1e-3)
          }
        }
      },
      Case(testDescription: "a saddle in turns, with noise") {
        comesBack {
          PointTraining(
            SaddleObjective<Float>(
              Saddle(updates: .alternating),
              noise: GradientNoise(deviation: 0.1, count: 1, seed: 5)),
            start: [1, 1], optimizer: Momentum(), learningRate: 0.01)
        }
      },
      Case(testDescription: "L-BFGS with a line search and a short history") {
        var optimizer = LBFGS()
        optimizer.lineSearch = .strongWolfe
        optimizer.historySize = 3
        optimizer.iterationLimit = 4
        comesBack { supervised(Double.self, optimizer) }
        comesBack { adversarial(Float.self, optimizer) }
      },
      Case(testDescription: "a network with normalization") {
        comesBack {
          SupervisedTraining<Float>(
            layers: [Linear(units: 5), BatchNorm(), ReLU(), LayerNorm(), Linear(units: 1)],
            loss: MeanSquaredError(), examples: examples, batchSize: 16, shuffle: .everyEpoch,
            dropsLast: false, optimizer: Adam(), learningRate: 0.01, seed: 3)
        }
      },
      Case(testDescription: "networks with dropout, which draw at each pass") {
        for optimizer: any Optimizer in [Adam(), LBFGS()] {
          comesBack {
            SupervisedTraining<Float>(
              layers: [Linear(units: 5), Dropout(p: 0.3), ReLU(), Linear(units: 1)],
              loss: MeanSquaredError(), examples: examples, batchSize: 16, shuffle: .everyEpoch,
              dropsLast: false, optimizer: optimizer, learningRate: 0.01, seed: 3)
          }
          comesBack {
            AdversarialTraining<Double>(
              .init(
                latent: 3, generator: [Linear(units: 4), Dropout(), Linear(units: 6), Tanh()],
                discriminator: [Linear(units: 5), Dropout(), Linear(units: 1), Sigmoid()],
                fixedNoiseRows: 2),
              examples: pictures, batchSize: 3, shuffle: .everyEpoch, dropsLast: false,
              optimizer: optimizer, learningRate: 0.01, seed: 3)
          }
        }
      },
      Case(testDescription: "a clipped gradient, groups, and an early stopping that watches a loss")
      {
        comesBack { planned(Float.self, clip: .norm(0.1), stopping: EarlyStopping()) }
        var ofBatches = EarlyStopping()
        ofBatches.monitor = .loss
        comesBack { planned(Double.self, clip: .value(0.01), stopping: ofBatches) }
      },
      Case(testDescription: "a GAN with two optimizers, schedules and several steps of D") {
        for schedule in schedules {
          comesBack { sided(Float.self, schedule) }
        }
      },
      Case(testDescription: "Nesterov looking ahead") {
        var nesterov = Nesterov()
        nesterov.form = .lookahead
        comesBack { adversarial(Float.self, nesterov) }
      },
    ]

  @Test("brings a trial back to the same bits", arguments: cases)
  private func roundTrip(_ one: Case) { one.check() }

  @Test("is refused by a trial of other settings, which stays as it was")
  func others() {
    var state = Self.supervised(Float.self, Adam()).state
    var foreignFiles = [
      Self.supervised(Float.self, Adam(), units: 6), Self.supervised(Float.self, Adam(), seed: 4),
      Self.supervised(Float.self, Adam(), .once),
      Self.supervised(Float.self, Adam(), batchSize: 17),
    ]
    for i in foreignFiles.indices {
      let before = bits(foreignFiles[i].state)
      let isTaken = foreignFiles[i].restore(state)
      #expect(!isTaken)
      #expect(bits(foreignFiles[i].state) == before)
    }
    let memory = state.learners[0].memory
    state.learners[0].memory = Memory(
      layout: memory.layout, step: memory.step,
      vectors: [.init(name: "exp_avg", values: [1, 2])], numbers: [])
    var own = Self.supervised(Float.self, Adam())
    let isTaken = own.restore(state)
    #expect(!isTaken)
  }

  @Test("with noise is refused by a trial without, and the other way round")
  func noise() {
    func walk(_ noise: GradientNoise<Double>?) -> PointTraining<SurfaceObjective<Double>> {
      PointTraining(
        SurfaceObjective(Beale.self, noise: noise), start: [1, 1], optimizer: Adam(),
        learningRate: 0.1)
    }
    var (calm, noisy) = (walk(nil), walk(GradientNoise(deviation: 1, count: 2, seed: 1)))
    let (state, other) = (calm.state, noisy.state)
    let isTaken = [calm.restore(other), noisy.restore(state)]
    #expect(isTaken == [false, false])
  }

  @Test("is no state where its parts could not stand like this")
  func impossible() throws {
    let draws = try #require(Self.supervised(Float.self, Adam()).state.draws)
    let (batches, generator) = (try #require(draws.batches), draws.generator)
    #expect(batches.moved(toPosition: 71, of: batches.order) == nil)
    #expect(batches.moved(toPosition: -1, of: batches.order) == nil)
    #expect(batches.moved(toPosition: 0, of: [Int](repeating: 0, count: 70)) == nil)
    #expect(batches.moved(toPosition: 0, of: Array(1...70)) == nil)
    #expect(batches.moved(toPosition: 0, of: Array(0..<69)) == nil)
    #expect(batches.moved(toPosition: 70, of: batches.order) != nil)
    let words = generator.words
    #expect(MersenneTwister(words: words, position: 625, cachedNormal: nil) == nil)
    #expect(MersenneTwister(words: words, position: -1, cachedNormal: nil) == nil)
    #expect(MersenneTwister(words: Array(words.dropLast()), position: 0, cachedNormal: nil) == nil)
    #expect(MersenneTwister(words: words, position: 0, cachedNormal: .nan) == nil)
    let same = MersenneTwister(words: words, position: generator.position, cachedNormal: nil)
    #expect(same == generator)
  }
}
