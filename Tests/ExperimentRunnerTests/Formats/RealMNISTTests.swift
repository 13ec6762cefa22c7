import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("The real MNIST")
struct RealMNISTTests {
  /// `shared/data` beside the repository, where somebody may have put the downloaded files.
  private static let root = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../../shared/data").standardizedFileURL.path

  private static let isThere = FileManager.default.fileExists(
    atPath: root + "/MNIST/raw/t10k-images-idx3-ubyte.gz")

  @Test(
    "is read as torchvision reads it",
    .enabled(if: isThere, "needs MNIST/raw/t10k-*.gz in ../shared/data beside the repository"))
  func reads() throws {
    let images = try TorchvisionFolder(root: Self.root).read(.mnist, .test)
    #expect(images.count == 10_000)
    #expect(images.rows == 28)
    #expect(images.columns == 28)
    #expect(images.labels?.prefix(10) == [7, 2, 1, 0, 4, 1, 4, 9, 5, 9])
    // The known mean of the test images, 0.1325 of white.
    let mean = Double(images.pixels.reduce(0) { $0 + Int($1) }) / Double(images.pixels.count) / 255
    #expect(abs(mean - 0.1325) < 0.0001)
  }
}
