package import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

/// Which class is given where, of examples with two features: a panel an optimizer.
package enum DecisionBoundaries: Figure {
  package static let name = "decision_boundaries"
  package static let title = "Decision boundaries"
  package static let isOfPixels = true
  package static let summary =
    "of a classification in two features, which class each network gives where"

  package static func applies(to problem: RunOverview.Problem) -> Bool {
    problem.classes.map { !$0.maps.isEmpty } ?? false
  }

  // MARK: Caption

  package static func caption(_ context: RunOverview) -> String {
    let introduction =
      "The class that each network gives at the end, over the plane of the two features; the marks are "
      + "examples that it learned from, each in the colour of its own class."
    return context.caption([introduction, seeds(context)], applies: applies) { problem in
      let ends = context.ends(problem: problem) { $0.last(.accuracy, network: 0) }
      let range = EndRange(context, ends).words(Wording.percent, falling: true)
      return [
        range.map { "Over all seeds, the accuracy \($0.isOne ? "is" : "goes from") \($0.text)." }
          ?? ""
      ] + context.divergenceNotes(of: LossComparison(context, problem: problem), ofCurves: false)
    }
  }

  private static func seeds(_ context: RunOverview) -> String {
    let first = context.runs.first?.seed
    let maps = context.problems.compactMap(\.classes).flatMap(\.maps)
    return maps.allSatisfy { $0.seed == first }
      ? context.firstSeedSentence
      : "Of \(context.seedCount) seeds the first that finished is shown."
  }

  // MARK: Script

  package static func script(_ context: RunOverview) -> FigureScript {
    let names = context.problems.compactMap {
      $0.classes?.maps.isEmpty == false ? $0.classes?.names : nil
    }
    let count = names.map(\.count).max() ?? 0
    var page = FigurePage(
      self, legend: Set(names).count == 1 ? legend(names[0]) : nil, context: context,
      data: [(.boundaryPoints, ["problem_index", "class_index", "x", "y"])])
    let grounds = (0..<count).map { "\($0) '\(ClassColor.ground($0))'" }
    page.preparation = """
      # A colour a class.
      set palette maxcolors \(count) defined (\(grounds.joined(separator: ", ")))
      set cbrange [-0.5:\(Double(count) - 0.5)]
      unset colorbox
      maps = folder . 'boundaries.u8'
      """
    for (index, problem) in context.shown() {
      guard let classes = problem.classes, !classes.maps.isEmpty else { continue }
      page.addHeading(problem.name)
      let panels = classes.maps.filter { context.isProminent($0.optimizer) }.map {
        panel($0, classes, of: index, context)
      }
      // No row with one panel alone below a full one.
      let columns = panels.count % 4 == 1 && panels.count > 4 ? 3 : min(max(panels.count, 2), 4)
      for start in stride(from: 0, to: panels.count, by: columns) {
        page.addRow(
          Array(panels[start..<min(start + columns, panels.count)]), columns: columns,
          panelHeight: columns > 3 ? 150 : columns > 2 ? 200 : 260, gap: 40)
      }
    }
    return page.script
  }

  private static func legend(_ names: [String]) -> Legend {
    Legend(
      entries: names.prefix(24).enumerated().map { place, name in
        let (color, point) = ClassColor.mark(place)
        return .init(
          text: "class \(name)",
          line: "linecolor rgb '\(ClassColor.ground(place))' linewidth 9",
          point: "pointtype \(point) pointsize 0.9 linecolor rgb '\(color)'")
      })
  }

  private static func axis(_ range: ClosedRange<Double>) -> Axis {
    let length = range.upperBound - range.lowerBound
    return Axis(
      label: "", range: range, tickStep: FigureNumber.tickStep(for: length, count: 4))
  }

  private static func panel(
    _ map: RunOverview.PlacedMap, _ classes: RunOverview.Classes, of problem: Int,
    _ context: RunOverview
  ) -> Panel {
    let side = ClassResult.Map.side
    func step(_ range: ClosedRange<Double>) -> Double {
      (range.upperBound - range.lowerBound) / Double(side - 1)
    }
    let image =
      "maps binary skip=\(map.offset) array=(\(side),\(side)) dx=\(FigureNumber.exact(step(map.x))) "
      + "dy=\(FigureNumber.exact(step(map.y))) origin=(\(FigureNumber.exact(map.x.lowerBound)),"
      + "\(FigureNumber.exact(map.y.lowerBound))) format='%uchar' using 1 with image notitle"
    let present = Set(classes.points?.pointClasses ?? []).sorted()
    let points = present.map { own in
      let (color, point) = ClassColor.mark(Int(own))
      return
        "boundary_points using (of(\(problem)) && column('class_index') == \(own) ? column('x') : NaN):"
        + "(column('y')) with points pointtype \(point) pointsize 0.35 linecolor rgb '\(color)' notitle"
    }
    return Panel(
      title: PlainText.shortened(context.optimizers[map.optimizer].name, to: 34),
      x: axis(map.x), y: axis(map.y),
      setup: ["eval read_csv"], plots: [image] + points, cleanup: ["eval read_block"])
  }
}
