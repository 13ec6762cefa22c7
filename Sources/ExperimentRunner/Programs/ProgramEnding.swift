/// How a program of somebody else's ended.
package struct ProgramEnding: Sendable, Equatable {
  package enum Manner: Sendable, Equatable {
    case code(Int32)
    case signal(Int32)
    /// The lab ended it: it had not ended when its time was over.
    case endedByLab
    /// Whoever watched it was ended by somebody.
    case unknown
  }

  package var manner: Manner
  /// How many processes it left, all of them ended; `nil` where some could not be.
  package var leftBehind: Int?

  /// What is to be said of it, where it ended though more was wanted of it.
  package var failure: ProgramFailure {
    switch manner {
    case .code(let code): .ended(code: code)
    case .signal(let number): .signalled(number)
    case .endedByLab: .closedItsPipes
    case .unknown: .signalled(9)
    }
  }

  /// As `waitpid` tells it.
  init(status: Int32, wasEndedByLab: Bool, leftBehind: Int?) {
    let signal = status & 0x7f
    if status < 0 {
      manner = .unknown
    } else if signal == 0 {
      manner = .code(status >> 8 & 0xff)
    } else {
      manner = wasEndedByLab && signal == 9 ? .endedByLab : .signal(signal)
    }
    self.leftBehind = leftBehind
  }
}
