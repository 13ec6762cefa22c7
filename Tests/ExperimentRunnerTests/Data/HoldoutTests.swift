import ExperimentRunner
import OptimizerLab
import SpecLanguage
import TestSupport
import Testing

/// How a share of examples is held out, seen from outside: by examples that are their own places.
enum HoldoutProbe {
  static func split(
    _ share: Double, seed: UInt64, count: Int
  ) throws -> (training: [Int], heldOut: [Int])? {
    var source = FunctionSource()
    source.count = count
    source.function = .linear
    source.noise = 0
    let all = try source.load(for: .values, from: "").examples.features
    source.holdout.part = .share(share)
    source.holdout.seed = seed
    let data = try source.load(for: .values, from: "")
    var places: [Float: [Int]] = [:]
    for (place, value) in all.enumerated() { places[value, default: []].append(place) }
    // Two equal draws, which are rare, stand for each other.
    func order(_ examples: Examples) -> [Int] { examples.features.map { places[$0]?.first ?? -1 } }
    return data.heldOut.map { (order(data.examples), order($0)) }
  }
}

@Suite("A part that is held out")
struct HoldoutTests {
  @Test("is the one that PyTorch's random_split holds out, in its order")
  func random() throws {
    for row in try ParityFixture.read("data")["splits"].elements {
      let (count, seed) = (Int(row["count"].number), UInt64(row["seed"].text) ?? 0)
      let split = try #require(
        try HoldoutProbe.split(row["share"].number, seed: seed, count: count))
      #expect(split.heldOut.count == Int(row["held_out"].number))
      #expect(split.training.prefix(5).map(Double.init) == row["train"].numbers)
      #expect(split.heldOut.prefix(5).map(Double.init) == row["test"].numbers)
      let order = split.training + split.heldOut
      // Among thousands of draws of 24 bits some are equal, which this cannot tell apart.
      guard Set(order).count == count else { continue }
      #expect(TestSupport.SHA256.digits(order) == row["digest"].text)
    }
  }

  private static func experiment(_ data: String, kind: String = "regression") throws -> Experiment {
    try LocalRun.experiment(
      """
      {"name": "h", "problems": [{"name": "p", "kind": "\(kind)", "data": \(data),
        "model": [{"kind": "linear", "units": 1}], "steps": 1, "batch_size": 2}],
       "optimizers": [{"kind": "minibatch"}]}
      """)
  }

  @Test(
    "that leaves nothing to learn from is refused at its place",
    arguments: [
      (
        "{\"kind\": \"function\", \"count\": 2, \"holdout\": 0.6}",
        "problems[0].data.holdout: `holdout` 0.6 of 2 examples leaves none to learn from"
      ),
      (
        "{\"kind\": \"function\", \"count\": 1, \"holdout\": 1e-9}",
        "problems[0].data.holdout: `holdout` 1e-9 of 1 example leaves none to learn from"
      ),
      (
        "{\"kind\": \"function\", \"holdout\": 1.0}",
        "problems[0].data.holdout: 1.0 is outside 0 ..< 1"
      ),
      (
        "{\"kind\": \"function\", \"holdout\": \"test\"}",
        "problems[0].data.holdout: expected a number in 0 ..< 1, found the text \"test\""
      ),
    ])
  func empty(data: String, says: String) throws {
    let error = #expect(throws: LocalRun.Mistake.self) { try Self.experiment(data) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
  }

  @Test("of a table that is too short is refused once it is read")
  func emptyTable() throws {
    let scratch = try DataScratch()
    try scratch.write("x,y\n1,2\n".utf8, to: "t.csv")
    let experiment = try Self.experiment(
      "{\"kind\": \"csv\", \"path\": \"t.csv\", \"features\": [\"x\"], \"target\": \"y\", \"holdout\": 0.5}"
    )
    let error = #expect(throws: DataError.self) { try experiment.loadInputs(from: scratch.folder) }
    #expect(
      scratch.sentence(error)
        == "t.csv: `holdout` 0.5 of 1 example leaves none to learn from")
  }

  @Test("is for no GAN and no surface")
  func notEverywhere() throws {
    let gan = """
      {"name": "h", "problems": [{"name": "p", "kind": "gan",
        "data": {"kind": "KIND", "holdout": 0.5}, "generator": [{"kind": "linear", "units": 784}],
        "discriminator": [{"kind": "linear", "units": 1}, "sigmoid"], "steps": 1}],
       "optimizers": [{"kind": "minibatch"}]}
      """
    for kind in DataSources.images.map({ $0.kind }) {
      let error = #expect(throws: LocalRun.Mistake.self) {
        try LocalRun.experiment(gan.replacing("KIND", with: kind))
      }
      #expect(error?.description.contains("data.holdout: unknown field") == true)
    }
    let surface = """
      {"name": "h", "problems": [{"name": "p", "kind": "surface",
        "data": {"kind": "surface", "holdout": 0.5}, "steps": 1}], "optimizers": [{"kind": "gd"}]}
      """
    let error = #expect(throws: LocalRun.Mistake.self) { try LocalRun.experiment(surface) }
    #expect(error?.description.contains("data.holdout: unknown field") == true)
  }

  @Test(
    "takes nothing away from the hash of a spec that holds nothing out, and changes every other")
  func identity() throws {
    func hash(_ data: String) throws -> String {
      let experiment = try Self.experiment(data)
      let inputs = try experiment.loadInputs(from: "")
      return experiment.trials(inputs: inputs)[0].identity.hash
    }
    let plain = try hash("{\"kind\": \"function\", \"count\": 10}")
    #expect(
      try hash("{\"kind\": \"function\", \"count\": 10, \"holdout\": 0, \"holdout_seed\": 9}")
        == plain)
    let held = try hash("{\"kind\": \"function\", \"count\": 10, \"holdout\": 0.2}")
    #expect(held != plain)
    #expect(
      try hash("{\"kind\": \"function\", \"count\": 10, \"holdout\": 0.2, \"holdout_seed\": 1}")
        != held)
  }

  @Test("is counted in no batch: a source says how many are left to learn from")
  func counts() throws {
    var digits = DigitsSource()
    digits.count = 10
    digits.holdout.part = .share(0.25)
    #expect(digits.exampleCount == 7)
    let data = try digits.load(for: .classes, from: "")
    #expect(data.examples.count == 7 && data.heldOut?.count == 3)
    #expect(data.heldOut?.classes == data.examples.classes)
    #expect(try digits.load(for: .pictures, from: "").examples.count == 10)
  }
}
