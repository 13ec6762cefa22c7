import ExperimentRunner
import OptimizerLab
import TestSupport
import Testing

@Suite("The pictures of a GAN's generator")
struct PictureMeterTests {
  private static let whole = Result {
    let run = try LocalRun()
    return (run: run, results: try run.complete())
  }

  private static let columns: [Quantity] = [.frechet, .coverage, .classes, .classDistance]

  @Test("are measured in the generator's rows, and in no others")
  func columns() throws {
    let (run, results) = try Self.whole.get()
    let table = try run.scratch.csv("out/curves.csv")
    let names = ["frechet", "coverage", "classes", "class_distance"]
    #expect(Array(table.columns.drop { $0 != names[0] }.prefix(4)) == names)
    for row in table.rows {
      let isMeasured = try row["network"] == "generator"
      for column in Self.columns {
        #expect(try row[column.rawValue].isEmpty != isMeasured)
      }
    }
    let gan = try #require(results[4])
    let frechet = gan.recorded(.frechet, ofNetwork: 1)
    #expect(frechet.count == 3 && frechet.allSatisfy { $0 > 10 })
    #expect(gan.final(.frechet, ofNetwork: 1) == frechet.last)
    #expect(gan.final(.frechet, ofNetwork: 0) == nil)
    let summary = try run.scratch.csv("out/summary.csv").rows
    #expect(
      try summary.filter { try $0["network"] == "generator" }
        .allSatisfy { try !$0["frechet_median"].isEmpty })
  }

  @Test("have levels and real ones beside them in every result")
  func levels() throws {
    let (run, results) = try Self.whole.get()
    let gans = run.trials.filter { $0.problem == 1 }.compactMap { results[$0.index] }
    let levels = try #require(gans.first?.pictureLevels)
    // As many as are measured.
    #expect(levels.otherCount == 16 && levels.others?.classes != nil)
    #expect(gans.allSatisfy { $0.pictureLevels == levels })
    let real = try #require(gans.first?.realPictures)
    #expect(real.width == 8 * 29 + 1 && real.height == 4 * 29 + 1)
    #expect(results.compactMap(\.?.pictureLevels).count == gans.count)
    // As they were written and read again.
    let files = TrialFile(ofRun: run.path("out"))
    for trial in run.trials {
      let read = files.read(trial.identity)
      #expect(read?.realPictures == results[trial.index]?.realPictures)
      #expect(read?.pictureLevels == results[trial.index]?.pictureLevels)
    }
  }

  @Test("are not measured where none are asked for, in trials of another identity")
  func off() throws {
    let run = try LocalRun(edits: ["record.samples=0"])
    try run.complete()
    for row in try run.scratch.csv("out/curves.csv").rows {
      for column in Self.columns { #expect(try row[column.rawValue].isEmpty) }
    }
    #expect(run.scratch.exists("out/pictures.gp") && !run.scratch.exists("out/gan_quality.gp"))
    let usual = try LocalRun(edits: ["record.samples=512"]).trials
    for (own, usual) in zip(run.trials, usual) {
      #expect((own.identity.hash == usual.identity.hash) == (own.problem != 1))
      // As of an earlier version.
      #expect(!usual.identity.text.contains("samples"))
    }
  }

  @Test("are measured at 24 steps at most, evenly spread")
  func steps() {
    func steps(_ count: Int, every: Int) -> [Int] {
      SnapshotSteps(
        RecordedSteps(stepCount: count, every: every), hasPictures: true
      ).measured.sorted()
    }
    #expect(steps(3, every: 10) == [0, 3])
    #expect(steps(25, every: 10) == [0, 10, 20, 25])
    #expect(steps(23, every: 1) == Array(0...23))
    let many = steps(93_755, every: 10)
    #expect(many.count == 24 && many.first == 0 && many.last == 93_755)
    #expect(many.dropLast().allSatisfy { $0 % 10 == 0 })
    let gaps = zip(many, many.dropFirst()).map { $1 - $0 }
    #expect((gaps.max() ?? 0) - (gaps.min() ?? 0) <= 20)
    #expect(steps(1_000_000_000, every: 1).count == 24)
    let none = SnapshotSteps(
      RecordedSteps(stepCount: 100, every: 10), hasPictures: false)
    #expect(none.measured.isEmpty)
    // Of steps that are close together at the start as many at the end.
    let long = RecordedSteps(stepCount: 93_755, every: 10, points: 320)
    let own = SnapshotSteps(long, hasPictures: true).measured.sorted()
    #expect(own.count == 24 && own.first == 0 && own.last == 93_755)
    #expect(own.allSatisfy(long.contains))
    let distances = zip(own, own.dropFirst()).map { $1 - $0 }
    #expect((distances.max() ?? 0) - (distances.min() ?? 0) <= 500)
  }

  @Test("are measured by the same noise, whatever the batches of the passes")
  func batches() throws {
    let network = Network([Linear(units: 6), Tanh()], inputs: 3)
    var random = MersenneTwister(seed: 1)
    let parameters = network.initialParameters(of: Double.self, drawingFrom: &random)
    let pictures = Examples(features: random.normals(300), width: 6)
    let real = try #require(RealPictures(pictures, samples: 600))
    var meter = PictureMeter<Double>(network, samples: 600, real: real)
    let workspace = Workspace<Double>(network, rows: 600)
    workspace.take(RealPictures.noise(samples: 600, latent: 3).map { Double($0) })
    network.forward(workspace, rows: 600, parameters: parameters)
    var room: [Double] = []
    let places = real.coordinates(of: workspace.output, rows: 600, room: &room)
    let (own, whole) = (meter.quality(of: Numbers(parameters)), real.quality(of: places))
    let difference = try #require(own).frechet - (try #require(whole).frechet)
    #expect(difference.magnitude < 1e-12 && own?.coverage == whole?.coverage)
  }
}
