import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// The numbers are made by `Tests/Parity/torch-surfaces.py`.
@Suite("Against PyTorch, surfaces")
struct SurfaceParityTests {
  private static func optimizer(_ run: LooseJSON) throws -> any Optimizer {
    try #require(Settings(run["settings"].node).optimizer(run["kind"].text))
  }

  @Test(
    "have its values, and autograd's gradients",
    arguments: ["himmelblau", "rastrigin", "ackley", "styblinski_tang"])
  func values(kind: String) throws {
    let surface = try #require(Catalog.surfaces.first { $0.kind == kind })
    let rows = try TorchFixture.read("surfaces")["surfaces"][kind].elements.map(\.numbers)
    #expect(rows.count == 6)
    for row in rows {
      let (x, y) = (row[0], row[1])
      let slope = surface.gradient(x: x, y: y)
      let ours = [surface.value(x: x, y: y), slope.x, slope.y]
      #expect(largestError(ours, Array(row[2...]), floor: 1) < 1e-12, "\(row)")
    }
  }

  @Test("walk down a turned bowl with noise as there, in few dimensions and in many")
  func bowl() throws {
    let runs = try TorchFixture.read("surfaces")["bowl"].elements
    #expect(runs.count == 4)
    for run in runs {
      let bowl = OptimizerLab.Bowl(
        curvatures: run["curvatures"].numbers,
        rotation: .seed(UInt64(run["rotation_seed"].number)))
      let noise = GradientNoise<Double>(
        deviation: run["noise"].number, count: bowl.dimension, seed: UInt64(run["seed"].number))
      var training = PointTraining(
        BowlObjective(bowl, noise: noise), start: [Double](repeating: 1, count: bowl.dimension),
        optimizer: try Self.optimizer(run), learningRate: run["lr"].number)
      for (step, row) in run["rows"].elements.map(\.numbers).enumerated() {
        training.step()
        let learner = training.learners[0]
        let error = largestError([learner.loss] + learner.optimization.parameters, row, floor: 1)
        #expect(error < 1e-12, "\(bowl.dimension) dimensions, step \(step + 1): \(error)")
      }
    }
  }

  @Test("play on a saddle as two optimizers do there, at once and in turns, with noise and without")
  func saddle() throws {
    let runs = try TorchFixture.read("surfaces")["saddle"].elements
    #expect(runs.count == 12)
    for run in runs {
      let isAlternating = run["alternating"].isTrue
      let saddle = Saddle(
        updates: isAlternating ? .alternating : .simultaneous,
        convexity: run["convexity"].number)
      let deviation = run["noise"].number
      let noise =
        deviation == 0
        ? nil
        : GradientNoise<Double>(
          deviation: deviation, count: isAlternating ? 1 : 2, seed: UInt64(run["seed"].number))
      var training = PointTraining(
        SaddleObjective(saddle, noise: noise), start: [1, 1], optimizer: try Self.optimizer(run),
        learningRate: run["lr"].number)
      for (step, row) in run["rows"].elements.map(\.numbers).enumerated() {
        training.step()
        let learner = training.learners[0]
        let error = largestError([learner.loss] + learner.optimization.parameters, row, floor: 1)
        #expect(error < 1e-12, "\(JSONText.compact(run["kind"].node)), step \(step + 1): \(error)")
      }
    }
  }
}
