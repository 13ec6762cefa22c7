import Assignments
import ExperimentReport
import ExperimentRunner
import LabBenchmarks
import LabCommands
import SpecLanguage

/// How the program ends; the numbers are those of sysexits.h.
enum ExitStatus: Int32, Error {
  case done = 0
  case someTrialFailed = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case software = 70
  case cannotCreate = 73
  case ioError = 74
  case busy = 75
  case hungUp = 129
  case interrupted = 130
  case terminated = 143
}

/// An error in the words of the person who made the call, and the exit code that goes with it.
struct Failure {
  var message: String
  var code: ExitStatus
  /// What went wrong besides.
  var others: [String] = []

  /// As it is printed. Line by line: what comes from files and arguments must not steer the terminal.
  var text: String {
    ([message] + others).map { message in
      let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
      return "optlab: \(lines.map { TerminalText.escaped(String($0)) }.joined(separator: "\n"))\n"
    }.joined()
  }

  /// `nil` for errors of the command line itself, which has words of its own.
  init?(_ error: any Error) {
    switch error {
    case let error as InputMistakes:
      let failures = error.all.compactMap { Failure($0) }
      guard let first = failures.first else { return nil }
      (message, code) = (first.message, first.code)
      others = failures.dropFirst().map(\.message)
    case let error as DataError:
      message = error.description
      code = error.isMissingFile ? .noInput : error.isReadFailure ? .ioError : .badData
    case let error as WeightsError:
      message = error.description
      code = error.reading?.isMissingFile == true ? .noInput : .badData
    case let error as OutputError:
      message = error.description
      code = error.isCreation ? .cannotCreate : .ioError
    case let error as ClaimError:
      message = error.description
      code = .cannotCreate
    case let error as FolderLock.Held:
      message = error.description
      code = .busy
    case let error as ClusterError:
      message = error.description
      code = error.exitStatus
    case let error as GnuplotError:
      message = "\(error)"
      code = .unavailable
    case let error as Benchmark.Failure:
      message = error.description
      code = .software
    case let error as ExternalRefusal:
      message = error.description
      code = .usage
    case let error as MemoryError:
      message = error.description
      code = .badData
    case let error as BatchError:
      message = error.description
      code = .badData
    case let error as ShapeError:
      message = error.description
      code = .badData
    case let error as TorchGap:
      message = error.description
      code = .badData
    case let error as FetchError:
      message = error.description
      code = error.exitStatus
    case let error as AssignmentError:
      message = error.description
      code =
        switch error.reason {
        case .badData: .badData
        case .noInput: .noInput
        case .usage: .usage
        case .exists: .cannotCreate
        }
    case let error as AssignmentMistakes:
      message = error.description
      code = .badData
    case let error as AnswerLockError:
      message = error.description
      code = .badData
    case let error as RunFolderError:
      message = error.description
      code = error.isMissing ? .noInput : .badData
    default:
      return nil
    }
  }
}

extension ClusterError {
  fileprivate var exitStatus: ExitStatus {
    switch kind {
    case .usage: .usage
    case .unavailable: .unavailable
    case .folder: .cannotCreate
    case .nothingSubmitted: .noInput
    case .busy: .busy
    }
  }
}

extension FetchError {
  fileprivate var exitStatus: ExitStatus {
    switch self {
    case .noClient: .unavailable
    case .busy: .busy
    case .unreachable: isWrongData ? .badData : .unavailable
    }
  }
}
