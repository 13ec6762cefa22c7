import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("What ships with the program")
struct ShippedTests {
  static let experiments = [
    "adam-vs-sgd", "adaptive", "all-optimizers", "classification", "dying-relu",
    "edge-of-stability", "gan",
    "gan-matrix", "gd-sgd-minibatch", "lenet", "lr-sweep", "mnist-gan", "momentum-nesterov",
    "moons", "own-rules",
    "quadratic-theory", "rosenbrock", "same-place", "tuned",
  ]

  /// MNIST's 10,000 test images beside the repository.
  static var images: URL { Program.repository.appendingPathComponent("../shared/data") }
  static var hasImages: Bool {
    FileManager.default.fileExists(atPath: images.appendingPathComponent("MNIST/raw").path)
  }

  @Test("is listed, whole and good")
  func isListed() throws {
    let listed = try Program.run(["list", "experiments"]).output.split(separator: "\n")
      .map { String($0.split(separator: " ")[0]) }
    #expect(listed == Self.experiments)
    let check = try Program.run(["check"] + Self.experiments.filter { $0 != "mnist-gan" })
    #expect(check.code == 0, "\(check.errors)")
    // Its data do not ship.
    let data = try Program.run([
      "show", "--json", "mnist-gan", "--set", "problems.0.data={\"kind\": \"digits\"}",
    ])
    #expect(data.code == 0 && data.errors == "", "\(data.errors)")
  }

  @Test("runs", arguments: experiments.filter { $0 != "mnist-gan" })
  func runs(_ experiment: String) throws {
    let scratch = try TestFolder()
    // Twenty steps of a surface, an epoch of the others.
    var edits = [
      "--set", "seeds=[0]", "--set", "record={\"every\": 10, \"probe\": 64, \"samples\": 32}",
    ]
    let problems = try problemKinds(experiment)
    for (place, kind) in problems.enumerated() {
      edits += [
        "--set",
        kind == "surface" ? "problems.\(place).steps=20" : "problems.\(place).epochs=1",
      ]
      if kind == "gan" { edits += ["--set", "problems.\(place).data.count=64"] }
    }
    let outcome = try Program.run(
      ["run", experiment, "--out", scratch.file("out").path] + edits, in: scratch.folder)
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  private func problemKinds(_ experiment: String) throws -> [String] {
    let file = Program.repository.appendingPathComponent("Experiments/\(experiment).json")
    let spec = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
    let problems = spec?["problems"] as? [[String: Any]] ?? []
    return problems.compactMap { $0["kind"] as? String }
  }

  @Test("has a schema that is the program's")
  func schema() throws {
    let file = Program.repository.appendingPathComponent("Experiments/experiment.schema.json")
    let shipped = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(try Program.run(["schema"]).output == shipped)
  }

  @Test("dying-relu kills ReLU units, and no LeakyReLU unit")
  func dyingReLU() throws {
    let scratch = try TestFolder()
    let outcome = try Program.run(
      [
        "run", "dying-relu", "--out", scratch.file("out").path, "--quiet", "--set", "figures=[]",
      ], in: scratch.folder)
    #expect(outcome.code == 0)
    let rows = try scratch.csv("out/curves.csv").rows
    func dead(_ problem: String, _ name: String, step: String) throws -> [Int] {
      let own = try rows.filter { try $0["problem", "optimizer", "step"] == [problem, name, step] }
      return try own.compactMap { try $0.integer("dead_units") }.sorted()
    }
    let before = try dead("ReLU", "Adam, lr 0.05", step: "0")
    let after = try dead("ReLU", "Adam, lr 0.05", step: "480")
    #expect(before.count == 10 && after.count == 10)
    #expect(after[5] >= before[5] + 10, "\(before) → \(after)")
    #expect(
      try dead("LeakyReLU", "Adam, lr 0.05", step: "480") == [Int](repeating: 0, count: 10))
  }

  @Test(
    "mnist-gan turns noise into digits on the real MNIST",
    .enabled(if: hasImages, "MNIST's test images (../shared/data) are not beside the repository"))
  func mnist() throws {
    let scratch = try TestFolder()
    let outcome = try Program.run([
      "run", "mnist-gan", "--out", scratch.file("out").path, "--quiet",
      "--set",
      "problems.0.data={\"kind\": \"mnist\", \"root\": \"../shared/data\", \"split\": \"test\"}",
      "--set", "problems.0.epochs=5", "--set", "record.every=100", "--set",
      "figures=[\"pictures\"]",
    ])
    #expect(outcome.code == 0, "\(outcome.errors)")
    // Sheets of 4 × 4 pictures with lines between: 117 × 117. The last two are of real ones.
    let bytes = try Data(contentsOf: scratch.file("out/pictures.u8")).prefix(25 * 117 * 117)
    #expect(bytes.count == 25 * 117 * 117)
    let size = try scratch.file("out/pictures.u8").resourceValues(forKeys: [.fileSizeKey]).fileSize
    #expect(size == 27 * 117 * 117)
    let start = Sheet(bytes: Array(bytes[..<(117 * 117)]))
    let end = Sheet(bytes: Array(bytes[(24 * 117 * 117)...]))
    // Real digits: a dark margin, about an eighth of the ink, strokes wider than a pixel.
    #expect(start.margin > 100 && end.margin < 30, "\(start.margin) → \(end.margin)")
    #expect((15...60).contains(end.ink), "\(end.ink)")
    #expect(end.smoothness > start.smoothness + 0.2, "\(start.smoothness) → \(end.smoothness)")
    // Not one picture sixteen times.
    #expect(end.variety > 15, "\(end.variety)")
  }
}

/// Sixteen pictures of 28 × 28 on one sample grid.
private struct Sheet {
  var pictures: [[Double]]

  init(bytes: [UInt8]) {
    pictures = (0..<16).map { k in
      (0..<784).map { i in
        let row = 1 + k / 4 * 29 + i / 28
        let column = 1 + k % 4 * 29 + i % 28
        return Double(bytes[row * 117 + column])
      }
    }
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  var ink: Double { mean(pictures.flatMap { $0 }) }

  /// The grey of the outermost two pixels.
  var margin: Double {
    mean(
      pictures.flatMap { picture in
        (0..<784).filter { i in
          let (row, column) = (i / 28, i % 28)
          return min(row, column, 27 - row, 27 - column) < 2
        }.map { picture[$0] }
      })
  }

  /// How alike neighbouring pixels are: their correlation.
  var smoothness: Double {
    let pairs = pictures.flatMap { picture in
      (0..<784).filter { $0 % 28 != 27 }.map { (picture[$0], picture[$0 + 1]) }
    }
    let (a, b) = (mean(pairs.map(\.0)), mean(pairs.map(\.1)))
    let covariance = mean(pairs.map { ($0.0 - a) * ($0.1 - b) })
    let spread = mean(pairs.map { ($0.0 - a) * ($0.0 - a) })
    return covariance / spread
  }

  /// How far a picture is from the mean of all, on average.
  var variety: Double {
    let middle = (0..<784).map { i in mean(pictures.map { $0[i] }) }
    return mean(pictures.flatMap { picture in (0..<784).map { abs(picture[$0] - middle[$0]) } })
  }
}
