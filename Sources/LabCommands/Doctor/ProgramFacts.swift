internal import ExperimentRunner
internal import FoundationEssentials
internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// This program, and what it was built from.
enum ProgramFacts {
  static var all: [Fact] {
    [
      Fact("version", Version.number), Fact("commit", Version.commit),
      Fact(
        "file",
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "unknown"),
      Fact(
        "compiler",
        "Swift \(compiler), \(Version.isOptimized ? "optimized" : "not optimized: slow")"),
      Fact("results", "version \(TrialIdentity.numericsVersion) of the numbers"),
      Fact("matrix products", MatrixLibraries.description),
    ]
  }

  /// Known when the program is compiled only, and there only by comparison.
  private static var compiler: String {
    #if compiler(>=6.5)
      "6.5 or newer"
    #elseif compiler(>=6.4)
      "6.4"
    #elseif compiler(>=6.3)
      "6.3"
    #else
      "6.2"
    #endif
  }
}

/// The operating system, and what it calls the time and the language.
enum SystemFacts {
  static var all: [Fact] {
    var name = utsname()
    // The structure is ours; each field is a text that ends with 0.
    unsafe uname(&name)
    let kernel = unsafe withUnsafeBytes(of: name.release) { field in
      unsafe String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }
    let time = Date().formatted(Date.ISO8601FormatStyle(timeZone: .current))
    let variables = ProcessInfo.processInfo.environment
    let language = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { variables[$0] }.first { !$0.isEmpty }
    var text = [UInt8](repeating: 0, count: 100)
    // The library writes no more than the count it is given.
    _ = unsafe confstr(Int32(_CS_GNU_LIBC_VERSION), &text, text.count)
    let library = String(decoding: text.prefix { $0 != 0 }, as: UTF8.self)
    return [
      Fact("name", Machine.system), Fact("kernel", "Linux \(kernel)"),
      Fact("C library", library),
      Fact("user", getuid() == 0 ? "root" : "number \(getuid())"),
      Fact("time", "\(time), \(TimeZone.current.identifier)"),
      Fact("language", language ?? "C"),
    ]
  }
}

/// What computes.
enum ProcessorFacts {
  /// What the program and its libraries ask for, in the order in which processors got them.
  private static let instructions = [
    "sse4_2", "avx", "f16c", "fma", "bmi2", "avx2", "avx512f", "avx512dq", "avx512bw", "avx512vl",
    "avx512_vnni", "avx512_bf16", "amx_tile", "asimd", "sve",
  ]

  static var all: [Fact] {
    let file = "/proc/cpuinfo"
    let flags = SystemFile.value("flags", in: file) ?? SystemFile.value("Features", in: file) ?? ""
    let known = Set(flags.split(separator: " ").map(String.init))
    return [
      Fact("name", Machine.processor), Fact("cores", .integer(Machine.cores)),
      Fact("cores for this program", .integer(Allotment.own.cores)),
      Fact("vector instructions", instructions.filter(known.contains)),
    ]
  }
}

/// What there is to compute in.
enum MemoryFacts {
  static var all: [Fact] {
    let line = SystemFile.value("MemAvailable", in: "/proc/meminfo")
    let kibibytes = line?.split(separator: " ").first.flatMap { Int($0) }
    let free = kibibytes.map { $0 * 1024 }
    return [
      Fact("for this program", ByteCount.text(Machine.memory)),
      Fact("not in use", free.map(ByteCount.text) ?? "unknown"),
    ]
  }
}
