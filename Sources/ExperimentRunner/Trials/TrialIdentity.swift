internal import OptimizerLab
internal import SpecLanguage

/// What decides a trial's numbers, and nothing else: not a label, not a figure, not its place.
///
/// Of a hundred thousand trials most are asked for nothing: text and hash are made when they are.
package struct TrialIdentity: Sendable, Hashable {
  private let source: Source
  private let seed: UInt64?

  private enum Source: Sendable {
    /// What stands around the seed.
    case text(SharedText)
    /// Of a trial whose result is on the disk, where its text stands.
    case recorded(HashBits)
  }

  /// The settings as JSON, in one line; empty where they are not known.
  package var text: String {
    guard case .text(let shared) = source else { return "" }
    return shared.before + (seed.map { "\($0)" } ?? "") + shared.after
  }

  /// 32 hexadecimal digits of the text's SHA-256.
  package var hash: String {
    switch source {
    case .text: Self.hash(of: text)
    case .recorded(let bits): bits.text
    }
  }

  /// Changed whenever a new version of the program gives other numbers for the same spec. One that
  /// records more of them leaves it: what an earlier version recorded is read, and lacks the rest.
  package static let numericsVersion = 4

  /// The identity with that text.
  init(text: String) {
    self.init(SharedText(before: text, after: ""), seed: nil)
  }

  fileprivate init(_ shared: SharedText, seed: UInt64?) {
    source = .text(shared)
    self.seed = seed
  }

  /// The settings that decide what is recorded. The number of measured pictures is among them where
  /// there are any and it is not the usual one: results that know of no such pictures only lack them. Of
  /// `every` and `points` it is the one that decides which steps of this trial are recorded.
  fileprivate static func recording(
    _ record: RecordSettings, stepCount: Int, hasPictures: Bool
  ) -> JSONNode {
    guard case .object(let members) = Fields.writing(record).value else { return .null }
    let hasSamples = hasPictures && record.samples != RecordSettings.usualSamples
    // Results that were made before it could be asked for are those of a spec that does not ask.
    let silent =
      (record.sharpness == 0 ? ["sharpness"] : []) + (hasSamples ? [] : ["samples"])
      + [record.recordedSteps(of: stepCount).interval == record.every ? "points" : "every"]
    return .object(
      members.filter { !(RecordSettings.fieldsOfOutput + silent).contains($0.key) })
  }

  /// The identity of a trial whose result is on disk, where its text stands.
  /// - Parameter hash: 32 hexadecimal digits.
  package init(hash: String) {
    source = .recorded(HashBits(hash))
    seed = nil
  }

  package static func == (a: Self, b: Self) -> Bool {
    switch (a.source, b.source) {
    // Before the seed stands the name of it, so that no text is divided in two ways.
    case (.text(let one), .text(let other)) where a.seed != nil && b.seed != nil:
      one.digest == other.digest && a.seed == b.seed
    default: a.hash == b.hash
    }
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(hash) }

  /// Whether a text could be a trial's hash.
  package static func isHash(_ text: String) -> Bool {
    text.utf8.count == 32
      && text.utf8.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }

  static func hash(of text: String) -> String {
    String(SHA256.hex(of: Array(text.utf8)).prefix(32))
  }
}

extension TrialIdentity {
  /// What tells trials of one list apart as their hashes do, at a hundredth of the cost.
  struct Key: Hashable {
    fileprivate let bits: HashBits
    fileprivate let seed: UInt64?

    func hash(into hasher: inout Hasher) { hasher.combine(bits.low &+ (seed ?? 0)) }
  }

  var key: Key {
    switch source {
    case .text(let shared): Key(bits: shared.digest, seed: seed)
    case .recorded(let bits): Key(bits: bits, seed: nil)
    }
  }

  /// 64 hexadecimal digits that change with the settings of any of those trials; `nil` where these are not
  /// known.
  static func digest(of trials: [Trial]) -> String? {
    var bytes: [UInt8] = []
    var last: HashBits?
    func add(_ number: UInt64) {
      for place in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place)))) }
    }
    bytes.reserveCapacity(8 * trials.count)
    // By place: to hand each trial out would copy it.
    for i in trials.indices {
      guard case .text(let shared) = trials[i].identity.source else { return nil }
      if shared.digest != last {
        last = shared.digest
        add(shared.digest.high)
        add(shared.digest.low)
      }
      add(trials[i].identity.seed ?? .max)
    }
    return SHA256.hex(of: bytes)
  }
}

/// The first 128 bits of a SHA-256.
private struct HashBits: Sendable, Hashable {
  let high: UInt64
  let low: UInt64

  /// - Parameter hash: 32 hexadecimal digits, or more.
  init(_ hash: String) {
    high = UInt64(hash.prefix(16), radix: 16) ?? 0
    low = UInt64(hash.dropFirst(16).prefix(16), radix: 16) ?? 0
  }

