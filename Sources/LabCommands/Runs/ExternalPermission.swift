package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Whether the programs that a spec names may be run: a spec from elsewhere must not run programs by
/// itself.
package enum ExternalPermission {
  /// - Parameters:
  ///   - path: the spec's.
  ///   - isGiven: whether the user has said that they may.
  ///   - here: the folder whose specs are trusted.
  /// - Throws: where they may not.
  package static func check(
    _ experiment: Experiment, spec path: String, isGiven: Bool, here: String = "."
  ) throws(ExternalRefusal) {
    guard !isGiven, let first = experiment.externals.first else { return }
    // Through links: what a link leads to is where it is.
    if let place = RealPath.of(path), let here = RealPath.of(here),
      here == "/" || place.hasPrefix("\(here)/")
    {
      return
    }
    let command = first.external.command.map { quoted($0) }.joined(separator: " ")
    throw ExternalRefusal(
      description:
        "\(path): \(first.path.description) runs a program, \(command), and this spec is not inside the "
        + "current folder: read the program first, then say --allow-external")
  }
}

/// A spec whose programs may not be run.
package struct ExternalRefusal: Error, Equatable, CustomStringConvertible {
  package var description: String
}
