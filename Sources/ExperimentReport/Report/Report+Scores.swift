internal import ExperimentRunner
internal import OptimizerLab

// The optimizers by budget and over the problems.
extension Report {
  var scores: HTML {
    presentation.results.scoreSections.map { section in
      HTML.table(
        caption: .name(section.title), label: section.title,
        columns: section.header.enumerated().map { ($1, $0 > 0) },
        rows: section.rows.map { row in
          row.enumerated().map { $0 == 0 ? .name($1) : .text($1) }
        })
        + .element("p", ["class": "quiet"], .text(section.sentences.joined(separator: " ")))
    }.joined()
  }
}
