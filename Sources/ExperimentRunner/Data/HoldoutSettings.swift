internal import OptimizerLab
internal import SpecLanguage

/// A part of the examples that is kept out of the training, and only measured.
package struct HoldoutSettings: Sendable {
  package enum Part: Sendable, Equatable {
    /// Of all examples; 0 for none.
    case share(Double)
    /// A file like that of the data.
    case file(String)
    /// The pictures that a data set has for it.
    case testSplit
    /// Files of pictures and what they show.
    case pictures(IDXPaths)
  }

  /// What a source offers besides a share.
  enum Apart {
    case nothing, file, testSplit, pictures
  }

  package var part = Part.share(0)
  package var seed: UInt64 = 0

  package init() {}

  mutating func configure(_ fields: inout Fields, besidesShare apart: Apart) {
    fields.field("holdout", &part, as: Self.type(apart), Self.help(apart))
    fields.integer(
      "holdout_seed", &seed,
      "Seed of the choice: torch.utils.data.random_split's with a generator of its own.")
  }

  private static func help(_ apart: Apart) -> String {
    let share = "The part of the examples that is only measured, never trained on"
    return switch apart {
    case .nothing: "\(share)."
    case .file: "\(share); or a file of its own, written like that of `path`."
    case .testSplit: "\(share); or \"test\", for the pictures that the data set has for it."
    case .pictures: "\(share); or files of their own."
    }
  }

  private static func type(_ apart: Apart) -> FieldType<Part> {
    let share = FieldType<Double>.number(in: 0..<1).converted(
      to: Part.share, from: { if case .share(let share) = $0 { share } else { nil } })
    switch apart {
    case .nothing: return share
    case .file:
      return .either(
        share,
        or: FieldType<String>.text.converted(
          to: Part.file, from: { if case .file(let path) = $0 { path } else { nil } }))
    case .testSplit:
      return .either(
        share,
        or: FieldType<String>.name(among: ["test"]).converted(
          to: { _ in .testSplit }, from: { $0 == .testSplit ? "test" : nil }))
    case .pictures:
      return .either(
        share,
        or: FieldType<IDXPaths>.object.converted(
          to: Part.pictures, from: { if case .pictures(let paths) = $0 { paths } else { nil } }))
    }
  }

  /// The share that is held out; 0 where none is, or where it has files of its own.
  var share: Double { if case .share(let share) = part { share } else { 0 } }

  /// Whether anything is held out.
  var isUsed: Bool { part != .share(0) }

  /// How many of so many examples are held out: the share of them, rounded up.
  func heldOutCount(of count: Int) -> Int { Int((share * Double(count)).rounded(.up)) }

  /// How many of so many examples are left to learn from; at least one, for a share that leaves none is
  /// reported elsewhere.
  func trainingCount(of count: Int) -> Int { max(1, count - heldOutCount(of: count)) }

  /// Reports a share that leaves nothing to learn from.
  func check(_ fields: inout Fields, exampleCount count: Int) {
    guard share > 0, heldOutCount(of: count) >= count else { return }
    fields.report(
      DataProblem.emptyHoldout(share: share, examples: count).sentence, at: ["holdout"])
  }

  /// The places of the examples to learn from and of those that are held out, in the order in which
  /// `random_split(data, [n − m, m], generator)` has them; `nil` where no share is held out.
  func split(_ count: Int, of place: String) throws(DataError) -> HoldoutSplit? {
    guard share > 0 else { return nil }
    let training = count - heldOutCount(of: count)
    guard training > 0 else {
      throw DataError(place, .emptyHoldout(share: share, examples: count))
    }
    var generator = MersenneTwister(seed: seed)
    let order = generator.permutation(count)
    return HoldoutSplit(training: Array(order[..<training]), heldOut: Array(order[training...]))
  }

  /// Examples with the share of them held out.
  func divide(_ examples: Examples, of place: String) throws(DataError) -> LoadedData {
    guard let split = try split(examples.count, of: place) else { return LoadedData(examples) }
    return LoadedData(examples.rows(split.training), heldOut: examples.rows(split.heldOut))
  }
}

/// Which examples are held out.
struct HoldoutSplit {
  var training: [Int]
  var heldOut: [Int]
}
