/// The results of a class, in the order of its roster.
package struct Gradebook: Sendable {
  package struct Entry: Sendable {
    package var result: GradeResult
    /// The name of the student's folder beside the gradebook; `nil` where there is none.
    package var folder: String?

    package init(_ result: GradeResult, folder: String? = nil) {
      self.result = result
      self.folder = folder
    }
  }

  package var entries: [Entry]

  package init(_ entries: [Entry]) { self.entries = entries }

  package init(_ results: [GradeResult]) { entries = results.map { Entry($0) } }

  package var results: [GradeResult] { entries.map(\.result) }

  /// The assignment that was graded, as the first result has it.
  package var assignment: GradeResult.Source? { results.first?.assignment }

  /// A column of the gradebook: a check as it stands in the first result that has it.
  package var checks: [CheckResult] {
    var known: Set<String> = []
    var checks: [CheckResult] = []
    for check in results.flatMap(\.checks) where known.insert(check.id).inserted {
      checks.append(check)
    }
    return checks
  }

  /// The most points that any result has: one that could not be read may have no check at all.
  package var most: Double { results.map(\.most).max() ?? 0 }

  /// The students whose submissions are the same to the byte, in groups of two and more.
  package var twins: [[Int]] {
    Dictionary(grouping: results.indices.filter { !results[$0].submissionHash.isEmpty }) {
      results[$0].submissionHash
    }.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// What is to be said of a result, with what only the whole class shows.
  package func remarks(on place: Int) -> [String] {
    let result = results[place]
    var remarks = result.formatErrors + result.remarks + result.remarksForTeacher
    if let group = twins.first(where: { $0.contains(place) }) {
      let others = group.filter { $0 != place }.map { results[$0].student }
      remarks.append("the same files as \(others.joined(separator: ", "))")
    }
    if let assignment, result.assignment.hash != assignment.hash {
      remarks.append(
        "graded by another state of the assignment than the first one (version \(result.assignment.version))"
      )
    }
    return remarks
  }
}
