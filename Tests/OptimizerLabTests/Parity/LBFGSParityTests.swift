import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("Against PyTorch, L-BFGS")
struct LBFGSParityTests {
  private static func optimizer(_ run: LooseJSON) throws -> any Optimizer {
    try #require(Settings(run["settings"].node).optimizer("lbfgs"), "\(run["settings"].node)")
  }

  @Test("goes PyTorch's way down Rosenbrock's valley, with and without a line search")
  func rosenbrock() throws {
    let runs = try TorchFixture.read("lbfgs")["rosenbrock"].elements
    #expect(runs.count == 6)
    for run in runs {
      var training = SurfaceTraining<Double>(
        Rosenbrock.self, start: (-1.5, 2), optimizer: try Self.optimizer(run),
        learningRate: run["lr"].number)
      for (step, row) in run["rows"].elements.map(\.numbers).enumerated() {
        training.step()
        let learner = training.learners[0]
        let ours = [learner.loss] + learner.optimization.parameters
        let error = largestError(ours, Array(row[..<3]), floor: 1e-3)
        #expect(
          error < 1e-9, "\(JSONText.compact(run["settings"].node)), step \(step + 1): \(error)")
        #expect(training.progress.gradientEvaluations == Int(row[3]), "step \(step + 1)")
      }
    }
  }

  @Test("fits a small network as PyTorch does, all examples at once")
  func regression() throws {
    let root = try TorchFixture.read("lbfgs")
    for run in root["regression"].elements {
      let examples = Examples(
        features: (0..<32).map { Float($0 - 16) / 8 }, width: 1,
        targets: run["y"].numbers.map { Float($0) }, targetWidth: 1)
      var training = SupervisedTraining<Double>(
        layers: [Linear(units: 8), Tanh(), Linear(units: 1)], loss: MeanSquaredError(),
        examples: examples, batchSize: 32, shuffle: .never, dropsLast: false,
        optimizer: try Self.optimizer(run), learningRate: run["lr"].number, seed: 3)
      for (step, row) in run["rows"].elements.map(\.numbers).enumerated() {
        training.step()
        let learner = training.learners[0]
        let parameters = learner.optimization.parameters
        let norm = sumOfSquares(parameters.span).squareRoot()
        let error = largestError([learner.loss, norm], Array(row[..<2]), floor: 1e-3)
        #expect(
          error < 1e-9, "\(JSONText.compact(run["settings"].node)), step \(step + 1): \(error)")
        #expect(training.progress.gradientEvaluations == 32 * Int(row[2]))
      }
      let learner = training.learners[0]
      let network = try #require(learner.network)
      for (name, values) in torchTensors(of: network, learner.optimization.parameters) {
        #expect(largestError(values, run["final"][name].numbers, floor: 0.1) < 1e-9, "\(name)")
      }
    }
  }

  @Test("records the loss and the gradient of an update's first evaluation")
  func first() throws {
    for search in ["null", "\"strong_wolfe\""] {
      let settings = Settings(stringLiteral: "{\"line_search_fn\": \(search)}")
      let optimizer = try #require(settings.optimizer("lbfgs"))
      var training = SurfaceTraining<Double>(
        Rosenbrock.self, start: (-1.5, 2), optimizer: optimizer, learningRate: 1)
      training.step()
      let slope = Rosenbrock.gradient(x: -1.5, y: 2)
      #expect(training.learners[0].loss == Rosenbrock.value(x: -1.5, y: 2))
      #expect(training.learners[0].optimization.gradient == [slope.x, slope.y])
      #expect(training.progress.gradientEvaluations > 10)
    }
  }

  @Test("forgets no more than the oldest pair: a short history is not a long one")
  func history() throws {
    let paths = try [2, 100].map { size in
      let optimizer = try #require(
        Settings(stringLiteral: "{\"max_iter\": 5, \"history_size\": \(size)}").optimizer("lbfgs"))
      var training = SurfaceTraining<Double>(
        Rosenbrock.self, start: (-1.5, 2), optimizer: optimizer, learningRate: 0.05)
      for _ in 0..<12 { training.step() }
      return training.learners[0].optimization
    }
    #expect(paths[0].parameters != paths[1].parameters)
    #expect(paths[0].memory.vector("old_dirs")?.count == 4)
  }
}