  var text: String {
    [high, low].map { number in
      let digits = String(number, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

/// What the identities of many trials have in common.
private final class SharedText: Sendable {
  let before: String
  let after: String
  let digest: HashBits

  init(before: String, after: String) {
    (self.before, self.after) = (before, after)
    digest = HashBits(SHA256.hex(of: Array("\(before)\u{0}\(after)".utf8)))
  }
}

extension TrialIdentity {
  /// The identities of trials that differ in nothing but the seed. Most of each is the same text,
  /// and writing it once for all makes thousands of trials a matter of milliseconds.
  struct OfSeeds {
    private let shared: SharedText
    /// Nothing is drawn for a surface without noise.
    private let hasSeed: Bool

    init(
      task: any LearningTask, trial: TrialSettings, record: RecordSettings, examplesHash: String?,
      heldOutHash: String? = nil, stepCount: Int, hasSameBits: Bool = false
    ) {
      var problem: [JSONNode.Member] = []
      if case .object(let members) = Fields.writing(task).value {
        let given = type(of: task).fieldsGivenByData + ["epochs", "steps", "batch_size"]
        let later = type(of: task).laterFields
        problem = members.filter { member in
          !given.contains(member.key)
            && later[member.key].map { JSONText.compact($0) != JSONText.compact(member.node) }
              ?? true
        }
      }
      var members: [JSONNode.Member] = [
        .init("numerics", .integer(TrialIdentity.numericsVersion)),
        .init("kind", .string(type(of: task).kind)),
        .init("problem", .object(problem)),
        // The fixed noise has as many rows, whatever the optimizer's batches.
        .init(
          "noise_rows", task.pictureSize == nil ? .null : .integer(task.trainingLength.batchSize)),
        .init("data", .string(examplesHash ?? "")),
        .init(
          "weights", .array(trial.weights.map { .string("\($0.network) \($0.hash)") })),
        .init("optimizer", .string(type(of: trial.optimizer).kind)),
        .init("settings", trial.optimizer.identity),
        .init("lr", .number(trial.learningRate)),
        .init("batch_size", .integer(trial.batchSize)),
        .init("steps", .integer(stepCount)),
      ]
      members += trial.plan.identity
      if let discriminator = trial.discriminator {
        members.append(.init("discriminator", .object(discriminator.identity)))
      }
      // What the programs are made of.
      let programs = trial.optimizers.compactMap { ($0 as? External)?.programKey }
      if !programs.isEmpty {
        members.append(
          .init("programs", .array(programs.map { .string(trial.programs[$0] ?? "") })))
      }
      // What is measured on them is part of the result.
      if let heldOutHash { members.append(.init("held_out", .string(heldOutHash))) }
      // An earlier version took them for 0.
      if trial.optimizer.needsSubnormals(in: task.precision) {
        members.append(.init("subnormals", .bool(true)))
      }
      if hasSameBits { members.append(.init("same_bits", .integer(SameBits.version))) }
      // The numbers of the examples do not say where a row of a picture ends.
      if let shape = task.mapShape {
        members.append(.init("maps", .array(shape.map { .integer($0) })))
      }
      hasSeed = examplesHash != nil || task.traits.isRandom
      // Without the closing and the opening brace.
      let before = JSONText.compact(.object(members)).dropLast() + ",\"seed\":"
      let after =
        ","
        + JSONText.compact(
          .object([
            .init(
              "record",
              TrialIdentity.recording(
                record, stepCount: stepCount, hasPictures: task.pictureSize != nil))
          ])
        ).dropFirst()
      shared = SharedText(before: before + (hasSeed ? "" : "null"), after: after)
    }

    func identity(seed: UInt64) -> TrialIdentity {
      TrialIdentity(shared, seed: hasSeed ? seed : nil)
    }
  }
}

extension LearnerSettings {
  fileprivate var identity: [JSONNode.Member] {
    [
      .init("optimizer", .string(type(of: optimizer).kind)),
      .init("settings", optimizer.identity), .init("lr", .number(learningRate)),
    ] + plan.identity
  }
}

extension TrialSettings {
  fileprivate var optimizers: [any Optimizer] {
    [optimizer] + (discriminator.map { [$0.optimizer] } ?? [])
  }
}

extension Optimizer {
  /// Its settings, without those that decide no number.
  fileprivate var identity: JSONNode {
    let all = Fields.writing(self)
    let silent = Self.fieldsOfRun
    guard !silent.isEmpty, case .object(let members) = all.value else { return all }
    return .object(members.filter { !silent.contains($0.key) })
  }

  fileprivate func needsSubnormals(in precision: Precision) -> Bool {
    switch precision {
    case .float32: needsSubnormals(in: Float.self)
    case .float64: needsSubnormals(in: Double.self)
    }
  }
}

extension Examples {
  /// SHA-256 of the numbers, with their shape.
  var hash: String {
    SHA256.hex(of: [
      Array("\(count),\(width),\(targetWidth);".utf8), RawBytes.bytes(of: features),
      RawBytes.bytes(of: targets),
    ])
  }
}

extension LoadedWeights {
  fileprivate var hash: String {
    var file = SafetensorsFile()
    file.add(network, parameters, shape: [parameters.count])
    return SHA256.hex(of: file.parts)
  }
}
