package import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What a GAN's pictures came to under each pair of optimizers, one for either player.
package struct GANMatrix: Sendable, Equatable {
  package struct Cell: Sendable, Equatable {
    /// Places in the lists of `discriminators` and `generators`.
    package var discriminator: Int
    package var generator: Int
    /// The entry's place in the spec.
    package var optimizer: Int
    /// The Fréchet distance at the end, of the trials that finished.
    package var frechet: Spread?
    package var finished: Int
    package var seeds: Int
  }

  package var problem: Int
  /// What each optimizer of a player is called, in the order of the spec.
  package var discriminators: [String]
  package var generators: [String]
  package var cells: [Cell]

  package init(
    problem: Int, discriminators: [String], generators: [String], cells: [Cell]
  ) {
    self.problem = problem
    self.discriminators = discriminators
    self.generators = generators
    self.cells = cells
  }
}

/// An entry's two optimizers, as a matrix names them.
package struct OptimizerPair: Sendable, Equatable {
  package struct Side: Sendable, Equatable, Hashable {
    package var kind: String
    package var rate: Double
    /// All that the spec says of it, by which two are told apart.
    package var text: String

    package init(kind: String, rate: Double, text: String) {
      self.kind = kind
      self.rate = rate
      self.text = text
    }
  }

  package var discriminator: Side
  package var generator: Side

  package init(discriminator: Side, generator: Side) {
    self.discriminator = discriminator
    self.generator = generator
  }

  /// `nil` for an entry with one optimizer.
  package init?(_ entry: OptimizerEntry) {
    guard let sides = entry.sidesAsWritten else { return nil }
    func side(_ side: OptimizerSide) -> Side {
      Side(
        kind: type(of: side.optimizer).kind, rate: side.rates.first ?? .nan,
        text: JSONText.compact(Fields.writing(side)))
    }
    self.init(discriminator: side(sides.discriminator), generator: side(sides.generator))
  }
}

extension RunOverview {
  /// The matrices of the problems whose pictures were measured, where the entries with two optimizers
  /// form one: two and more of either player, each pair once at most, and more pairs than a diagonal has.
  package var ganMatrices: [GANMatrix] {
    let pairs = optimizers.enumerated().compactMap { place, own in own.pair.map { (place, $0) } }
    let judges = Self.distinct(pairs.map(\.1.discriminator))
    let forgers = Self.distinct(pairs.map(\.1.generator))
    guard judges.count > 1, forgers.count > 1, pairs.count > max(judges.count, forgers.count),
      Set(pairs.map { [$0.1.discriminator, $0.1.generator] }).count == pairs.count
    else { return [] }
    return problems.indices.filter { problems[$0].pictureLevels != nil }.map { problem in
      let network = problems[problem].traits.comparedNetwork
      let cells = pairs.compactMap { place, pair -> GANMatrix.Cell? in
        guard let row = judges.firstIndex(of: pair.discriminator),
          let column = forgers.firstIndex(of: pair.generator)
        else { return nil }
        let all = runs(problem: problem, optimizer: place)
        let finished = all.filter(\.isFinished)
        return GANMatrix.Cell(
          discriminator: row, generator: column, optimizer: place,
          frechet: Summary.spread(
            finished.compactMap { $0.result?.final(.frechet, ofNetwork: network) }),
          finished: finished.count, seeds: all.count)
      }
      return GANMatrix(
        problem: problem, discriminators: Self.names(judges), generators: Self.names(forgers),
        cells: cells)
    }
  }

  private static func distinct(_ sides: [OptimizerPair.Side]) -> [OptimizerPair.Side] {
    var seen: Set<OptimizerPair.Side> = []
    return sides.filter { seen.insert($0).inserted }
  }

  /// The kinds; of several of one kind with their rates, and of equal ones with a number.
  private static func names(_ sides: [OptimizerPair.Side]) -> [String] {
    let names = sides.map { side in
      sides.count { $0.kind == side.kind } == 1
        ? side.kind : "\(side.kind) \(NumberText.short(side.rate))"
    }
    return names.enumerated().map { place, name in
      guard names.count(where: { $0 == name }) > 1 else { return name }
      return "\(name) (\(names[...place].count { $0 == name }))"
    }
  }
}
