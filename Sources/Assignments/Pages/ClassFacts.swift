internal import ExperimentRunner

/// What a class's results say together.
struct ClassFacts {
  /// How a check went.
  struct Check {
    var check: CheckResult
    /// Places of the results that passed it, and of those that did not.
    var passed: [Int] = []
    var failed: [Int] = []
    /// Where it was not tried.
    var skipped = 0
    var mean = 0.0
  }

  /// A known mistake, and who made it.
  struct Mistake {
    var id: String
    var students: [Int]
    var hint: String?
  }

  let book: Gradebook
  /// Places of the results that are whole: of these the class's numbers are.
  let graded: [Int]

  init(_ book: Gradebook) {
    self.book = book
    graded = book.results.indices.filter {
      book.results[$0].isGraded && book.results[$0].formatErrors.isEmpty
    }
  }

  var scores: [Double] { graded.map { book.results[$0].score } }

  var median: Double? { Median.of(scores) }

  /// A quarter of the class is below the first, and a quarter above the second.
  var quartiles: (low: Double, high: Double)? {
    let sorted = scores.sorted()
    guard sorted.count >= 4 else { return nil }
    func at(_ part: Double) -> Double {
      let place = part * Double(sorted.count - 1)
      let low = Int(place)
      let rest = place - Double(low)
      return sorted[low] + (low + 1 < sorted.count ? rest * (sorted[low + 1] - sorted[low]) : 0)
    }
    return (at(0.25), at(0.75))
  }

  var checks: [Check] {
    let byID = book.results.map(\.checksByID)
    return book.checks.map { check in
      var fact = Check(check: check)
      var points = 0.0
      for place in graded {
        guard let own = byID[place][check.id] else { continue }
        points += own.points
        switch own.status {
        case .pass: fact.passed.append(place)
        case .skipped: fact.skipped += 1
        case .fail, .error, .timeout: fact.failed.append(place)
        }
      }
      fact.mean = graded.isEmpty ? 0 : points / Double(graded.count)
      return fact
    }
  }

  /// The most frequent first.
  var mistakes: [Mistake] {
    var found: [Mistake] = []
    for (place, result) in book.results.enumerated() {
      for check in result.checks {
        guard let id = check.mistake else { continue }
        if let known = found.firstIndex(where: { $0.id == id }) {
          if found[known].students.last != place { found[known].students.append(place) }
        } else {
          found.append(Mistake(id: id, students: [place], hint: check.hint))
        }
      }
    }
    return found.sorted { ($1.students.count, $0.id) < ($0.students.count, $1.id) }
  }

  /// Where the bars of the distribution begin and end, and how many results are in each; the last takes
  /// its end too. Of few whole points each has a bar of its own, which begins where it ends.
  var bins: [(low: Double, high: Double, count: Int)] {
    let most = book.most
    guard most > 0, most.isFinite, !scores.isEmpty else { return [] }
    let isWhole = most <= 12 && (scores + [most]).allSatisfy { $0 == $0.rounded() }
    let width = isWhole ? 1 : Self.step(for: most)
    let count = isWhole ? Int(most) + 1 : Int((most / width - 1e-9).rounded(.up))
    var counts = [Int](repeating: 0, count: count)
    for score in scores {
      counts[min(max(Int((score / width + 1e-9).rounded(.down)), 0), count - 1)] += 1
    }
    return counts.enumerated().map { place, number in
      let low = Double(place) * width
      return (low, isWhole ? low : min(low + width, most), number)
    }
  }

  /// The least of 1, 2 and 5 times a power of ten of which ten at most go into a length.
  private static func step(for length: Double) -> Double {
    var power = 1e-3
    while power < length {
      for factor in [1.0, 2, 5] where length / (factor * power) <= 10 { return factor * power }
      power *= 10
    }
    return power
  }
}
