internal import FoundationEssentials
internal import OptimizerLab

/// How a program of the user's own spec is started: as the user would.
enum OwnProgram {
  static func plan(command: [String], folder: String) throws(ProgramFailure) -> ProgramPlan {
    var plan = try ProgramPlan(program: file(of: command, in: folder), folder: folder)
    for word in command { plan.addArgument(word) }
    for (name, value) in ProcessInfo.processInfo.environment { plan.addEnvironment(name, value) }
    plan.addEnvironment("OPTLAB_IN", "3")
    plan.addEnvironment("OPTLAB_OUT", "4")
    return plan
  }

  /// The file that the command's first word names.
  static func file(of command: [String], in folder: String) throws(ProgramFailure) -> String {
    guard let name = command.first, !name.isEmpty else {
      throw .notStarted("its command is empty")
    }
    if let word = command.first(where: { $0.utf8.contains(0) }) {
      throw .notStarted("its command holds a zero byte: \(Echo.quoted(word))")
    }
    if name.hasPrefix("/") { return name }
    if name.contains("/") { return "\(folder)/\(name)" }
    guard let path = ProgramSearch.find(name) else {
      throw .notStarted(
        "no program \(Echo.quoted(name)) in the folders of PATH; one of its own folder is named "
          + "\(Echo.quoted("./\(name)"))")
    }
    return path
  }
}
