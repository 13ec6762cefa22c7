internal import CConfinement
internal import Glibc
internal import OptimizerLab

/// How a program is started, as the C side is told. Safe: the pointer is used here alone, while it
/// lives.
@safe
struct ProgramPlan: ~Copyable {
  private let plan: OpaquePointer
  /// Whether there was memory for all of it.
  private var isWhole = true

  /// - Parameters:
  ///   - program: its file.
  ///   - folder: where it starts.
  init(program: String, folder: String) throws(ProgramFailure) {
    // unsafe: the texts are copied; the plan is freed with this.
    guard let plan = unsafe confined_plan_make(program, folder) else {
      throw .notStarted(OutputError.systemReason(ENOMEM))
    }
    unsafe self.plan = plan
  }

  deinit { unsafe confined_plan_free(plan) }

  // unsafe, all of these: the plan is ours, and copies the texts.

  mutating func addArgument(_ text: String) {
    isWhole = unsafe confined_plan_argument(plan, text) == 0 && isWhole
  }

  mutating func addEnvironment(_ name: String, _ value: String) {
    isWhole = unsafe confined_plan_environment(plan, "\(name)=\(value)") == 0 && isWhole
  }

  mutating func limit(_ resource: Int, to value: Int) {
    isWhole =
      unsafe confined_plan_limit(plan, Int32(resource), UInt64(max(0, value))) == 0 && isWhole
  }

  mutating func allowReading(_ path: String) {
    isWhole = unsafe confined_plan_may_read(plan, path) == 0 && isWhole
  }

  mutating func allowWriting(_ path: String) {
    isWhole = unsafe confined_plan_may_write(plan, path) == 0 && isWhole
  }

  /// A folder that goes with the program, even where the lab is gone before.
  mutating func remove(_ path: String) {
    isWhole = unsafe confined_plan_remove(plan, path) == 0 && isWhole
  }

  mutating func keep() { unsafe confined_plan_keep(plan) }

  mutating func dropCapabilities() { unsafe confined_plan_drop_capabilities(plan) }

  mutating func filterCalls() { unsafe confined_plan_filter(plan) }

  mutating func changeUser(to user: uid_t, group: gid_t) {
    unsafe confined_plan_user(plan, user, group)
  }

  /// Starts it, with these as its descriptors 3 and 4, and as its standard output and error.
  func start(
    reading input: Descriptor, writing output: Descriptor, printing log: Descriptor
  ) throws(ProgramFailure) -> confined_process {
    guard isWhole else { throw .notStarted(OutputError.systemReason(ENOMEM)) }
    var process = confined_process()
    var stage: Int32 = 0
    // unsafe: the call fills in the structure and the number.
    let failure = unsafe confined_start(
      plan, input.number, output.number, log.number, &process, &stage)
    guard failure == 0 else {
      throw .notStarted(Self.place(stage) + OutputError.systemReason(failure))
    }
    return process
  }

  private static func place(_ stage: Int32) -> String {
    switch Int(stage) {
    case confined_at_folder: "its folder: "
    case confined_at_limits: "its limits: "
    case confined_at_user: "as another user: "
    default: ""
    }
  }
}
