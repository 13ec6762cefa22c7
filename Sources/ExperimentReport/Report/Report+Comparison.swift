internal import ExperimentRunner
internal import OptimizerLab

extension Report {
  /// What of a page is made of the trials and of nothing else: without the machine, the commands and why
  /// figures could not be drawn. Two pages of the same trials agree in it.
  package static func ofTrials(_ page: String) -> String {
    let parts = [
      (from: "<section id=\"again\">", to: "</main>"),
      (from: "<p class=\"warning\">\(missingFigures)", to: "</p>"),
    ]
    return parts.reduce(page) { page, part in
      guard let start = page.firstRange(of: part.from),
        let end = page[start.upperBound...].firstRange(of: part.to)
      else { return page }
      return String(page[..<start.lowerBound] + page[end.upperBound...])
    }
  }

  /// How the sentence begins that says why figures are not there.
  static let missingFigures = "Figures are missing: "
}
