internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// The folder of one student: what is handed out, and whose it is.
package struct StarterFolder: Sendable {
  package let path: String
  /// The names of the files that were written.
  package let names: [String]
  package let handedOut: HandedOut

  /// - Throws: `AssignmentError` where there is such a folder already, or the id is none.
  package init(_ assignment: AssignmentFolder, student: String, at folder: String?) throws {
    if let complaint = StudentID.complaint(about: student) {
      throw AssignmentError("--student: \(complaint)", .usage)
    }
    let own = assignment.assignment
    path = folder ?? own.name
    guard !OutputFile.exists(path) || OutputFile.names(in: path).isEmpty else {
      throw AssignmentError(
        "\(path) is there already, and nothing was written; name another folder", .exists)
    }
    let variant = Variant(assignment: own.name, version: own.version, student: student)
    handedOut = HandedOut(
      assignment: own.name, version: own.version, hash: assignment.hash, student: student,
      variant: variant.code)
    let handOut = HandOut(assignment, student: student)
    var files = try handOut.starter()
    files.append(handOut.notebook(beside: files))
    files.append(
      HandOut.File(HandedOut.fileName, Array(JSONText.pretty(handedOut.json).utf8)))
    try OutputFile.makeFolder(path)
    try HandOut.write(files, to: path)
    names = files.map(\.name).sorted()
  }
}
