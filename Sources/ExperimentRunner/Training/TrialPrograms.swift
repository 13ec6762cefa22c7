internal import OptimizerLab
internal import SpecLanguage

/// The programs that are a trial's external optimizers: one for both players of a GAN, or one for each
/// that has its own.
final class TrialPrograms {
  /// A session and the players that it moves; `nil` for all.
  private var parts: [(session: RuleSession, player: String?)] = []
  private let dtype: String
  private let seed: UInt64
  private let stepCount: Int

  /// Gives each external optimizer of a trial its program, which is not started yet.
  /// - Parameter folder: what the optimizers' folders are relative to.
  /// - Returns: `nil` where there is none.
  init?(
    _ settings: inout TrialSettings, dtype: String, stepCount: Int, in folder: String,
    stop: StopFlag
  ) {
    self.dtype = dtype
    self.stepCount = stepCount
    seed = settings.seed
    let sides = settings.discriminator == nil ? [nil] : ["generator", "discriminator"]
    for side in sides {
      let isOther = side == "discriminator"
      let optimizer = isOther ? settings.discriminator?.optimizer : settings.optimizer
      guard var external = optimizer as? External else { continue }
      let known = parts.first { $0.session.runs(external) }?.session
      let session =
        known
        ?? RuleSession(
          external, folder: external.place(in: folder), stop: stop)
      external.channel = session
      parts.append((session, side))
      if isOther {
        settings.discriminator?.optimizer = external
      } else {
        settings.optimizer = external
      }
    }
    if parts.isEmpty { return nil }
  }

  private var sessions: [RuleSession] {
    parts.enumerated().filter { place, part in
      parts.firstIndex { $0.session === part.session } == place
    }.map(\.element.session)
  }

  /// Starts all of them where the learners stand.
  /// - Parameter states: what they remembered there, as `save` gave it; `nil` at the beginning.
  /// - Returns: whether they are ready.
  func begin<Number: Scalar>(_ learners: [Learner<Number>], states: [[UInt8]]?) -> Bool {
    let sessions = sessions
    if let states, states.count != sessions.count { return false }
    for (place, session) in sessions.enumerated() {
      let names = parts.filter { $0.session === session }.map(\.player)
      let own = learners.filter { names.contains(nil) || names.contains($0.name) }
      let hello = RuleHello(
        players: own.map {
          RuleHello.Player(
            name: $0.name, layout: $0.optimization.memory.layout,
            parameters: Array($0.optimization.parameters))
        }, dtype: dtype, settings: session.settings, seed: seed, steps: stepCount)
      guard
        session.begin(
          hello, made: own.map { $0.optimization.memory.step }, state: states?[place])
      else { return false }
    }
    return true
  }

  /// What they remember; `nil` where one does not say.
  func save() -> [[UInt8]]? {
    let states = sessions.map { $0.save() }
    return states.contains { $0 == nil } ? nil : states.compactMap(\.self)
  }

  /// Whether no step can be made any more.
  var areOver: Bool { failure != nil || isInterrupted }

  /// Why the trial has failed; `nil` where it has not.
  var failure: String? { sessions.lazy.compactMap(\.failureSentence).first }

  var isInterrupted: Bool { sessions.contains(where: \.isInterrupted) }

  func end() {
    for session in sessions { session.end() }
  }
}

extension TrialSettings {
  /// Has the programs where the run's spec has them: a trial may have been made of the spec as it stood in
  /// another folder.
  mutating func takeFolders(of entry: OptimizerEntry) {
    if var external = optimizer as? External, let own = entry.optimizer as? External {
      external.folder = own.folder
      optimizer = external
    }
    if var external = discriminator?.optimizer as? External,
      let own = entry.discriminator?.optimizer as? External
    {
      external.folder = own.folder
      discriminator?.optimizer = external
    }
  }
}
