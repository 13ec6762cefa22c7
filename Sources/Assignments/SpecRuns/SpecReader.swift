internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// Why a spec is not trained: what the student reads.
package struct SpecRefusal: Error, Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    case missing
    /// It is no spec, or has mistakes.
    case badSpec
    /// It changes what was to stay, or asks for what is not allowed.
    case notAllowed
    /// It took too long, or could not be trained.
    case training
  }

  package var kind: Kind
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// A student's spec beside its base.
package struct ReadSpec: Sendable {
  package var own: GradedSpec
  package var base: GradedSpec
  /// The spec of the assignment at the bottom, where the data are and what is recorded is said.
  package var root: GradedSpec
  package var comparison: SpecComparison
  /// Whether it is run in the folder of what was handed in: it has programs, or files of its own.
  package var isRunWhereHandedIn: Bool { hasOwnFiles || own.resolved.namesProgram }
  /// Whether it reads other files than its base.
  package var hasOwnFiles: Bool {
    comparison.differences.contains { difference in
      difference.place.contains { step in
        [.key("data"), .key("holdout"), .key("weights"), .key("command")].contains(step)
      }
    }
  }
}

/// Reads the specs of a submission, and holds each against its base.
package struct SpecReader: Sendable {
  let assignment: AssignmentFolder
  let submission: String
  let numbers: VariantNumbers

  package init(assignment: AssignmentFolder, submission: String, numbers: VariantNumbers) {
    self.assignment = assignment
    self.submission = submission
    self.numbers = numbers
  }

  package func read(_ task: SpecTask) throws(SpecRefusal) -> ReadSpec {
    let own = try ownSpec(of: task)
    let (base, root) = try baseSpec(of: task)
    let comparison = SpecComparison(
      base: base.resolved, own: own.resolved, mayChange: task.mayChange, mustKeep: task.mustKeep)
    let spec = ReadSpec(own: own, base: base, root: root, comparison: comparison)
    if !comparison.refused.isEmpty {
      throw SpecRefusal(.notAllowed, Self.sentence(comparison.refused, in: task.file))
    }
    try checkPermissions(of: spec, task)
    return spec
  }

  private func ownSpec(of task: SpecTask) throws(SpecRefusal) -> GradedSpec {
    let path = "\(submission)/\(task.file)"
    guard OutputFile.exists(path) else {
      throw SpecRefusal(.missing, "\(task.file) was not handed in")
    }
    let spec: GradedSpec
    do throws(DataError) {
      spec = try GradedSpec.read(path, name: task.file, numbers: numbers)
    } catch {
      throw SpecRefusal(
        .badSpec, error.description.replacing("\(submission)/", with: ""))
    }
    guard spec.diagnostics.isEmpty else {
      throw SpecRefusal(.badSpec, Self.sentence(spec.diagnostics, of: spec.source, in: task.file))
    }
    return spec
  }

  private func baseSpec(
    of task: SpecTask
  ) throws(SpecRefusal) -> (base: GradedSpec, root: GradedSpec) {
    guard task.isBasedOnTask else {
      let spec = try reference(task.base)
      return (spec, spec)
    }
    guard let other = assignment.assignment.task(task.base) as? SpecTask else {
      throw SpecRefusal(.training, "the assignment has no task \(task.base)")
    }
    let base: GradedSpec
    do throws(SpecRefusal) {
      base = try ownSpec(of: other)
    } catch {
      throw SpecRefusal(
        error.kind, "is based on \(other.file), which cannot be used: \(error.message)")
    }
    return (base, try baseSpec(of: other).root)
  }

  /// A spec of the assignment.
  package func reference(_ name: String) throws(SpecRefusal) -> GradedSpec {
    do throws(DataError) {
      let spec = try GradedSpec.read(assignment.file(name), name: name, numbers: numbers)
      guard spec.diagnostics.isEmpty else {
        throw DataError(name, .unreadable(reason: "it has mistakes"))
      }
      return spec
    } catch {
      throw SpecRefusal(.training, "the assignment's \(name) cannot be read")
    }
  }

  // MARK: What is not allowed

  private func checkPermissions(of spec: ReadSpec, _ task: SpecTask) throws(SpecRefusal) {
    if !task.mayUse.contains(.external), spec.own.resolved.namesProgram,
      !spec.base.resolved.namesProgram
    {
      throw SpecRefusal(.notAllowed, "optimizers of the kind \"external\" are not allowed here")
    }
    let places = spec.comparison.differences.filter { $0.own != nil && $0.own != "null" }
    if !task.mayUse.contains(.weights),
      let weights = places.first(where: { $0.place.contains(.key("weights")) })
    {
      throw SpecRefusal(
        .notAllowed, "starting weights are not allowed here: \(weights.place.text)")
    }
    guard spec.hasOwnFiles else { return }
    let files = spec.own.experiment.problems.flatMap { $0.task.inputFiles(from: submission) }
    guard !files.isEmpty else { return }
    guard task.mayUse.contains(.files) || task.mayUse.contains(.weights) else {
      throw SpecRefusal(.notAllowed, "data from files are not allowed here")
    }
    let own = RealPath.of(submission) ?? submission
    for file in files where RealPath.of(file)?.hasPrefix(own + "/") != true {
      throw SpecRefusal(.notAllowed, "reads a file outside of its folder")
    }
  }

  // MARK: In words

  private static let most = 4

  private static func sentence(_ refused: [SpecDifference], in file: String) -> String {
    let shown = refused.prefix(most).map(\.description).joined(separator: "; ")
    let rest = refused.count > most ? "; and \(refused.count - most) more" : ""
    return "\(file) changes what was to stay: \(shown)\(rest)"
  }

  private static func sentence(
    _ diagnostics: [Diagnostic], of source: SpecSource, in file: String
  ) -> String {
    let shown = diagnostics.prefix(most).map { found in
      let place = found.offset.map { "line \(source.line(at: $0.lowerBound))" }
      return ([place, found.path.isEmpty ? nil : found.path].compactMap { $0 } + [found.message])
        .joined(separator: ": ")
    }.joined(separator: "; ")
    let rest = diagnostics.count > most ? "; and \(diagnostics.count - most) more" : ""
    return "\(file) has mistakes: \(shown)\(rest)"
  }
}

extension JSONNode {
  /// Whether an optimizer of a spec is a program.
  fileprivate var namesProgram: Bool {
    switch value {
    case .object(let members):
      self["kind"]?.text == External.kind || members.contains { $0.node.namesProgram }
    case .array(let elements): elements.contains(where: \.namesProgram)
    default: false
    }
  }
}
