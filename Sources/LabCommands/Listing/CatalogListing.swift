internal import ExperimentReport
internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What an experiment can name, as text for people.
package struct CatalogListing {
  private struct Entry {
    var name: String
    var summary: String
    var fields: [FieldDescription]
  }

  package let sections = [
    "problems", "optimizers", "entries", "schedules", "layers", "initializers", "losses", "data",
    "surfaces", "recording", "judges", "figures", "quantities", "exporters", "experiments",
  ]
  private var entries: [String: [Entry]]

  package init(experiments: [(name: String, summary: String)]) {
    let sources = DataSources.kinds(DataSources.all)
    entries = [
      "problems": LearningTasks.kinds.list.map { Self.entry($0.description) },
      "losses": Catalog.losses.map { Entry(name: $0.kind, summary: $0.summary, fields: []) }
        + Catalog.adversarialLossKinds.list.map { kind in
          let entry = Self.entry(kind.description)
          return Entry(
            name: entry.name, summary: "of a GAN: \(entry.summary)", fields: entry.fields)
        },
      "schedules": Schedules.kinds.list.map { Self.entry($0.description) },
      "recording": Fields.describing(RecordSettings()).descriptions.map {
        Entry(name: $0.name, summary: $0.help, fields: [$0])
      },
      // By what a hypothesis is judged.
      "judges": Fields.describing(Judge()).descriptions.map {
        Entry(name: $0.name, summary: $0.help, fields: [$0])
      },
      // What an optimizer of any kind may say.
      "entries": Fields.describing(OptimizerEntry()).descriptions.map {
        Entry(name: $0.name, summary: $0.help, fields: [$0])
      },
      "optimizers": Catalog.optimizerKinds.list.map { Self.entry($0.description) },
      "layers": Catalog.layerKinds.list.map { Self.entry($0.description) },
      "initializers": Initializers.kinds.list.map { Self.entry($0.description) },
      "data": sources.list.map { Self.entry($0.description) }
        + [
          Entry(
            name: "surface",
            summary: "a function of coordinates: "
              + SurfaceSource.names.joined(separator: ", "),
            fields: Fields.describing(SurfaceSource()).descriptions)
        ],
      "surfaces": Catalog.surfaces.map {
        Entry(
          name: $0.kind,
          summary: $0.summary
            + ($0.kind == Quadratic.kind
              ? "; with curvatures, a bowl of any number of dimensions" : ""),
          fields: [])
      }
        + [Entry(name: Saddle.kind, summary: Saddle.summary, fields: [])],
      "figures": FigureCatalog.all.map {
        Entry(name: $0.name, summary: $0.summary, fields: [])
      },
      "quantities": Quantity.allCases.map {
        Entry(name: $0.rawValue, summary: $0.meaning, fields: [])
      },
      "exporters": ExporterCatalog.all.map {
        Entry(name: $0.name, summary: $0.summary, fields: [])
      },
      "experiments": experiments.map { Entry(name: $0.name, summary: $0.summary, fields: []) },
    ]
  }

  private static func entry(_ kind: KindDescription) -> Entry {
    Entry(name: kind.name, summary: kind.help, fields: kind.fields)
  }

  /// Every name that `text` knows.
  package var names: [String] { sections + sections.flatMap { entries[$0]?.map(\.name) ?? [] } }

  package var all: String {
    sections.map { "\($0)\n\(list($0))" }.joined(separator: "\n")
  }

  /// A section's list, or one entry's settings; `nil` for an unknown name.
  package func text(_ name: String) -> String? {
    if sections.contains(name) { return list(name) }
    let found = sections.flatMap { section in
      (entries[section] ?? []).filter { $0.name == name }.map { details($0, of: section) }
    }
    return found.isEmpty ? nil : found.joined(separator: "\n")
  }

  private func list(_ section: String) -> String {
    let own = entries[section] ?? []
    let width = own.map(\.name.count).max() ?? 0
    return own.map { "  \(padded($0.name, width))  \($0.summary)\n" }.joined()
  }

  private func details(_ entry: Entry, of section: String) -> String {
    var text = "\(entry.name): \(entry.summary)\n"
    if section == "optimizers" {
      let type = (Catalog.optimizers + Catalog.programs).first { $0.kind == entry.name }
      if let type {
        text += "  lr = \(JSONNode.shortestText(of: type.defaultLearningRate))"
        text += "  The learning rate.\n"
      }
    }
    for field in entry.fields {
      let value =
        field.isRequired ? "(required)" : field.defaultValue.map { "= \(JSONText.compact($0))" }
      let range = field.range.map { " [\($0)]" } ?? ""
      text += "  \(field.name) \(value ?? "(optional)")  \(field.type)\(range). \(field.help)\n"
    }
    return text
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: width - text.count)
  }
}
