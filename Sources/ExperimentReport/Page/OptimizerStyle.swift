package import ExperimentAnalysis
package import ExperimentRunner
internal import OptimizerLab

/// How an optimizer looks in every figure: a colour for the screen, a mark and a dash for print.
///
/// Each kind has its own hue in all experiments, near that of Okabe and Ito's palette where that has one
/// for it. The first eight are apart for all readers, by 12 and more in CIE 1976's ΔE*ab also where
/// deuteranopia and protanopia are simulated (Machado, Oliveira and Fernandes, 2009, severity 1), on
/// white and on the report's dark page, and have a contrast of 3:1 with both. Several optimizers of one
/// kind share its hue and mark, and differ in lightness and dash. The cross is no optimizer's mark: it
/// is where a trial diverged.
package struct OptimizerStyle: Sendable, Equatable {
  package var color: String
  /// gnuplot's `dashtype`; 1 is a solid line.
  package var dash: Int
  /// gnuplot's `pointtype`.
  package var point: Int

  package init(color: String, dash: Int, point: Int) {
    self.color = color
    self.dash = dash
    self.point = point
  }

  /// One for each optimizer. The first of a kind has its colour and a solid line; the others of it step
  /// by step darker ones, or lighter ones where that is dark. A kind without a colour gets one that no
  /// other has, as long as there is one.
  package static func styles(
    for optimizers: [RunOverview.Optimizer]
  ) -> [OptimizerStyle] {
    let kinds = Set(optimizers.map(\.kind))
    // From the end: the colours of the rarer kinds.
    var free = palette.filter { !kinds.contains($0.kind) }
    var looks = Dictionary(uniqueKeysWithValues: palette.map { ($0.kind, $0) })
    for (place, optimizer) in optimizers.enumerated() where looks[optimizer.kind] == nil {
      looks[optimizer.kind] = free.popLast() ?? palette[place % palette.count]
    }
    var seen: [String: Int] = [:]
    return optimizers.map { optimizer in
      let look = looks[optimizer.kind] ?? palette[0]
      let place = seen[optimizer.kind, default: 0]
      seen[optimizer.kind] = place + 1
      let count = optimizers.count { $0.kind == optimizer.kind }
      return OptimizerStyle(
        color: variant(place, of: count, look.color),
        dash: place == 0 ? look.dash : variantDashes[(place - 1) % variantDashes.count],
        point: look.point)
    }
  }

  /// As figures of them have it: `nil` for those in grey. Of those in colour each has a hue of its own,
  /// the first of a kind the kind's: shades of one are not told apart among so many lines.
  static func styles(in context: RunOverview) -> [OptimizerStyle?] {
    guard let prominent = context.prominent else { return styles(for: context.optimizers) }
    let kinds = Set(prominent.map { context.optimizers[$0].kind })
    var free = palette.filter { !kinds.contains($0.kind) }[...]
    var known = Dictionary(uniqueKeysWithValues: palette.map { ($0.kind, $0) })
    var styles = [OptimizerStyle?](repeating: nil, count: context.optimizers.count)
    for (place, optimizer) in prominent.enumerated() {
      let own = known.removeValue(forKey: context.optimizers[optimizer].kind)
      let look = own ?? free.popFirst() ?? palette[place % palette.count]
      styles[optimizer] = OptimizerStyle(color: look.color, dash: look.dash, point: look.point)
    }
    return styles
  }

  /// Those of an experiment's optimizers, in the order of the spec.
  package static func styles(of experiment: Experiment) -> [OptimizerStyle] {
    styles(for: experiment.optimizers.map { RunOverview.Optimizer($0) })
  }

  /// Whether that kind has a colour of its own.
  package static func hasColor(ofKind kind: String) -> Bool {
    palette.contains { $0.kind == kind }
  }

  /// The lightness of a kind's second is this far from its first's; of more they share what there is.
  private static let step = 20.0
  /// What is darker than the first looks black, and what is lighter than the second is pale on white.
  private static let darkest = 22.0
  private static let lightest = 61.0
  private static let variantDashes = [2, 3, 5]

  /// Of so many optimizers of one kind the color of one.
  private static func variant(_ place: Int, of count: Int, _ color: String) -> String {
    guard place > 0, let own = RGB(color[...]) else { return color }
    let lightness = own.lab.lightness
    let isLight = lightness > (darkest + lightest) / 2
    let room = isLight ? lightness - darkest : lightest - lightness
    let way = min(step, room / Double(count - 1)) * Double(place)
    return own.withLightness(isLight ? lightness - way : lightness + way).hex
  }

  private typealias Look = (kind: String, color: String, point: Int, dash: Int)

  private static let palette: [Look] = [
    ("gd", "#000000", 5, 1), ("sgd", "#1f99c9", 7, 1), ("minibatch", "#1c6db7", 9, 1),
    ("momentum", "#22a073", 11, 1), ("nesterov", "#94650b", 13, 1), ("adagrad", "#964e78", 4, 1),
    ("adadelta", "#5d5c1d", 6, 1), ("adam", "#e45c45", 3, 1), ("lion", "#0069f0", 14, 1),
    ("muon", "#1e694b", 14, 4), ("lbfgs", "#003c0f", 1, 1), ("adamax", "#1e96ff", 10, 1),
    ("radam", "#0096a5", 10, 4), ("nadam", "#0f3ca5", 8, 1), ("adamw", "#ff1e69", 15, 1),
    ("rmsprop", "#c3870f", 12, 1), ("rule", "#692dff", 2, 1),
  ]
}
