internal import CConfinement
internal import Glibc
internal import OptimizerLab

/// The process of a program that was started, or that of its keeper.
final class ProgramProcess {
  private let identifier: pid_t
  /// What tells the keeper to end everything, and how it answers; `nil` without one.
  private let keeper: (control: Descriptor, report: Descriptor)?
  /// What the program is kept by.
  let protection: [String]

  init(_ started: confined_process, user: String?) {
    identifier = started.identifier
    keeper =
      started.control < 0 ? nil : (Descriptor(started.control), Descriptor(started.report))
    let names = [
      (confined_limits, "rlimit"), (confined_keeper, "subreaper"),
      (confined_capabilities, "capabilities"), (confined_user, "user \(user ?? "")"),
      (confined_landlock, "landlock \(started.landlock)"), (confined_filter, "seccomp"),
    ]
    protection = names.filter { started.held & UInt32($0.0) != 0 }.map(\.1)
  }

  /// Whether the program has ended by itself.
  var hasEnded: Bool {
    guard let keeper else { return confined_has_ended(identifier) != 0 }
    return Self.isReadable(keeper.report, milliseconds: 0)
  }

  /// Until it ends, but not long.
  func waitABit() {
    guard let keeper else {
      usleep(1000)
      return
    }
    _ = Self.isReadable(keeper.report, milliseconds: 5)
  }

  private static func isReadable(_ descriptor: Descriptor, milliseconds: Int32) -> Bool {
    var file = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
    // unsafe: the call fills in what happened to our file.
    return unsafe poll(&file, 1, milliseconds) > 0
  }

  /// Ends it and what it left, where they have not ended yet. To be called once.
  func finish() -> ProgramEnding {
    let isLate = !hasEnded
    guard let keeper else {
      return ProgramEnding(
        status: confined_finish(identifier), wasEndedByLab: isLate, leftBehind: 0)
    }
    keeper.control.letGo()
    var told: [Int32] = [-1, -1]
    let isTold = keeper.report.fill(&told)
    // The keeper has nothing more to do; where it was ended from below, what it kept is our child.
    _ = confined_finish(identifier)
    let strays = Int(confined_end_strays())
    guard isTold else {
      return ProgramEnding(status: -1, wasEndedByLab: isLate, leftBehind: strays)
    }
    return ProgramEnding(
      status: told[0], wasEndedByLab: isLate,
      leftBehind: told[1] < 0 ? nil : Int(told[1]) + strays)
  }
}
