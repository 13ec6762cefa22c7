import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

@Suite("Points of the plane in classes")
struct PlaneExamplesTests {
  private func examples(_ row: LooseJSON) -> Examples {
    let (count, noise) = (Int(row["count"].number), row["noise"].number)
    let (seed, settings) = (UInt64(row["seed"].number), row["settings"])
    switch row["set"].text {
    case "moons": return PlaneExamples.moons(count: count, noise: noise, seed: seed)
    case "circles":
      return PlaneExamples.circles(
        count: count, noise: noise, factor: settings["factor"].number, seed: seed)
    case "spirals":
      return PlaneExamples.spirals(
        count: count, noise: noise, classes: Int(settings["classes"].number),
        turns: settings["turns"].number, seed: seed)
    default:
      return PlaneExamples.blobs(
        count: count, noise: noise, centers: Int(settings["centers"].number), seed: seed)
    }
  }

  @Test("are those that PyTorch draws, to the bit")
  func bits() throws {
    let rows = try ParityFixture.read("data")["planes"].elements
    #expect(rows.count == 9)
    for row in rows {
      let examples = examples(row)
      #expect(
        examples.features.prefix(6).map { $0 } == row["first"].numbers.map { Float($0) },
        "\(row["set"].text)")
      #expect(SHA256.digits(examples.features) == row["digest"].text, "\(row["set"].text)")
      let classes = examples.targets.map { Int($0) }
      #expect(classes.prefix(6).map(Double.init) == row["classes"].numbers)
      #expect(SHA256.digits(classes) == row["class_digest"].text)
    }
  }

  @Test("have as many of each class as of any other, or one more", arguments: [2, 3, 10, 11, 101])
  func shares(count: Int) {
    for examples in [
      PlaneExamples.moons(count: count, noise: 0, seed: 0),
      PlaneExamples.circles(count: count, noise: 0, factor: 0.5, seed: 0),
      PlaneExamples.spirals(count: count, noise: 0, classes: 2, turns: 1, seed: 0),
      PlaneExamples.blobs(count: count, noise: 0, centers: 2, seed: 0),
    ] {
      let ones = examples.targets.count { $0 == 1 }
      #expect(examples.count == count && examples.classes == ["0", "1"])
      #expect((count / 2...(count + 1) / 2).contains(ones))
    }
  }

  @Test("lie, without noise, where their names say")
  func places() {
    let circles = PlaneExamples.circles(count: 50, noise: 0, factor: 0.5, seed: 1)
    for (place, target) in circles.targets.enumerated() {
      let (x, y) = (circles.features[2 * place], circles.features[2 * place + 1])
      #expect(abs((x * x + y * y).squareRoot() - (target == 0 ? 1 : 0.5)) < 1e-6)
    }
    let moons = PlaneExamples.moons(count: 50, noise: 0, seed: 1)
    for (place, target) in moons.targets.enumerated() {
      let (x, y) = (moons.features[2 * place], moons.features[2 * place + 1])
      let (dx, dy) = target == 0 ? (x, y) : (x - 1, y - 0.5)
      #expect(abs((dx * dx + dy * dy).squareRoot() - 1) < 1e-6)
      #expect(target == 0 ? y > -1e-6 : y < 0.5 + 1e-6)
    }
  }
}
