import Assignments
import KnownMistakes

/// A form of the table as a rule that is handed in, with what may be wrong in its program.
struct FormSource: RuleSource {
  enum Fault: Equatable {
    case none
    /// All networks have one memory.
    case sharedState
    /// Saves nothing.
    case lostState
    /// Its first memory is the array of the gradient.
    case alias
    /// A parameter's step depends on its neighbour's.
    case coupled
    case changesGradient
    /// Has numbers of another type in float32.
    case changesType
    /// Fails at a step.
    case fails(RuleFailure, step: Int)
    /// Returns what it is given.
    case staysPut
    /// Its digits are lost in float32, all but three.
    case rough
  }

  let form: RuleForm
  let settings: RuleSettings
  var fault = Fault.none
  let starts = Count()
  let subject = "rule.py"

  final class Count: @unchecked Sendable {
    // Of one test, which runs in one thread.
    var value = 0
  }

  func start(_ start: RuleStart) throws(RuleFailure) -> any RuleUnderTest {
    starts.value += 1
    return FormUnderTest(self, start)
  }
}

private final class FormUnderTest: RuleUnderTest {
  private let source: FormSource
  private let isSingle: Bool
  private var walks: [RuleWalk]
  private var steps = 0
  private(set) var notes: [String] = []
  let protection = ["none"]

  init(_ source: FormSource, _ start: RuleStart) {
    self.source = source
    isSingle = start.isSingle
    walks = start.players.map { RuleWalk(source.form, settings: source.settings, from: $0) }
  }

  func step(
    player: Int, parameters: [Double], learningRate: Double, sameBuffers: Bool,
    gradientAt: ([Double]) -> [Double]
  ) throws(RuleFailure) -> [Double] {
    steps += 1
    switch source.fault {
    case .fails(let failure, let step) where step == steps: throw failure
    case .changesGradient: notes = ["gradient_changed"]
    case .changesType where isSingle: notes = ["dtype_changed"]
    case .staysPut: return parameters
    case .sharedState:
      let first = walks[0].memory
      if player > 0, walks[player].memory.count == first.count { walks[player].restore(first) }
    default: break
    }
    let place = walks[player].place
    walks[player].go(learningRate: learningRate) { i, p in
      var point = place
      point[i] = p
      return gradientAt(point)[i]
    }
    if source.fault == .sharedState { walks[0] = walks[player] }
    if source.fault == .alias, sameBuffers { disturb(player) { $0[2] = 1 } }
    if source.fault == .coupled { disturb(player) { $0[1] += 1e-3 * $0[4] } }
    if isSingle { round(player) }
    return walks[player].place
  }

  private func disturb(_ player: Int, _ change: (inout [Double]) -> Void) {
    var memory = walks[player].memory
    change(&memory)
    walks[player].restore(memory)
  }

  /// What it knows, with the digits of float32.
  private func round(_ player: Int) {
    disturb(player) { memory in
      for i in memory.indices.dropFirst() {
        memory[i] = Double(Float(memory[i])) * (source.fault == .rough ? 1.001 : 1)
      }
    }
  }

  func save() -> [UInt8] {
    guard source.fault != .lostState else { return [] }
    return Array(
      walks.map { $0.memory.map { "\($0)" }.joined(separator: " ") }
        .joined(separator: "\n").utf8)
  }

  func load(_ state: [UInt8]) throws(RuleFailure) {
    guard !state.isEmpty else { return }
    let lines = String(decoding: state, as: UTF8.self).split(separator: "\n")
    for (i, line) in lines.enumerated() {
      walks[i].restore(line.split(separator: " ").compactMap { Double($0) })
    }
  }

  func end() {}
}
