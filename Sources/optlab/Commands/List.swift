import ArgumentParser
import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List what a spec can name, or the settings of one of them.",
    discussion: "optlab list optimizers; optlab list adam")

  @Argument(
    help: """
      problems, optimizers, layers, initializers, losses, data, recording, judges, figures, \
      quantities, exporters, experiments, or one of their names; all without it.
      """,
    completion: .list(CatalogListing(experiments: []).names))
  var what: String?

  func run() throws {
    let listing = CatalogListing(experiments: experiments)
    guard let what else {
      Streams.output(listing.all)
      return
    }
    guard let text = listing.text(what) else {
      let names = listing.names
      let hint = nearestName(to: what, among: names).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError(
        "there is no \"\(what)\"\(hint) Lists: \(listing.sections.joined(separator: ", "))")
    }
    Streams.output(text)
  }

  /// The shipped experiments with the description that each gives of itself.
  private var experiments: [(name: String, summary: String)] {
    SpecFile.names(Shipped.folders).compactMap { name in
      guard let file = try? SpecFile(name, shipped: Shipped.folders) else { return nil }
      return (name, Reading(file.source, from: Experiment.ofLab).value.description)
    }
  }
}
