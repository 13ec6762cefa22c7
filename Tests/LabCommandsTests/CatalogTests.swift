import ExperimentAnalysis
import ExperimentReport
import Foundation
import LabCommands
import OptimizerLab
internal import SpecLanguage
import TestSupport
import Testing

/// What an entry of the catalogue needs beside its own file.
@Suite("An entry of the catalogue is whole")
struct CatalogTests {
  private static let optimizers = Catalog.optimizers.map { $0.kind }
  private static let layers = Catalog.layers.map { $0.kind }

  private static func documentation(_ name: String) throws -> String {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/\(name)")
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  @Test("an optimizer is spelled in PyTorch, or said to be missing there", arguments: optimizers)
  func optimizerSpelling(kind: String) throws {
    let type = try #require(Catalog.optimizers.first { $0.kind == kind })
    #expect(TorchSpelling.hasLine(optimizer: type.init()))
  }

  @Test("an optimizer has a colour of its own", arguments: optimizers)
  func color(kind: String) {
    #expect(OptimizerStyle.hasColor(ofKind: kind))
    let styles = OptimizerStyle.styles(for: Self.optimizers.map { .init(name: $0, kind: $0) })
    #expect(Set(styles.map(\.color)).count == Self.optimizers.count)
  }

  @Test("an optimizer has a reference, or PyTorch's own path, in the tests", arguments: optimizers)
  func reference(kind: String) {
    let hasReference = ReferenceOptimizers.byKind[kind] != nil
    #expect(hasReference != ReferenceOptimizers.compared.contains(kind))
  }

  @Test(
    "every entry has a line in docs/pytorch.md",
    arguments: optimizers + layers + Catalog.losses.map { $0.kind }
      + Catalog.surfaces.map { $0.kind })
  func documentation(kind: String) throws {
    let rows = try Self.documentation("pytorch.md").split(separator: "\n").filter {
      $0.hasPrefix("| `")
    }
    // The first cell names the kinds that the line is of.
    let isThere = rows.contains { $0.split(separator: "|")[0].contains("`\(kind)`") }
    #expect(isThere)
  }

  @Test("a layer is spelled in PyTorch", arguments: layers)
  func layerSpelling(kind: String) throws {
    let type = try #require(Catalog.layers.first { $0.kind == kind })
    #expect(TorchSpelling.hasLine(layer: type.init()))
  }

  @Test("every entry is listed, with what a problem and a record can say")
  func listed() throws {
    let listing = CatalogListing(experiments: [("mine", "what it asks")])
    let names =
      Self.optimizers + Self.layers + Catalog.losses.map { $0.kind }
      + Initializers.all.map { $0.kind }
      + ["regression", "gan", "surface", "every", "probe", "diverged_above", "mine"]
    for name in names { #expect(listing.all.contains("\n  \(name) "), "\(name)") }
    #expect(
      listing.text("losses")?.split(separator: "\n").count
        == Catalog.losses.count + Catalog.adversarialLosses.count)
    #expect(
      listing.text("schedules")?.split(separator: "\n").count == Catalog.schedules.count)
    #expect(listing.text("step")?.contains("\n  step_size (required)  whole number ") == true)
    #expect(
      listing.text("gan")?.contains("\n  latent = 64  whole number [1 ... 1000000]. ") == true)
    #expect(listing.text("every")?.contains("= 10") == true)
    #expect(listing.text("clip")?.hasPrefix("clip: What becomes of a gradient") == true)
    #expect(listing.text("nothing") == nil)
  }

  @Test("a schedule and a GAN's loss are spelled in PyTorch")
  func stepSpelling() {
    for type in Catalog.schedules { #expect(TorchSpelling.hasLine(schedule: type.init())) }
    for type in Catalog.adversarialLosses {
      #expect(TorchSpelling.hasLine(adversarialLoss: type.init()))
    }
  }

  @Test("a loss is spelled in PyTorch", arguments: Catalog.losses.map { $0.kind })
  func lossSpelling(kind: String) {
    #expect(TorchSpelling.hasLine(loss: kind))
  }
}
