import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport

/// A temporary folder with the data and the scripts of a run's figures, gone with the test.
final class FigureFolder {
  let url: URL
  let scripts: [FigureScript]
  /// The figures' names.
  var figures: [String] { scripts.map(\.name) }

  init(_ files: SampleFiles) throws {
    url = Self.place
    scripts = FigureCatalog.scripts(named: Self.allNames, for: files.context)
    try files.write(to: url)
    for script in scripts { try write(script.text, to: script.fileName) }
  }

  /// The small run's.
  init() throws {
    let small = try Self.small.get()
    url = Self.place
    scripts = small.scripts
    try FileManager.default.copyItem(at: small.files.folder, to: url)
  }

  /// Half of the tests begin with it, so it is made once, and stays to their end.
  private static let small = Result { () throws -> (files: TestFolder, scripts: [FigureScript]) in
    let scripts = FigureCatalog.scripts(named: allNames, for: SmallContext.context)
    let files = try TestFolder.lasting { scratch in
      try SmallContext.files.write(to: scratch.folder)
      for script in scripts { try scratch.write(script.text, to: script.fileName) }
    }.get()
    return (files, scripts)
  }

  private static var place: URL {
    FileManager.default.temporaryDirectory.appending(path: "figures-\(UUID().uuidString)")
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  static var allNames: [String] { FigureCatalog.all.map { $0.name } }

  /// Those that the small run has something to show of.
  static var smallNames: [String] {
    FigureCatalog.all.filter { $0.applies(to: SmallContext.context) }.map { $0.name }
  }

  /// A new folder within this one.
  func subfolder(_ name: String) throws -> URL {
    let folder = url.appending(path: name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: url.appending(path: name))
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: url.appending(path: name))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// Every file and folder in it, sorted.
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }
}
