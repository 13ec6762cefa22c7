internal import ExperimentReport

/// The distribution of a class's points, as a picture that reads in black and white too.
struct PointsHistogram {
  let bins: [(low: Double, high: Double, count: Int)]
  let median: Double?

  private static let (width, height) = (640.0, 220.0)
  private static let (left, bottom, top) = (10.0, 40.0, 22.0)

  var html: HTML {
    guard let last = bins.last, let tallest = bins.map(\.count).max(), tallest > 0 else {
      return .nothing
    }
    let (width, height) = (Self.width, Self.height)
    let span = width - 2 * Self.left
    let step = span / Double(bins.count)
    let room = height - Self.bottom - Self.top
    var parts: [HTML] = []
    for (place, bin) in bins.enumerated() {
      let x = Self.left + Double(place) * step
      let tall = room * Double(bin.count) / Double(tallest)
      if bin.count > 0 {
        parts.append(
          .element(
            "rect",
            [
              "x": number(x + step * 0.06), "y": number(Self.top + room - tall),
              "width": number(step * 0.88), "height": number(tall),
            ]))
        parts.append(text("\(bin.count)", x + step / 2, Self.top + room - tall - 6, "count"))
      }
      parts.append(
        text(Self.name(of: bin, isLast: place == bins.count - 1), x + step / 2, height - 22, ""))
    }
    parts.append(
      .element(
        "line",
        [
          "x1": number(Self.left), "x2": number(width - Self.left),
          "y1": number(Self.top + room), "y2": number(Self.top + room),
        ]))
    parts.append(text("points", width / 2, height - 4, ""))
    let most = last.high == last.low ? last.low + 1 : last.high
    if let median {
      // Bars of single points have the number in their middle.
      let shift = last.high == last.low ? 0.5 : 0
      let x = Self.left + span * (median + shift) / most
      parts.append(
        .element(
          "line",
          [
            "class": "median", "x1": number(x), "x2": number(x), "y1": "4",
            "y2": number(Self.top + room),
          ]))
      parts.append(text(" median", x, 14, "", anchor: x > width / 2 ? "end" : "start"))
    }
    return .element(
      "svg",
      [
        "class": "histogram", "viewBox": "0 0 \(number(width)) \(number(height))", "role": "img",
        "aria-label": spoken,
      ], parts)
  }

  /// "0–3", and "27–30" of the last; "5" where a bar is of one number.
  static func name(of bin: (low: Double, high: Double, count: Int), isLast: Bool) -> String {
    bin.low == bin.high
      ? ReportText.points(bin.low)
      : "\(ReportText.points(bin.low))–\(isLast ? "" : "<")\(ReportText.points(bin.high))"
  }

  private var spoken: String {
    "Distribution of points: "
      + bins.enumerated().filter { $1.count > 0 }.map { place, bin in
        "\(Self.name(of: bin, isLast: place == bins.count - 1)) points: \(bin.count)"
      }.joined(separator: "; ")
  }

  private func number(_ value: Double) -> String { ReportText.points(value) }

  private func text(
    _ text: String, _ x: Double, _ y: Double, _ kind: String, anchor: String = "middle"
  ) -> HTML {
    .element(
      "text", ["x": number(x), "y": number(y), "text-anchor": anchor, "class": kind], .text(text))
  }
}
