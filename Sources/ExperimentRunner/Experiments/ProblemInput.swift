package import OptimizerLab
internal import SpecLanguage

/// What a problem's files hold, read once and shared by its trials.
package struct ProblemInput: Sendable {
  package var examples: Examples?
  /// What is held out of the training, and only measured.
  package var heldOut: Examples?
  /// What a reader should know of how the data were read.
  package var notes: [String] = []
  /// What of the data is allowed, but seldom meant.
  package var warnings: [String] = []
  /// What a table's columns turned out to be; `nil` for what is no table.
  package var columns: ColumnFacts?
  package var weights: [LoadedWeights]
  /// What the programs of the experiment's external optimizers are made of, by `External.programKey`.
  var programs: [String: String] = [:]
  /// What pictures are held against: made when the first trial needs it, and shared by all of a process.
  private let real = Once<RealPictures?>()

  init(examples: Examples?, weights: [LoadedWeights]) {
    self.examples = examples
    self.weights = weights
  }

  /// What an example turned out to be made of; `nil` where there are none.
  package var shape: DataShape? {
    examples.map {
      DataShape(width: $0.width, targetWidth: $0.targetWidth, classCount: $0.classes?.count)
    }
  }

  /// The examples as pictures that a generator's are held against; `nil` for too few.
  /// - Parameter samples: how many of a generator's are; the same for all who ask.
  func realPictures(samples: Int) -> RealPictures? {
    guard samples > 0, let examples else { return nil }
    return real.value { RealPictures(examples, samples: samples) }
  }
}

extension [ProblemInput] {
  /// What of all data is allowed, but seldom meant, each sentence once.
  package var warnings: [String] { Self.once(flatMap(\.warnings)) }
  /// What a reader should know of how they were read, each sentence once.
  package var notes: [String] { Self.once(flatMap(\.notes)) }

  private static func once(_ sentences: [String]) -> [String] {
    var seen: Set<String> = []
    return sentences.filter { seen.insert($0).inserted }
  }
}

/// What there is to say of the files that a spec names.
package struct InputCheck {
  /// Each a `DataError`, `WeightsError`, `BatchError` or `MemoryError`, in the order of the spec.
  package var mistakes: [any Error]
  package var warnings: [String]
}

/// Several things that are wrong with the files that a spec names.
package struct InputMistakes: Error {
  /// Each a `DataError`, `WeightsError` or `BatchError`, in the order of the spec.
  package let all: [any Error]
}

extension Experiment {
  /// Reads or makes each problem's data and weights; paths are relative to `folder`.
  /// - Throws: `DataError`, `WeightsError`, `BatchError`, or `InputMistakes` where there are several.
  package func loadInputs(from folder: String) throws -> [ProblemInput] {
    // Data are drawn, too.
    if hasSameBits { SameBits.begin() }
    let loaded = problems.map { load($0, from: folder) }
    let programs = loadPrograms(from: folder)
    let mistakes = loaded.flatMap(\.mistakes) + programs.mistakes
    if mistakes.count > 1 { throw InputMistakes(all: mistakes) }
    if let mistake = mistakes.first { throw mistake }
    return loaded.map { loaded in
      var input = loaded.input
      input.programs = programs.digests
      return input
    }
  }

  /// Everything for which a run would refuse its data and weights, or warn, without making the examples that
  /// the program makes itself: nothing can be wrong with these.
  /// - Parameter places: of the problems that are looked at; `nil` for all, and for what they need
  ///   together.
  package func checkInputs(ofProblems places: [Int]? = nil, from folder: String) -> InputCheck {
    let loaded = (places ?? Array(problems.indices)).map {
      load(problems[$0], from: folder, onlyToCheck: true)
    }
    var check = InputCheck(
      mistakes: loaded.flatMap(\.mistakes)
        + (places == nil ? loadPrograms(from: folder).mistakes : []),
      warnings: loaded.map(\.input).warnings)
    guard places == nil, check.mistakes.isEmpty else { return check }
    do throws(MemoryError) {
      _ = try trialsThatFit(inputs: loaded.map(\.input))
    } catch {
      check.mistakes = [error]
    }
    return check
  }

  private func load(
    _ problem: Problem, from folder: String, onlyToCheck: Bool = false
  ) -> (input: ProblemInput, mistakes: [any Error]) {
    var input = ProblemInput(examples: nil, weights: [])
    var problem = problem
    var mistakes: [any Error] = []
    if !onlyToCheck || problem.task.hasDoubtfulExamples {
      do throws(DataError) {
        if let data = try problem.task.loadData(from: folder) {
          input.take(data)
          problem.task.adopt(data.shape)
          mistakes += batchErrors(problem, exampleCount: data.examples.count)
          mistakes += shapeErrors(problem)
        }
      } catch {
        mistakes.append(error)
      }
    }
    // Which parameters a network has may depend on the data.
    guard mistakes.isEmpty || problem.task.isShapeKnown else { return (input, mistakes) }
    for weights in problem.task.loadWeights(from: folder) {
      do throws(WeightsError) {
        input.weights.append(try weights.get())
      } catch {
        mistakes.append(error)
      }
    }
    return (input, mistakes)
  }
}

extension ProblemInput {
  fileprivate mutating func take(_ data: LoadedData) {
    examples = data.examples
    heldOut = data.heldOut
    notes = data.notes
    warnings = data.warnings
    columns = data.columns
  }
}

// What the data decide of a spec.
extension Experiment {
  /// Sizes that do not fit, where only the data told them.
  private func shapeErrors(_ problem: Problem) -> [ShapeError] {
    guard case .failure(let mismatch) = problem.task.shape() else { return [] }
    return [
      ShapeError(
        description: "problem \(quoted(problem.name)): \(mismatch.place.description): "
          + mismatch.message)
    ]
  }

  /// The same experiment that knows what its data turned out to be made of.
  package func adopting(_ inputs: [ProblemInput]) -> Experiment {
    adopting(inputs.map(\.shape))
  }

  /// The same experiment that knows what its data are made of, of which nothing more is read than that
  /// takes. Paths are relative to `folder`.
  /// - Throws: `DataError`, `ShapeError`.
  package func knowingShapes(from folder: String) throws -> Experiment {
    var experiment = self
    for place in problems.indices where !problems[place].task.isShapeKnown {
      if let shape = try problems[place].task.loadData(from: folder)?.shape {
        experiment.problems[place].task.adopt(shape)
      }
      if let error = shapeErrors(experiment.problems[place]).first { throw error }
    }
    return experiment
  }

  /// - Parameter shapes: one a problem; none for what is not known, or has none.
  func adopting(_ shapes: [DataShape?]) -> Experiment {
    var experiment = self
    for (place, shape) in zip(problems.indices, shapes) {
      if let shape { experiment.problems[place].task.adopt(shape) }
    }
    return experiment
  }
}

extension LearningTask {
  /// The same task that knows what its data turned out to be made of.
  func adopting(_ input: ProblemInput) -> Self {
    var task = self
    if let shape = input.shape { task.adopt(shape) }
    return task
  }
}

/// Layers that do not fit the data.
package struct ShapeError: Error, Equatable, CustomStringConvertible {
  package var description: String
}
