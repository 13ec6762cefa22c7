internal import CConfinement
internal import Glibc
internal import OptimizerLab

/// How a program is started that somebody handed in.
enum SubmissionProgram {
  /// What every program needs of the system: libraries, the clock's zone, the devices without content.
  private static let readable = [
    "/usr", "/lib", "/lib32", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/ld.so.conf",
    "/etc/ld.so.conf.d", "/etc/localtime", "/etc/alternatives", "/etc/passwd", "/etc/group",
    "/etc/nsswitch.conf", "/dev/zero", "/dev/full",
    "/dev/random", "/dev/urandom", "/proc/self", "/proc/cpuinfo", "/proc/meminfo",
    "/proc/filesystems", "/sys/devices/system/cpu",
  ]

  /// What a program reads that Swift's compiler made here, unless it was linked with `-static-stdlib`.
  private static let swiftLibraries: [String] = {
    guard let compiler = ProgramSearch.find("swiftc").flatMap(RealPath.of) else { return [] }
    return ["/" + compiler.split(separator: "/").dropLast(2).joined(separator: "/") + "/lib/swift"]
  }()

  /// Files no larger than this, where the limits say nothing.
  static let fileBytes = 16 << 20

  static func plan(
    command: [String], in home: SubmissionHome, limits: ProgramLimits, as user: SystemUser?,
    layers: Confinement.Layers
  ) throws(ProgramFailure) -> ProgramPlan {
    let file = try OwnProgram.file(of: command, in: home.work)
    // Handed in, or one of the system's.
    let isTheirs = file.hasPrefix("\(home.work)/")
    let interpreter = isTheirs ? nil : try Interpreter.at(file)
    let program = interpreter?.path ?? file
    var plan = try ProgramPlan(program: program, folder: home.work)
    // An interpreter looks for its modules beside the name that it is called by.
    for word in [isTheirs ? command[0] : program] + command.dropFirst() { plan.addArgument(word) }
    for (name, value) in environment(home, interpreter) { plan.addEnvironment(name, value) }
    plan.keep()
    plan.remove(home.path)
    limit(&plan, limits, user)
    if let user { plan.changeUser(to: user.identifier, group: user.group) }
    if layers.contains(.capabilities) { plan.dropCapabilities() }
    if layers.contains(.filter) { plan.filterCalls() }
    if layers.contains(.landlock) {
      for path in readable + (interpreter?.readable ?? swiftLibraries) { plan.allowReading(path) }
      for path in [home.path, "/dev/null"] { plan.allowWriting(path) }
    }
    return plan
  }

  private static func environment(
    _ home: SubmissionHome, _ interpreter: Interpreter?
  ) -> [(String, String)] {
    let own = interpreter.map { $0.path.split(separator: "/").dropLast().joined(separator: "/") }
    let path = (own.map { ["/\($0)"] } ?? []) + ["/usr/local/bin", "/usr/bin", "/bin"]
    // One thread: more would need more memory, and give other sums.
    let threads = ["OMP", "OPENBLAS", "MKL", "NUMEXPR", "VECLIB", "JULIA"].map {
      ("\($0)_NUM_THREADS", "1")
    }
    return [
      ("OPTLAB_IN", "3"), ("OPTLAB_OUT", "4"), ("PATH", path.joined(separator: ":")),
      ("HOME", home.path), ("TMPDIR", home.path), ("LANG", "C.UTF-8"), ("PYTHONHASHSEED", "0"),
      ("PYTHONDONTWRITEBYTECODE", "1"),
    ] + threads + (interpreter?.userBase.map { [("PYTHONUSERBASE", $0)] } ?? [])
  }

  private static func limit(
    _ plan: inout ProgramPlan, _ limits: ProgramLimits, _ user: SystemUser?
  ) {
    if let memory = limits.memoryBytes { plan.limit(confined_addresses, to: memory) }
    if let seconds = limits.totalSeconds {
      // A second for the wall's clock to be first, and one between the warning and the end.
      plan.limit(confined_seconds, to: Int(min(seconds, 1e6).rounded(.up)) + 2)
    }
    plan.limit(confined_file_size, to: limits.fileBytes ?? fileBytes)
    plan.limit(confined_core_size, to: 0)
    plan.limit(confined_open_files, to: 128)
    plan.limit(confined_message_bytes, to: 0)
    let runner = user?.identifier ?? getuid()
    // The system counts all threads of a user, and none of the superuser's.
    if runner != 0 {
      plan.limit(confined_threads_of_user, to: SystemUser.threads(of: runner) + 64)
    }
  }
}
