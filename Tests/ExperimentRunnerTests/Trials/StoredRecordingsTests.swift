import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("What a trial recorded, on the disk")
struct StoredRecordingsTests {
  private let scratch: TestFolder
  private let files: TrialFile

  init() throws {
    scratch = try TestFolder()
    files = TrialFile(ofRun: scratch.folder.path)
  }

  private func ids(_ count: Int) throws -> [TrialIdentity] {
    let run = try LocalRun(
      """
      {"name": "walk", "optimizers": [{"kind": "adam"}], "seeds": \(Array(0..<count)),
       "problems": [{"name": "valley", "kind": "surface", "steps": 10,
         "data": {"kind": "surface", "surface": "quadratic", "noise": 1}}]}
      """, in: scratch)
    return run.trials.map(\.identity)
  }

  private func state(_ seed: Int) -> SafetensorsFile {
    var file = SafetensorsFile()
    file.add("0.weight", [Float(seed), 2], shape: [2, 1])
    return file
  }

  /// Without what does not exist, which equals nothing.
  private func result(_ seed: Int, rows: Int = 3) -> TrialResult {
    var result = TrialResult(status: .finished)
    for row in 0..<rows {
      var curve = RecordRow<CurveTable>()
      for column in CurveTable.layout.columns { curve[column] = Double(seed + row) }
      result.curves.append(curve)
      var layer = RecordRow<LayerTable>()
      for column in LayerTable.layout.columns { layer[column] = Double(seed - row) }
      result.layers.append(layer)
      result.path.append([.step: Double(row), .x: Double(seed), .y: 2, .value: 3])
    }
    result.pictures = [SampleGrid(step: seed, width: 2, height: 1, pixels: [0, 255])]
    result.weights = [NetworkWeights(network: "model", initial: nil, final: state(seed))]
    result.units = [UnitHistory(network: 0, layer: 1, units: 1, states: [UInt8(seed % 16)])]
      .compactMap(\.self)
    result.histograms = [
      Histogram(
        .weights, of: ([-1.5, Double(seed)] as [Double]).span, network: 0, layer: 0, step: 0)
    ].compactMap(\.self)
    return result
  }

  @Test("is what was written, part by part and as a whole, however many others are asked meanwhile")
  func parts() throws {
    let ids = try ids(150)
    for (seed, id) in ids.enumerated() { try files.write(result(seed), of: id) }
    let read = try ids.map { try #require(files.read($0)) }
    for _ in 0..<2 {
      for (seed, own) in read.enumerated() {
        let written = result(seed)
        #expect(own.curves == written.curves && own.layers == written.layers)
        #expect(own.path == written.path && own.pictures == written.pictures)
        #expect(own.units == written.units && own.histograms == written.histograms)
        #expect(own.weights == written.weights)
        #expect(own.agreement == nil && own.classes == nil)
      }
    }
    for (seed, own) in read.enumerated() { #expect(own == result(seed) && !own.isLost) }
  }

  @Test("can be asked for side by side")
  func sideBySide() throws {
    let ids = try ids(40)
    for (seed, id) in ids.enumerated() { try files.write(result(seed), of: id) }
    let read = try ids.map { try #require(files.read($0)) }
    DispatchQueue.concurrentPerform(iterations: 4_000) { place in
      let own = read[place % 40]
      #expect(own.layers.values.first == Double(place % 40))
      #expect(own.units.first?.states == [UInt8(place % 40 % 16)])
    }
  }

  @Test("is changed in a copy, and stays as it is in the file")
  func copies() throws {
    let id = try ids(1)[0]
    try files.write(result(7), of: id)
    let read = try #require(files.read(id))
    var copy = read
    copy.histograms = []
    copy.curves.append([.network: 0, .step: 9])
    #expect(copy.curves.count == 4 && copy.histograms.isEmpty && copy.layers == read.layers)
    #expect(read == result(7))
  }

  @Test("is known to be lost where its file has gone, or is another's, and then said of its folder")
  func lost() throws {
    let run = try LocalRun(in: scratch)
    let ids = run.trials.map(\.identity)
    let own = TrialFile(ofRun: run.path("out"))
    for (seed, id) in ids.enumerated() { try own.write(result(seed), of: id) }
    let results = run.trials.reduce(into: [Int: TrialResult]()) {
      $0[$1.index] = own.read($1.identity)
    }
    let folder = RunFolder(
      path: run.path("out"), experiment: run.experiment, trials: run.trials, results: results)
    try FileManager.default.removeItem(atPath: own.path(of: ids[2]))
    try scratch.write("nothing", to: "out/trials/\(ids[3].hash).safetensors")
    try folder.checkResults()
    for place in [2, 3] {
      #expect(results[place]?.layers.count == 0 && results[place]?.isLost == true)
    }
    #expect(results[1]?.layers.count == 3 && results[1]?.isLost == false)
    let error = try #require(throws: OutputError.self) { try folder.checkResults() }
    #expect(error.path == own.path(of: ids[2]) && error.action == .read)
  }
}
