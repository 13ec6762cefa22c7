import ExperimentRunner
import Foundation
import OptimizerLab
import SpecLanguage
import Testing

@Suite("A trial's file")
struct TrialFileTests {
  private let folder: URL
  private let files: TrialFile
  private let id: TrialIdentity

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "trials-\(UUID().uuidString)")
    files = TrialFile(ofRun: folder.path)
    let spec = """
      {"name": "walk", "optimizers": [{"kind": "adam"}], "problems": [{"name": "valley",
       "kind": "surface", "data": {"kind": "surface", "surface": "rosenbrock"}, "steps": 10}]}
      """
    let experiment = Reading<Experiment>(SpecSource(name: "walk.json", text: spec)).value
    id = experiment.trials(inputs: try experiment.loadInputs(from: ""))[0].identity
  }

  private func remove() { try? FileManager.default.removeItem(at: folder) }

  static var result: TrialResult {
    var result = TrialResult(status: .diverged)
    result.steps = 10
    result.epochs = 2.5
    result.examples = 40
    result.gradientEvaluations = 40
    result.seconds = 0.125
    result.recordingSeconds = 0.0625
    result.divergedAt = 10
    result.curves.append([.network: 0, .step: 0, .saturation: 0.5])
    result.layers.append([.network: 0, .step: 0, .layer: 1, .deadUnits: 1])
    result.path.append([.step: 0, .x: 1, .y: 2, .value: 3])
    result.pictures = [SampleGrid(step: 5, width: 2, height: 3, pixels: [0, 1, 2, 3, 4, 255])]
    result.units = [
      UnitHistory(network: 0, layer: 1, units: 3, states: [0, 1, 11]),
      UnitHistory(network: 1, layer: 3, units: 2, states: []),
    ].compactMap { $0 }
    result.histograms = Histogram.Quantity.allCases.compactMap {
      Histogram(
        $0, of: ([-1.5, 2, 0.25] as [Double]).span, network: 1, layer: 2,
        step: $0 == .gradients ? 1 : 0)
    }
    return result
  }

  @Test("gives back what was written")
  func roundTrip() throws {
    defer { remove() }
    let result = Self.result
    #expect(result.units.count == 2 && result.histograms.count == 3)
    try files.write(result, of: id)
    let read = try #require(files.read(id))
    // NaN, which stands for a value that does not exist, equals nothing.
    #expect(read.curves.count == 1 && read.curves[0, .saturation] == 0.5)
    #expect(read.layers.count == 1 && read.layers[0, .deadUnits] == 1)
    var (a, b) = (result, read)
    (a.curves, b.curves) = (Records(), Records())
    (a.layers, b.layers) = (Records(), Records())
    #expect(a == b)
  }

  @Test("keeps every number bit for bit, counts in as few bytes as hold them")
  func numbers() throws {
    defer { remove() }
    // Of each column three rows; NaN is what does not exist.
    let columns: [(Quantity, [Double], String)] = [
      (.network, [0, 0, 1], "u8"), (.step, [0, 254, 17], "u8"),
      (.examples, [0, 255, 1], "u16"), (.gradientEvaluations, [65_534, 3, 4], "u16"),
      (.deadUnits, [65_535, .nan, 0], "u32"), (.clipped, [4_294_967_294, .nan, 0], "u32"),
      (.epoch, [4_294_967_295, 1, 2], "columns"), (.loss, [-0.0, 1, 2], "columns"),
      (.evalLoss, [0.1, .nan, 1e300], "columns"), (.distance, [-1, 1, 2], "columns"),
      (.gradientNorm, [.infinity, 1, .nan], "columns"), (.frechet, [.nan, .nan, .nan], "empty"),
    ]
    var result = TrialResult(status: .finished)
    for row in 0..<3 {
      var record = RecordRow<CurveTable>()
      for (column, values, _) in columns { record[column] = values[row] }
      result.curves.append(record)
    }
    try files.write(result, of: id)
    let read = try #require(files.read(id))
    #expect(read.curves.unknown.isEmpty)
    for (was, now) in zip(result.curves.values, read.curves.values) {
      #expect(was.isNaN ? now.isNaN : was.bitPattern == now.bitPattern, "\(was), \(now)")
    }
    let file = try SafetensorsFile(
      decoding: Array(try Data(contentsOf: URL(filePath: files.path(of: id)))))
    for (column, _, part) in columns {
      let names = file.text("curves.\(part)")?.split(separator: ",").map(String.init) ?? []
      #expect(names.contains(column.rawValue), "\(column) is not in \(part)")
    }
    #expect(file["curves.u8"]?.type == .uint8 && file["curves.u16"]?.type == .uint16)
    #expect(file["curves.u32"]?.type == .uint32 && file["curves"]?.type == .float64)
  }

  /// What a file says, changed by `change` and given its right checksum again.
  private func rewrite(_ change: (inout SafetensorsFile) -> Void) throws {
    let path = files.path(of: id)
    var file = try SafetensorsFile(decoding: Array(try Data(contentsOf: URL(filePath: path))))
    file.metadata.removeAll { $0.name == "sha256" }
    change(&file)
    file.metadata.append(("sha256", SHA256.hex(of: file.encoded)))
    try OutputFile.write(file.encoded, to: path)
  }

  @Test("is read again after a change that changes nothing")
  func rewriting() throws {
    defer { remove() }
    try files.write(Self.result, of: id)
    let written = try OutputFile.read(files.path(of: id))
    try rewrite { _ in }
    #expect(files.read(id) != nil)
    // The checksum stands at the end of the metadata, wherever they are made.
    #expect(try OutputFile.read(files.path(of: id)) == written)
  }

  static let damages: [(String, @Sendable (inout SafetensorsFile) -> Void)] = [
    (
      "of an earlier format",
      { file in
        file.metadata = file.metadata.map {
          $0.name == "format" ? ("format", "optlab-trial-1") : $0
        }
      }
    ),
    (
      "without its histograms", { file in file.entries.removeAll { $0.name == "histograms" } }
    ),
    ("without what it counted", { file in file.entries.removeAll { $0.name == "curves.u8" } }),
    ("without their bins", { file in file.entries.removeAll { $0.name == "histograms.bins" } }),
    (
      "with a unit's life cut off",
      { file in
        let place = file.entries.firstIndex { $0.name == "units.0.1" } ?? 0
        file.entries[place].bytes.removeLast()
        file.entries[place].shape = [1, 2]
        file.entries[place].name = "units.0"
      }
    ),
    (
      "with a histogram of an unknown quantity",
      { file in
        let names = file.text("histograms.u8")?.split(separator: ",") ?? []
        guard let column = names.firstIndex(of: "quantity"),
          let place = file.entries.firstIndex(where: { $0.name == "histograms.u8" })
        else { return }
        file.entries[place].bytes[column] = 9
      }
    ),
  ]

  @Test("is no result", arguments: damages.indices)
  func damage(_ place: Int) throws {
    defer { remove() }
    let (name, change) = Self.damages[place]
    try files.write(Self.result, of: id)
    try rewrite(change)
    #expect(files.read(id) == nil, "\(name)")
  }
}
