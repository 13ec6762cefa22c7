/// What the generators draw: a row an optimizer, a column a moment.
package enum Pictures: Figure {
  package static let name = "pictures"
  package static let summary = "what a GAN's generator draws at the start, half-way and at the end"

  package static func applies(to problem: FigureContext.Problem) -> Bool {
    !problem.pictures.isEmpty
  }

  package static func script(_ context: FigureContext) -> String {
    let grids = context.problems.flatMap(\.pictures)
    let columns = Dictionary(grouping: grids) { $0.optimizer }.values.map(\.count).max() ?? 1
    let widest = grids.map { size(of: $0).width }.max() ?? 1
    var page = FigurePage(
      name: name, title: "\(context.experiment): pictures",
      subtitle: "what the generator makes of the same noise; first seed", context: context,
      width: max(Double(columns) * (widest + gap) + labels + 14, 480))
    page.preparation = """
      set palette gray
      set cbrange [0:255]
      unset colorbox
      pictures = folder . 'pictures.u8'
      """
    for problem in context.problems where applies(to: problem) {
      page.addHeading(problem.name)
      for (index, optimizer) in context.optimizers.enumerated() {
        addRow(problem.pictures.filter { $0.optimizer == index }, of: optimizer.name, to: &page)
      }
    }
    return page.script
  }

  private static let labels = 150.0
  private static let gap = 14.0

  /// A whole number of pixels for each of the picture's, so that they stay sharp; about 250 wide.
  private static func size(of grid: FigureContext.PictureGrid) -> (width: Double, height: Double) {
    let scale = max((250.0 / Double(max(grid.width, grid.height))).rounded(.down), 1)
    return (Double(grid.width) * scale, Double(grid.height) * scale)
  }

  private static func addRow(
    _ grids: [FigureContext.PictureGrid], of optimizer: String, to page: inout FigurePage
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
    of grid: FigureContext.PictureGrid, named optimizer: String?, in frame: Frame
  ) -> String {
    var lines = frame.margins + ["unset border", "unset tics", "unset label"]
    if let optimizer {
      let text = FigureText.source(FigureText.shortened(optimizer, to: 18))
      let x = FigureNumber.part(14 / frame.pageWidth)
      lines.append("set label \(text) at screen \(x), graph 0.5 left noenhanced")
    }
    lines += [
      "set title 'step \(grid.step)'",
      "plot [-0.5:\(Double(grid.width) - 0.5)] [-0.5:\(Double(grid.height) - 0.5)] "
        + "pictures binary skip=\(grid.offset) array=(\(grid.width),\(grid.height)) flipy "
        + "format='%uchar' with image notitle",
    ]
    return lines.joined(separator: "\n")
  }
}
