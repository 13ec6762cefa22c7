package import ExperimentRunner
internal import LabCommands
internal import OptimizerLab
package import SpecLanguage

/// A spec as a grading reads it: with the numbers of the variant in it, and every default filled in.
package struct GradedSpec: Sendable {
  package let path: String
  package let source: SpecSource
  package let experiment: Experiment
  package let resolved: JSONNode
  package let diagnostics: [Diagnostic]

  /// The folder that its paths are relative to.
  package var folder: String {
    path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? ""
  }

  /// Reads a spec whose mistakes are in `diagnostics`.
  /// - Parameter name: what messages call it; the path where nothing is said.
  package static func read(
    _ path: String, name: String? = nil, numbers: VariantNumbers
  ) throws(DataError) -> GradedSpec {
    let bytes = try InputBytes.read(path, limit: JSONParser.maximumSize)
    try ForeignFormat.refuse(bytes, at: path, wanted: .spec)
    let source = SpecSource(name: name ?? path, bytes: bytes)
    var reading = Reading(source, from: Experiment.ofLab)
    if !numbers.chosen.isEmpty, let tree = try? JSONParser.parse(bytes) {
      reading = Reading(numbers.fill(tree), in: source, from: Experiment.ofLab)
    }
    return GradedSpec(
      path: path, source: source, experiment: reading.value, resolved: reading.resolved,
      diagnostics: reading.diagnostics)
  }
}
