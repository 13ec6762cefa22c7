internal import KnownMistakes

/// Everything that is tried with a rule: its path, what it remembers, its numbers in float32.
///
/// Starting a process is what takes the time. So all that should not disturb each other runs in one,
/// after the path itself: other networks in turn, arrays that are used again, parameters in another
/// order. Only where something differs is each of these tried alone, to tell which it was.
struct RuleTrial {
  let chosen: ChosenRule
  let inputs: RuleInputs
  let source: any RuleSource

  /// What a rule may not forget, nor mix up, in the order in which it is told. Where networks disturb each
  /// other, the other parts say nothing, and are not tried.
  enum Part: CaseIterable {
    /// Other networks take their steps in between.
    case apart
    /// It goes on in a new process.
    case resumed
    case sameBuffers
    case permuted
  }

  enum Outcome: Equatable {
    case same
    case differs(RulePath.Difference)
    case failed(RuleFailure)
  }

  /// What was seen.
  struct Observations {
    /// All steps; `nil` where it did not get so far.
    var path: RulePath?
    var failure: RuleFailure?
    var notes: Set<String> = []
    /// What kept it from the lab.
    var protection: [String] = []
    var memory: [Part: Outcome] = [:]
    /// In float32.
    var singlePath: RulePath?
    var singleFailure: RuleFailure?
  }

  /// A network that is moved by the rule.
  private struct Network {
    var inputs: RuleInputs
    var sameBuffers = false
    /// Its parameter `i` is number `order[i]` of the path.
    var order = Array(0..<RuleInputs.parameterCount)
  }

  /// The last step before it goes on in a new process.
  private static let savedAfter = 7
  /// How far two paths that are to be the same may be from each other.
  private static let tolerance = 1e-9

  private var plain: Network { Network(inputs: inputs) }
  private var small: Network { Network(inputs: inputs.first(7)) }
  private var buffered: Network { Network(inputs: inputs, sameBuffers: true) }
  private var permuted: Network {
    let order = (0..<RuleInputs.parameterCount).map { ($0 * 5 + 3) % RuleInputs.parameterCount }
    return Network(inputs: inputs.permuted(order), order: order)
  }

  func observe() -> Observations {
    var seen = Observations()
    do throws(RuleFailure) {
      let session = try start([plain, plain, small, permuted, buffered])
      defer { session.end() }
      seen.protection = session.protection
      let path = try path(of: plain, session)
      seen.path = path
      seen.memory = together(session, path)
      seen.notes.formUnion(session.notes)
    } catch {
      seen.failure = error
    }
    guard let path = seen.path else { return seen }
    if seen.memory.isEmpty { seen.memory = oneByOne(path) }
    trySingle(&seen)
    return seen
  }

  /// All parts at once, in a session whose first network has gone its way.
  /// - Returns: nothing where one of them differs: which it was is not known then.
  private func together(_ session: any RuleUnderTest, _ path: RulePath) -> [Part: Outcome] {
    let networks = [plain, small, permuted, buffered]
    do throws(RuleFailure) {
      var places = networks.map(\.inputs.start)
      var state: [UInt8] = []
      for step in 1...RuleInputs.stepCount {
        for (i, network) in networks.enumerated() {
          places[i] = try go(session, player: i + 1, network, step, from: places[i])
          guard i == 1 || difference(places[i], path, step, network) == nil else { return [:] }
        }
        if step == Self.savedAfter { state = try session.save() }
      }
      session.end()
      let resumed = resumed([plain, plain, small, permuted, buffered], player: 1, state, path)
      return [.apart: .same, .sameBuffers: .same, .permuted: .same, .resumed: resumed]
    } catch {
      return [:]
    }
  }

  /// Other networks in between and a new process first, then, where networks do not disturb each other,
  /// the rest.
  private func oneByOne(_ path: RulePath) -> [Part: Outcome] {
    var found: [Part: Outcome] = [.apart: .same]
    let networks = [plain, small, permuted]
    do throws(RuleFailure) {
      let session = try start(networks)
      defer { session.end() }
      if let difference = try firstDifference(of: networks, until: Self.savedAfter, session, path) {
        return [.apart: .differs(difference)]
      }
      do throws(RuleFailure) {
        let state = try session.save()
        session.end()
        found[.resumed] = resumed(networks, player: 0, state, path)
      } catch {
        found[.resumed] = .failed(error)
      }
    } catch {
      return [.apart: .failed(error)]
    }
    found[.sameBuffers] = outcome(of: buffered, path)
    found[.permuted] = outcome(of: permuted, path)
    return found
  }

