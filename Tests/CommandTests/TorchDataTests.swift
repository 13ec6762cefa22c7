import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite(
  "The PyTorch script of data, run",
  .enabled(if: Python.wantsTorch, Python.torchIsNotAskedFor), .serialized)
struct TorchDataTests {
  /// Each with the kind of its problem and the outputs that it takes.
  private static let sources: [(kind: String, outputs: Int, data: String)] = [
    (
      "classification", 2,
      "\"kind\": \"moons\", \"count\": 101, \"holdout\": 0.3, \"holdout_seed\": 4"
    ),
    ("classification", 2, "\"kind\": \"circles\", \"count\": 50, \"factor\": 0.4"),
    ("classification", 3, "\"kind\": \"spirals\", \"count\": 50, \"classes\": 3, \"holdout\": 0.1"),
    ("classification", 4, "\"kind\": \"blobs\", \"count\": 50, \"centers\": 4"),
    ("classification", 10, "\"kind\": \"digits\", \"count\": 60, \"holdout\": 0.25"),
    ("regression", 1, "\"kind\": \"function\", \"count\": 60, \"holdout\": 0.25"),
    (
      "regression", 2,
      "\"kind\": \"csv\", \"path\": \"own.csv\", \"features\": [\"a..c\", {\"column\": \"colour\", "
        + "\"one_hot\": true}, -3], \"target\": [\"y\", \"z\"], \"missing\": [\"?\"], "
        + "\"standardize\": true, \"standardize_target\": true, \"holdout\": 0.25, \"holdout_seed\": 3"
    ),
    (
      "regression", 1,
      "\"kind\": \"csv\", \"path\": \"plain.csv\", \"features\": [\"x\"], \"target\": \"y\", "
        + "\"holdout\": 0.25"
    ),
    (
      "classification", 3,
      "\"kind\": \"csv\", \"path\": \"own.csv\", \"features\": [\"a\", 2], \"target\": \"colour\", "
        + "\"holdout\": \"own.csv\", \"standardize\": true"
    ),
    (
      "classification", 2,
      "\"kind\": \"csv\", \"path\": \"iris.data\", \"header\": false, \"features\": \"all\", "
        + "\"target\": 4, \"comment\": \"#\""
    ),
    (
      "regression", 1,
      "\"kind\": \"csv\", \"path\": \"cars.data\", \"header\": false, \"features\": [\"1..2\", "
        + "{\"column\": 3, \"one_hot\": true}], \"target\": 0, \"missing\": [\"?\"], "
        + "\"standardize\": true"
    ),
    (
      "classification", 3,
      "\"kind\": \"idx\", \"images\": \"a.idx\", \"labels\": \"b.idx\", \"holdout\": {\"images\": "
        + "\"a.idx\", \"labels\": \"b.idx\"}, \"count\": 5"
    ),
    (
      "classification", 10,
      "\"kind\": \"mnist\", \"root\": \"data\", \"holdout\": \"test\", \"count\": 5"
    ),
    ("classification", 10, "\"kind\": \"qmnist\", \"root\": \"data\", \"holdout\": 0.5"),
  ]

  @Test("has the same examples, in the same order, with the same part held out")
  func same() throws {
    let scratch = try OwnTable.folder()
    try Self.writeFiles(to: scratch)
    let problems = Self.sources.enumerated().map { place, source in
      """
      {"name": "\(place)", "kind": "\(source.kind)", "dtype": "float64", "data": {\(source.data)},
       "model": [{"kind": "linear", "units": 8}, "tanh", {"kind": "linear", "units": \(source.outputs)}],
       "epochs": 2, "batch_size": 8}
      """
    }
    try scratch.write(
      """
      {"name": "sources", "seeds": [3], "problems": [\(problems.joined(separator: ",\n"))],
       "optimizers": [{"kind": "adam"}, {"kind": "minibatch", "lr": 0.05}],
       "record": {"every": 1}, "figures": []}
      """, to: "sources.json")
    let run = try Program.run(
      ["run", "sources.json", "--out", "out", "--quiet"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let print = try Program.run(["torch", "sources.json", "--out", "script"], in: scratch.folder)
    #expect(print.code == 0, "\(print.errors)")
    try Python.torch.get().run(["sources.py"], in: scratch.file("script"))
    try CurveTolerance.float64.compare(
      scratch.csv("out/curves.csv"), scratch.csv("script/curves.csv"), "sources")
  }

  private static func writeFiles(to scratch: TestFolder) throws {
    try scratch.write(
      "x,n,y\n" + (0..<21).map { "\(Double($0) / 7),t,\(Double($0 * $0) / 50)\n" }.joined(),
      to: "plain.csv")
    try scratch.write(
      "5.1,3.4,1.4,0.2,Rosa-alba # one\n4.8,3.1,1.5,0.2,Rosa-canina\n6.2,3.0,4.9,1.7,Rosa-alba\n"
        + "# none\n6.0,2.0,4.4,1.1,Rosa-canina\n\n", to: "iris.data")
    try scratch.write(
      "18.5   8   310.0  1\t\"acme roadster\"\n25.0   4   ?   1\t\"x\"\n31.0   4   91.00  3\t\"hinode\"\n"
        + "21.0   6   101.5  2\t\"lark\"\n  22.5 5 141 3 \"a b\"  \n", to: "cars.data")
    func idx(_ magic: UInt32, _ dimensions: [UInt32], _ bytes: [UInt8]) -> Data {
      Data(
        ([magic] + dimensions).flatMap { number in
          [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
        } + bytes)
    }
    func pixels(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37) } }
    try idx(0x803, [6, 4, 3], pixels(72)).write(to: scratch.file("a.idx"))
    try idx(0x801, [6], [0, 1, 2, 1, 0, 2]).write(to: scratch.file("b.idx"))
    for folder in ["MNIST", "QMNIST"] {
      try FileManager.default.createDirectory(
        at: scratch.file("data/\(folder)/raw"), withIntermediateDirectories: true)
    }
    for (part, count) in [("train", 6), ("t10k", 4)] as [(String, UInt32)] {
      let stem = "data/MNIST/raw/\(part)"
      try idx(0x803, [count, 28, 28], pixels(Int(count) * 784))
        .write(to: scratch.file("\(stem)-images-idx3-ubyte"))
      try idx(0x801, [count], (0..<UInt8(count)).map { $0 % 10 })
        .write(to: scratch.file("\(stem)-labels-idx1-ubyte"))
    }
    let stem = "data/QMNIST/raw/qmnist-train"
    try idx(0x803, [4, 28, 28], pixels(4 * 784)).write(
      to: scratch.file("\(stem)-images-idx3-ubyte"))
    let rows = (0..<4).flatMap { (label: Int) -> [UInt8] in
      [0, 0, 0, UInt8(label)] + [UInt8](repeating: 7, count: 28)
    }
    try idx(0xC02, [4, 8], rows).write(to: scratch.file("\(stem)-labels-idx2-int"))
  }
}
