internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

// What was asked for, how to ask for it again, and what machine answered.
extension Report {
  /// The resolved spec. Marks that turn the direction of writing are spelt out: they would show
  /// another spec than there is.
  var specification: HTML {
    let text = JSONText.pretty(Fields.writing(experiment))
    let visible = text.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.properties.generalCategory == .format {
        let units = Array(String(scalar).utf16)
        for unit in units {
          let hex = String(unit, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        }
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return .element(
      "section", ["id": "spec"],
      .element("h2", .text("The experiment")),
      .element(
        "p", .text("The spec with every default filled in, as it is in "),
        .element("a", ["href": "experiment.json"], .text("experiment.json")), .text(".")),
      .element(
        "details", .element("summary", .text("The resolved spec")),
        .element("pre", ["tabindex": "0"], .element("code", .text(visible)))),
      dataSentences, rules)
  }

  /// What the files of data turned out to hold, as far as a reader has to know it.
  private var dataSentences: HTML {
    let sentences = DataRecord.sentences(in: manifest)
    guard !sentences.isEmpty else { return .nothing }
    return .element("p", .text("Of the data:"))
      + .element("ul", sentences.map { HTML.element("li", ["dir": "auto"], .text($0)) })
  }

  var again: HTML {
    let commit = said("commit") ?? "unknown"
    let seeds = experiment.seeds.map(String.init).joined(separator: ", ")
    let checkout = commit == "unknown" ? [] : ["git checkout \(commit)"]
    let commands =
      checkout + [
        "./optlab run experiment.json --out again", "./optlab verify \(experiment.name)",
      ]
    let explanation =
      "The first trains the experiment anew, experiment.json being the file of this folder; "
      + "the second trains again what this folder (\(experiment.name)) holds and compares "
      + "every recorded number. "
      + (experiment.seeds.count == 1 ? "The seed is \(seeds)." : "The seeds are \(seeds).")
    return .element(
      "section", ["id": "again"],
      .element("h2", .text("Run it again")),
      .element("pre", ["tabindex": "0"], .element("code", .text(commands.joined(separator: "\n")))),
      .element("p", .text(explanation)),
      .element(
        "p", ["class": "quiet"],
        .text(
          "On one kind of processor the numbers are the same to the last bit, whatever the number "
            + "of jobs; on another they agree to rounding.")))
  }

  var origin: HTML {
    let facts: [(String, String?)] = [
      ("Program", "optlab \(said("version") ?? Version.number)"),
      ("Commit", said("commit")),
      ("Begun", said("started")),
      ("Predictions locked as", said(LockedAnswers.key)),
      ("Took", said("seconds").flatMap(Double.init).map { "\(NumberText.fourDigits($0)) s" }),
      ("Jobs", said("jobs")),
      ("Processor", said("machine", "processor")),
      ("Cores", said("machine", "cores")),
      ("System", said("machine", "system")),
      ("Matrix libraries", said("machine", "blas")),
      (
        "Numbers",
        Manifest.olderNumerics(manifest).map {
          "version \($0); optlab \(Version.number) has version \(TrialIdentity.numericsVersion), "
            + "whose last bits are others"
        }
      ),
    ]
    let entries = facts.flatMap { name, value in
      value.map { [HTML.element("dt", .text(name)), .element("dd", .text($0))] } ?? []
    }
    return .element(
      "section", ["id": "origin"], .element("h2", .text("How it was made")),
      manifest == nil
        ? .element(
          "p", ["class": "warning"],
          .text("manifest.json is missing or damaged: what machine made this is not known."))
        : .element("dl", entries), machines)
  }

  /// The kinds of machine that the trials come from, where they come from several.
  private var machines: HTML {
    guard folder.machines.count > 1 else { return .nothing }
    let kinds = folder.machines.map { group in
      HTML.element("li", .text("\(Self.count(group.trials, "trial")) on \(group.words)"))
    }
    return .element(
      "p", ["class": "warning"],
      .text("The trials were trained on several kinds of machine. \(OutputFolder.consequence)."))
      + .element("ul", kinds)
  }
}
