internal import Glibc
internal import OptimizerLab
internal import SpecLanguage

/// Why a program of somebody else's did not do what it was asked.
package enum ProgramFailure: Error, Sendable, Equatable {
  /// What the time was given for.
  package enum Span: Sendable, Equatable {
    case start, step, task
  }

  /// It could not be started: why.
  case notStarted(String)
  case tookTooLong(Span, seconds: Double)
  case printedTooMuch(bytes: Int)
  case wroteTooMuch(bytes: Int)
  case ended(code: Int32)
  case signalled(Int32)
  /// Its pipes are closed, and it goes on.
  case closedItsPipes
  /// What came through the pipe is none of the protocol's frames: what is wrong with it.
  case brokenFrame(String)
  /// An answer with another count of bytes than was due.
  case wrongLength(got: UInt64, expected: Int)
  case tooManyGradients(limit: Int)
  /// What the helper beside the student's rule found wrong with it, in its own words.
  case mistake(String)
  /// What the student's rule threw.
  case exception(String)

  /// Without its subject, which is the program: `took longer than 2 s for one step`.
  package var sentence: String {
    switch self {
    case .notStarted(let reason): return "could not be started: \(reason)"
    case .tookTooLong(let span, let seconds):
      let limit = "took longer than \(JSONNode.shortestText(of: seconds)) s"
      switch span {
      case .start: return "\(limit) to start"
      case .step: return "\(limit) for one step"
      case .task: return "\(limit) in all"
      }
    case .printedTooMuch(let bytes): return "printed more than \(Self.size(bytes))"
    case .wroteTooMuch(let bytes):
      return "wrote more than \(Self.size(bytes)) into files, or folders inside folders without end"
    case .ended(let code): return "ended with code \(code)"
    case .signalled(let number): return "was ended by signal \(number) (\(Self.name(of: number)))"
    case .closedItsPipes: return "closed the pipes to the lab and went on without it"
    case .brokenFrame(let what):
      return "wrote into the lab's pipe what is no answer of the protocol: \(what)"
    case .wrongLength(let got, let expected):
      return "announced an answer of \(got) bytes, not \(expected)"
    case .tooManyGradients(let limit): return "asked for more than \(limit) gradients in one step"
    case .mistake(let text), .exception(let text): return Echo.escaped(text)
    }
  }

  /// `1 MiB`, `300 KiB`, `17 bytes`
  private static func size(_ bytes: Int) -> String {
    for (unit, name) in [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
    where bytes % unit == 0 && bytes > 0 {
      return "\(bytes / unit) \(name)"
    }
    return "\(bytes) bytes"
  }

  /// `SIGSEGV`
  private static func name(of signal: Int32) -> String {
    let names = [
      SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP",
      SIGABRT: "SIGABRT", SIGBUS: "SIGBUS", SIGFPE: "SIGFPE", SIGKILL: "SIGKILL",
      SIGUSR1: "SIGUSR1", SIGSEGV: "SIGSEGV", SIGUSR2: "SIGUSR2", SIGPIPE: "SIGPIPE",
      SIGALRM: "SIGALRM", SIGTERM: "SIGTERM", SIGXCPU: "SIGXCPU", SIGXFSZ: "SIGXFSZ",
      SIGSYS: "SIGSYS",
    ]
    return names[signal] ?? "no name"
  }
}
