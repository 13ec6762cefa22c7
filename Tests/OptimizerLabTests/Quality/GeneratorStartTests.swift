import OptimizerLab
import TestSupport
import Testing

/// PyTorch's numbers: `torch.manual_seed(seed)`, the discriminator's layers, then the generator's.
@Suite("An untrained generator")
struct GeneratorStartTests {
  @Test(
    "is as far from the drawn digits as PyTorch's",
    arguments: [(0, 220.659345), (1, 223.967150), (2, 226.210003)])
  func start(seed: UInt64, distance: Double) throws {
    let real = try #require(Self.real)
    #expect((real.levels.meanPicture - 151.635293802).magnitude < 1e-8)
    let discriminator = Network(
      [Linear(units: 128), LeakyReLU(), Linear(units: 1), Sigmoid()], inputs: 784)
    let generator = Network(
      [Linear(units: 256), LeakyReLU(negativeSlope: 0.1), Linear(units: 784), Tanh()], inputs: 64)
    var random = MersenneTwister(seed: seed)
    _ = discriminator.initialParameters(of: Float.self, drawingFrom: &random)
    let parameters = generator.initialParameters(of: Float.self, drawingFrom: &random)
    let workspace = Workspace<Float>(generator, rows: 512)
    workspace.take(RealPictures.noise(samples: 512, latent: 64))
    generator.forward(workspace, rows: 512, parameters: parameters)
    var room: [Double] = []
    let places = real.coordinates(of: workspace.output, rows: 512, room: &room)
    let quality = try #require(real.quality(of: places))
    #expect((quality.frechet - distance).magnitude < 1e-6)
  }

  private static let real: RealPictures? = {
    let (pixels, labels) = Digits.draw(count: 2048, seed: 0)
    return RealPictures(Examples(images: pixels, width: 784, labels: labels), samples: 512)
  }()
}
