internal import ExperimentReport

/// The distribution of a class's points, as a picture that reads in black and white too.
struct PointsHistogram {
  let bins: [(low: Double, high: Double, count: Int)]
  let median: Double?

  private static let (width, height) = (640.0, 220.0)
  private static let (left, bottom, top) = (14.0, 40.0, 40.0)
  /// How high the tallest bar is.
  private static let room = height - bottom - top

  /// Whether each bar is of one number of points.
  private var isOfSingles: Bool { bins.last.map { $0.high == $0.low } ?? false }

  /// The length of the axis in points.
  private var length: Double {
    guard let last = bins.last else { return 1 }
    return isOfSingles ? last.low + 1 : last.high
  }

  private func x(_ points: Double) -> Double {
    Self.left + points / length * (Self.width - 2 * Self.left)
  }

  var html: HTML {
    guard let tallest = bins.map(\.count).max(), tallest > 0 else { return .nothing }
    return .element(
      "svg",
      [
        "class": "histogram", "viewBox": "0 0 \(number(Self.width)) \(number(Self.height))",
        "role": "img", "aria-label": spoken,
      ], bins.map { bar($0, tallest: tallest) } + axis + middle)
  }

  private func bar(_ bin: (low: Double, high: Double, count: Int), tallest: Int) -> HTML {
    let (start, end) = (x(bin.low), x(isOfSingles ? bin.low + 1 : bin.high))
    let label = text(
      ReportText.points(bin.low), isOfSingles ? (start + end) / 2 : start, Self.height - 22)
    guard bin.count > 0 else { return label }
    let tall = Self.room * Double(bin.count) / Double(tallest)
    let rectangle = HTML.element(
      "rect",
      [
        "x": number(start + 1.5), "y": number(Self.top + Self.room - tall),
        "width": number(max(end - start - 3, 1)), "height": number(tall),
      ])
    return label + rectangle
      + text("\(bin.count)", (start + end) / 2, Self.top + Self.room - tall - 6, kind: "count")
  }

  private var axis: [HTML] {
    let end = isOfSingles ? [] : [text(ReportText.points(length), x(length), Self.height - 22)]
    return end + [
      line(x(0), Self.top + Self.room, x(length), Self.top + Self.room, kind: "axis"),
      text("points", Self.width / 2, Self.height - 4),
    ]
  }

  private var middle: [HTML] {
    guard let median else { return [] }
    let place = x(median + (isOfSingles ? 0.5 : 0))
    let isRight = place > Self.width / 2
    return [
      text("▼", place, 16),
      text("median", place + (isRight ? -9 : 9), 15, anchor: isRight ? "end" : "start"),
    ]
  }

  /// "0 to below 5", and "35 to 37" of the last; "5" where a bar is of one number.
  private func name(_ place: Int) -> String {
    let bin = bins[place]
    guard bin.low != bin.high else { return ReportText.points(bin.low) }
    let below = place == bins.count - 1 ? "" : "below "
    return "\(ReportText.points(bin.low)) to \(below)\(ReportText.points(bin.high))"
  }

  private var spoken: String {
    "Distribution of points: "
      + bins.indices.filter { bins[$0].count > 0 }.map { "\(name($0)) points: \(bins[$0].count)" }
      .joined(separator: "; ")
  }

  private func number(_ value: Double) -> String { ReportText.points(value) }

  private func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, kind: String
  ) -> HTML {
    .element(
      "line",
      [
        "class": kind, "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2),
      ])
  }

  private func text(
    _ text: String, _ x: Double, _ y: Double, kind: String = "", anchor: String = "middle"
  ) -> HTML {
    .element(
      "text", ["x": number(x), "y": number(y), "text-anchor": anchor, "class": kind], .text(text))
  }
}
