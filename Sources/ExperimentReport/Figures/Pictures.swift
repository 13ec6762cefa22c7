package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// What the generators draw: a row an optimizer, a column a moment.
package enum Pictures: Figure {
  package static let name = "pictures"
  package static let title = "Pictures"
  package static let isOfPixels = true
  package static let summary = "what a GAN's generator draws, from the start to the end"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    !problem.pictures.isEmpty
  }

  package static func caption(_ context: RunOverview) -> String {
    let hasReal = context.problems.contains { $0.pictures.contains { $0.optimizer == nil } }
    let real = hasReal ? "In the last row, real pictures." : ""
    return context.caption(
      [moments(context), seeds(context), real, context.leftOutSentence], applies: applies
    ) { problem in
      context.divergenceNotes(
        of: LossComparison(context, problem: problem), ofCurves: false)
    }
  }

  /// The figure's runs: of each optimizer the first seed that has pictures.
  private static func shown(_ context: RunOverview) -> [RunOverview.Run] {
    context.shown(applies).map(\.offset).flatMap { problem in
      context.optimizersInColor.compactMap { optimizer in
        context.runs(problem: problem, optimizer: optimizer)
          .first { $0.result?.pictures.isEmpty == false }
      }
    }
  }

  /// Which moments are shown; of a training that was short or broke off there are not all of them.
  private static func moments(_ context: RunOverview) -> String {
    let isWhole = shown(context).allSatisfy {
      $0.isFinished && $0.result?.pictures.count == SnapshotSteps.parts + 1
    }
    return "What each generator makes of the same noise: "
      + (isWhole
        ? "at the start, after 1/24, 1/8, 1/4 and 1/2 of its training, and at the end."
        : "at the start and at later steps.")
  }

  private static func seeds(_ context: RunOverview) -> String {
    let first = context.runs.first?.seed
    return shown(context).allSatisfy { $0.seed == first }
      ? context.firstSeedSentence
      : "Of \(context.seedCount) seeds the first that has pictures is shown."
  }

  package static func script(_ context: RunOverview) -> FigureScript {
    let grids = context.problems.flatMap { problem in
      context.optimizersInColor.flatMap { chosen(of: problem, optimizer: $0) }
    }
    let widest = grids.map { size(of: $0).width }.max() ?? 1
    var page = FigurePage(
      self, context: context,
      width: max(Double(moments.count) * (widest + gap) + labels + 14, 480))
    page.preparation = """
      set palette gray
      set cbrange [0:255]
      unset colorbox
      pictures = folder . 'pictures.u8'
      """
    for (_, problem) in context.shown(applies) {
      page.addHeading(problem.name)
      for index in context.optimizersInColor {
        addRow(
          chosen(of: problem, optimizer: index), of: context.optimizers[index].name, to: &page)
      }
      addRow(problem.pictures.filter { $0.optimizer == nil }, of: "real", to: &page)
    }
    return page.script
  }

  package static func animation(_ context: RunOverview) -> FigureScript? {
    let grids = context.problems.flatMap(\.pictures).filter { $0.optimizer != nil }
    // A film's letters are wide, and a name stands above each.
    let widest = max(grids.map { size(of: $0).width }.max() ?? 1, 176)
    let columns = min(max(context.optimizersInColor.count, 2), 4)
    var page = FigurePage(
      self, context: context, width: Double(columns) * (widest + gap) + gap, frames: filmFrames)
    page.preparation = """
      set palette maxcolors 16 gray
      set cbrange [0:255]
      unset colorbox
      pictures = folder . 'pictures.u8'
      """
    for (_, problem) in context.shown(applies) {
      page.addHeading(problem.name)
      let own = context.optimizersInColor.map { optimizer in
        (
          name: context.optimizers[optimizer].name,
          grids: problem.pictures.filter { $0.optimizer == optimizer }
        )
      }.filter { !$0.grids.isEmpty }
      for start in stride(from: 0, to: own.count, by: columns) {
        let row = Array(own[start..<min(start + columns, own.count)])
        let tallest = row.flatMap(\.grids).map { size(of: $0).height }.max() ?? 0
        for (place, (name, grids)) in row.enumerated() {
          let size = size(of: grids[0])
          page.add(
            x: gap + Double(place) * (widest + gap) + (widest - size.width) / 2,
            y: page.height + 48, width: size.width, height: size.height
          ) { frame in
            film(of: grids, named: name, in: frame)
          }
        }
        page.addSpace(tallest + 48 + gap)
      }
    }
    return page.script
  }

  private static let filmFrames = SnapshotSteps.parts + 1

  /// The grids of an optimizer lie one after the other.
  private static func film(
    of grids: [RunOverview.PlacedGrid], named optimizer: String, in frame: Frame
  ) -> String {
    let (first, count) = (grids[0], grids.count)
    let text = FigureText.source(PlainText.shortened(optimizer, to: 18))
    let steps = grids.map { "\($0.step)" }.joined(separator: " ")
    return
      (frame.margins + [
        "unset border", "unset tics", "unset label",
        "k = int((frame - 1) / \(filmFrames - 1). * \(count - 1) + 0.5)",
        "set title \(text) . sprintf(\"\\nstep %s\", word('\(steps)', k + 1)) noenhanced",
        "plot [-0.5:\(Double(first.width) - 0.5)] [-0.5:\(Double(first.height) - 0.5)] "
          + "pictures binary skip=(\(first.offset) + k * \(first.width * first.height)) "
          + "array=(\(first.width),\(first.height)) flipy format='%uchar' with image notitle",
      ]).joined(separator: "\n")
  }

  private static let labels = 150.0
  private static let gap = 14.0

  /// Which part of the training is over in each column: a generator learns most at the beginning.
  private static let moments = [0, 1.0 / 24, 1.0 / 8, 1.0 / 4, 1.0 / 2, 1]

  private static func chosen(
    of problem: RunOverview.Problem, optimizer: Int
  ) -> [RunOverview.PlacedGrid] {
    let own = problem.pictures.filter { $0.optimizer == optimizer }
    let places = moments.map { Int(($0 * Double(own.count - 1)).rounded()) }
    return Set(places).sorted().filter(own.indices.contains).map { own[$0] }
  }

  /// A whole number of pixels for each of the picture's, so that they stay sharp; about 120 wide.
  private static func size(of grid: RunOverview.PlacedGrid) -> (width: Double, height: Double) {
    let scale = max((125.0 / Double(max(grid.width, grid.height))).rounded(.down), 1)
    return (Double(grid.width) * scale, Double(grid.height) * scale)
  }

  private static func addRow(
    _ grids: [RunOverview.PlacedGrid], of optimizer: String, to page: inout FigurePage
  ) {
    let sizes = grids.map(size(of:))
    guard let tallest = sizes.map(\.height).max() else { return }
    var x = labels
    for (index, (grid, size)) in zip(grids, sizes).enumerated() {
      page.add(x: x, y: page.height + 18, width: size.width, height: size.height) { frame in
        script(of: grid, named: index == 0 ? optimizer : nil, in: frame)
      }
      x += size.width + gap
    }
    page.addSpace(tallest + 18 + gap)
  }

  private static func script(
    of grid: RunOverview.PlacedGrid, named optimizer: String?, in frame: Frame
  ) -> String {
    var lines = frame.margins + ["unset border", "unset tics", "unset label"]
    if let optimizer {
      let text = FigureText.source(PlainText.shortened(optimizer, to: 18))
      let x = FigureNumber.part(14 / frame.pageWidth)
      lines.append("set label \(text) at screen \(x), graph 0.5 left noenhanced")
    }
    lines += [
      grid.optimizer == nil ? "set title ''" : "set title 'step \(grid.step)'",
      "plot [-0.5:\(Double(grid.width) - 0.5)] [-0.5:\(Double(grid.height) - 0.5)] "
        + "pictures binary skip=\(grid.offset) array=(\(grid.width),\(grid.height)) flipy "
        + "format='%uchar' with image notitle",
    ]
    return lines.joined(separator: "\n")
  }
}