  /// A network in a process of its own.
  private func outcome(of network: Network, _ path: RulePath) -> Outcome {
    do throws(RuleFailure) {
      let session = try start([network])
      defer { session.end() }
      return try firstDifference(of: [network], until: RuleInputs.stepCount, session, path)
        .map { .differs($0) } ?? .same
    } catch {
      return .failed(error)
    }
  }

  /// Moves networks in turn.
  /// - Returns: where the first of them leaves the path, after which none moves.
  private func firstDifference(
    of networks: [Network], until last: Int, _ session: any RuleUnderTest, _ path: RulePath
  ) throws(RuleFailure) -> RulePath.Difference? {
    var places = networks.map(\.inputs.start)
    for step in 1...last {
      for (i, network) in networks.enumerated() {
        places[i] = try go(session, player: i, network, step, from: places[i])
      }
      if let difference = difference(places[0], path, step, networks[0]) { return difference }
    }
    return nil
  }

  /// Goes on in a new process with what another one remembered of one of its networks.
  private func resumed(
    _ networks: [Network], player: Int, _ state: [UInt8], _ path: RulePath
  ) -> Outcome {
    var place = path.places[Self.savedAfter - 1]
    var starting = networks
    starting[player].inputs.start = place
    do throws(RuleFailure) {
      let session = try start(starting)
      defer { session.end() }
      try session.load(state)
      for step in (Self.savedAfter + 1)...RuleInputs.stepCount {
        place = try go(session, player: player, networks[player], step, from: place)
        if let difference = difference(place, path, step, networks[player]) {
          return .differs(difference)
        }
      }
      return .same
    } catch {
      return .failed(error)
    }
  }

  private func trySingle(_ seen: inout Observations) {
    do throws(RuleFailure) {
      let session = try start([plain], isSingle: true)
      defer { session.end() }
      seen.singlePath = try path(of: plain, session)
      seen.notes.formUnion(session.notes)
    } catch {
      seen.singleFailure = error
    }
  }
}

// Steps.
extension RuleTrial {
  private func start(
    _ networks: [Network], isSingle: Bool = false
  ) throws(RuleFailure) -> any RuleUnderTest {
    try source.start(
      RuleStart(
        players: networks.map(\.inputs.start), isSingle: isSingle, settings: chosen.toldSettings,
        steps: RuleInputs.stepCount))
  }

  /// The first network's whole way.
  private func path(
    of network: Network, _ session: any RuleUnderTest
  ) throws(RuleFailure) -> RulePath {
    var places: [[Double]] = []
    for step in 1...RuleInputs.stepCount {
      let place = places.last ?? network.inputs.start
      places.append(try go(session, player: 0, network, step, from: place))
    }
    return RulePath(places)
  }

  private func go(
    _ session: any RuleUnderTest, player: Int, _ network: Network, _ step: Int, from place: [Double]
  ) throws(RuleFailure) -> [Double] {
    do throws(RuleFailure) {
      return try session.step(
        player: player, parameters: place,
        learningRate: RuleInputs.rate(chosen.settings, step: step),
        sameBuffers: network.sameBuffers
      ) { point in
        point.indices.map { i in
          network.inputs.gradient(i, step: step, at: point[i], asks: chosen.right.asks)
        }
      }
    } catch {
      var failure = error
      failure.step = step
      throw failure
    }
  }

  /// Where a network is that should be on a path, if it is not.
  private func difference(
    _ place: [Double], _ path: RulePath, _ step: Int, _ network: Network
  ) -> RulePath.Difference? {
    let expected = network.order.map { path.places[step - 1][$0] }
    guard
      var difference = RulePath([place]).firstDifference(
        from: RulePath([expected]), tolerance: Self.tolerance)
    else { return nil }
    difference.step = step
    difference.parameter = network.order[difference.parameter]
    return difference
  }
}
