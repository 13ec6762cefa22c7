internal import FoundationEssentials
internal import OptimizerLab
internal import SpecLanguage
internal import Synchronization

/// A program that runs what students write, and what it has to read for that.
struct Interpreter: Sendable {
  /// Its file: no script that looks for it, as version managers have.
  var path: String
  /// Folders and files that it reads.
  var readable: [String]
  /// Where packages of the user's own lie, where there are any.
  var userBase: String?

  private static let known = Mutex<[String: Interpreter]>([:])

  /// What is behind a file of `PATH`. A Python is asked, once.
  static func at(_ path: String) throws(ProgramFailure) -> Interpreter {
    if let interpreter = known.withLock({ $0[path] }) { return interpreter }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let interpreter =
      name.hasPrefix("python") || name.hasPrefix("pypy") ? try python(at: path) : other(at: path)
    known.withLock { $0[path] = interpreter }
    return interpreter
  }

  /// A compiler, or another language's program: its own folder, and those beside it that hold what
  /// programs read.
  private static func other(at path: String) -> Interpreter {
    let file = RealPath.of(path) ?? path
    let folders = file.split(separator: "/").dropLast(2)
    let above = folders.isEmpty ? "" : "/" + folders.joined(separator: "/")
    let beside = ["bin", "lib", "lib64", "libexec", "share"].map { "\(above)/\($0)" }
    return Interpreter(path: path, readable: [path, file] + beside)
  }

  private static let question = """
    import json, site, sys
    print("\\n" + json.dumps({"file": sys.executable, "user": site.getuserbase(),
      "folders": [sys.prefix, sys.base_prefix, sys.exec_prefix, site.getusersitepackages()]}))
    """

  private static func python(at path: String) throws(ProgramFailure) -> Interpreter {
    var limits = ProgramLimits()
    limits.startSeconds = 20
    // In its own world, away from any folder with modules of a student's.
    let program = try ConfinedProgram(
      command: [path, "-I", "-c", question], folder: "/", limits: limits, confinement: .own)
    let ending = program.end(grace: .seconds(limits.startSeconds))
    guard ending.manner == .code(0), let line = program.log.split(separator: "\n").last,
      let root = try? JSONParser.parse(Array(line.utf8)), let file = root["file"]?.text,
      let folders = root["folders"]?.elements?.compactMap(\.text)
    else {
      throw .notStarted(
        "\(path) does not say where its modules are: it \(ending.failure.sentence)")
    }
    let user = root["user"]?.text.flatMap { OutputFile.isFolder($0) ? $0 : nil }
    let all = [file] + folders
    let real = all.compactMap(RealPath.of)
    // The whole system and a whole home are no place of a Python's.
    let homes = ["/", FileManager.default.homeDirectoryForCurrentUser.path]
    return Interpreter(
      path: file, readable: (all + real).filter { !homes.contains($0) }, userBase: user)
  }
}
