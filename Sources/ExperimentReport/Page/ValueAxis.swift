internal import ExperimentAnalysis
internal import ExperimentRunner
internal import Glibc
internal import OptimizerLab

/// The vertical axis that shows most of some curves, and the curves that leave it. The curves are
/// the medians; a band may be cut.
///
/// A run that explodes must not press the others flat: a curve that climbs much higher than the
/// calmer ones do (more than ten times as high; thirty times where equal factors can take that; ten
/// thousand times where they are asked for) is left out when the top is chosen, and leaves the frame.
package struct ValueAxis: Sendable, Equatable {
  package var range: ClosedRange<Double>
  package var isLogarithmic: Bool
  /// Places of the curves that climb beyond the frame.
  package var beyond: [Int]
  /// Places of those whose band alone does.
  private var cut: [Int] = []

  /// A curve is what it passes through, gaps left out. `logarithmic` chooses for the axis; without
  /// it equal factors are used where the values allow it and span more than one and a half powers of
  /// ten, or some curve climbs ten times as high as others. `steepness` is how many times as high as the
  /// calmer curves one above 0 may climb, where it is not as said above.
  package init(curves: [[Double]], logarithmic: Bool? = nil, steepness: Double? = nil) {
    let curves = curves.map { $0.filter(\.isFinite) }
    let tops = curves.compactMap { $0.max() }.sorted()
    let bottom = curves.compactMap { $0.min() }.min() ?? 0
    let calm = tops.isEmpty ? 1 : tops[(tops.count - 1) / 4]
    let steepness = steepness ?? (logarithmic == true ? 1e4 : 30)
    let limit = bottom >= 0 ? steepness * calm : bottom + 10 * (calm - bottom)
    beyond = curves.indices.filter { index in
      guard let top = curves[index].max() else { return false }
      return top > limit && limit > bottom
    }
    let kept = beyond.isEmpty ? tops : tops.filter { $0 <= limit }
    let top = kept.last ?? 1

    let smallest = curves.compactMap(Self.foot).min() ?? 1
    let isWide = top / smallest > 30 || top - bottom > 10 * (calm - bottom)
    isLogarithmic = top > 0 && (logarithmic ?? (bottom >= 0 && isWide))
    if isLogarithmic {
      // Sixteen powers of ten are what Double distinguishes; below lies rounding.
      range = Self.powers(from: max(smallest, top * 1e-16), to: top * (beyond.isEmpty ? 1 : 3))
    } else {
      let room = max(top - bottom, abs(top) * 1e-3, 1e-12)
      range = (bottom - room * 0.04)...(top + room * (beyond.isEmpty ? 0.06 : 0.3))
    }
  }

  /// An axis of losses that tries came to: of equal factors where all are above 0 and some is ten times
  /// another.
  static func ofLosses(_ curves: [[Double]]) -> ValueAxis {
    let values = curves.joined().filter(\.isFinite)
    let low = values.min() ?? 0
    let isWide = low > 0 && (values.max() ?? 0) >= 10 * low
    return ValueAxis(curves: curves, logarithmic: isWide ? true : nil)
  }

  /// The same with room for the tops of the curves' bands, as far as that leaves the curves most of the
  /// height.
  /// - Parameter lows: the bottoms of bands of quantiles, which are no extremes and get more room.
  func reaching(_ highs: [Double], lows: [Double] = []) -> ValueAxis {
    let (low, top) = (range.lowerBound, range.upperBound)
    let (part, factor): (Double, Double) = lows.isEmpty ? (0.3, 4) : (0.6, 8)
    var axis = self
    // So that the end of a band is not taken for one that is cut.
    let room = lows.isEmpty ? 0 : 0.03 * (top - low)
    if beyond.isEmpty, let high = highs.max(), high.isFinite, high > top {
      axis.range =
        low...(isLogarithmic
        ? min(high * 1.1, top * factor) : min(high + room, top + part * (top - low)))
    }
    if let least = lows.min(), least.isFinite, least < low, !isLogarithmic || least > 0 {
      let bottom =
        isLogarithmic
        ? max(least / 1.1, low / factor) : max(least - room, low - part * (top - low))
      axis.range = bottom...axis.range.upperBound
    }
    axis.cut = highs.indices.filter { place in
      !beyond.contains(place)
        && (highs[place] > axis.range.upperBound
          || lows.indices.contains(place) && lows[place] < axis.range.lowerBound)
    }
    return axis
  }

  /// Which of the optimizers' curves leave the frame, and which bands alone; `nil` where none does.
  /// - Parameters:
  ///   - spread: what shows the seeds, and that it leaves.
  ///   - isMeant: of which optimizers it is told.
  func note(
    of optimizers: [RunOverview.Optimizer], spread: String = "the band leaves",
    where isMeant: (Int) -> Bool = { _ in true }
  ) -> String? {
    let sentences = [("leaves the frame", beyond), ("\(spread) the frame", cut)]
      .map { ($0, $1.filter(isMeant)) }.filter { !$0.1.isEmpty }
      .map { words, places in
        let names = places.map { PlainText.shortened(optimizers[$0].name, to: 24) }
        return "\(words): \(Wording.list(names, limit: 5))"
      }
    return sentences.isEmpty ? nil : sentences.joined(separator: "; ")
  }

  /// The smallest positive value of a curve; of a long and so a noisy one, the fiftieth part that is
  /// lowest left out, for on an axis of equal factors a few such points would take half the height.
  static func foot(of curve: [Double]) -> Double? {
    let values = curve.filter { $0 > 0 }.sorted()
    return values.isEmpty ? nil : values[values.count > 300 ? values.count / 50 : 0]
  }

  /// A range a little wider than its ends that holds two powers of ten at least, so that two ticks
  /// have numbers.
  static func powers(from low: Double, to high: Double) -> ClosedRange<Double> {
    let (low, high) = (low / 1.4, high * 1.4)
    let held = floor(log10(high)) - ceil(log10(low))
    return held >= 1 ? low...high : pow(10, floor(log10(low)))...pow(10, ceil(log10(high)))
  }
}
