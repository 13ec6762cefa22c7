import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The panels of walks") struct PathPanelTests {
  private func context(_ walks: [[(Double, Double)]]) -> RunOverview {
    let runs = walks.enumerated().map { optimizer, places in
      var run = MadeRun.run(optimizer, [(0, 1)])
      for (step, place) in places.enumerated() {
        run.result?.path.append([.step: Double(step), .x: place.0, .y: place.1, .value: 1])
      }
      return run
    }
    return MadeRun.context(
      runs, optimizers: (0..<walks.count).map { "optimizer \($0)" }, seeds: 1,
      problems: [SmallContext.surface])
  }

  @Test("are one of all, then one of each where there are several")
  func each() {
    let two = Paths.script(context([[(0, 0), (1, 1)], [(0, 0), (1, 0)]]))
    #expect(two.layout.panels.map(\.title) == ["valley", "optimizer 0", "optimizer 1"])
    let one = Paths.script(context([[(0, 0), (1, 1)]]))
    #expect(one.layout.panels.map(\.title) == ["valley"])
    #expect(!one.caption.contains("walk alone"))
  }

  @Test("draw a walk that fills an area with a thin line")
  func wild() {
    let zigzag = (0..<100).map { (0.0, $0 % 2 == 0 ? -1.0 : 3.0) }
    let straight = (0..<100).map { (Double($0) / 50 - 1, 0.0) }
    let text = Paths.script(context([straight, zigzag])).text
    func isThin(_ number: Int) -> Bool {
      text.split(separator: "\n").filter { $0.contains("[i = \(number):\(number)] $rows_0") }
        .contains { $0.contains("pale(i) linewidth 0.3") }
    }
    #expect(!isThin(1) && isThin(2))
  }

  @Test(
    "have marks at the powers of ten, which thinning keeps",
    arguments: [(10, true), (100, true), (1, true), (0, false), (50, false), (1001, false)])
  func marks(step: Int, isMarked: Bool) {
    #expect(Thinning.isMarked(step) == isMarked)
    let steps = Array(stride(from: 0, through: 200_000, by: 10))
    let drawn = Set(Thinning.places(steps).map { steps[$0] })
    #expect([10, 100, 1000, 10_000, 100_000].allSatisfy(drawn.contains))
  }
}
