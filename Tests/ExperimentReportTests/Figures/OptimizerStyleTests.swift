import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("An optimizer's style") struct OptimizerStyleTests {
  @Test("is its kind's, whatever stands beside it")
  func isItsKinds() {
    let alone = OptimizerStyle.styles(for: [.init(name: "a", kind: "adam")])
    let last = OptimizerStyle.styles(for: kinds.map { .init(name: $0, kind: $0) })
    #expect(alone == [OptimizerStyle(color: "#e45c45", dash: 1, point: 3)])
    #expect(last.last == alone.first)
  }

  @Test("differs from all others in colour, and in mark or dash, up to thirteen")
  func differs() {
    let styles = OptimizerStyle.styles(
      for: (kinds + ["adam", "adam", "sgd", "rmsprop", "something"])
        .map { .init(name: $0, kind: $0) })
    #expect(Set(styles.map(\.color)).count == 13)
    #expect(Set(styles.map { [$0.point, $0.dash] }).count == 13)
  }

  @Test("has dashes where its kind's colour is taken, and its kind's mark")
  func hasDashes() {
    let styles = OptimizerStyle.styles(for: [
      .init(name: "a", kind: "adam"), .init(name: "b", kind: "adam"),
      .init(name: "c", kind: "rmsprop"),
    ])
    #expect(styles.map(\.dash) == [1, 2, 1])
    #expect(styles[0].point == styles[1].point && styles[0].point != styles[2].point)
    #expect(Set(styles.map(\.color)).count == 3)
  }

  private let kinds = [
    "gd", "sgd", "minibatch", "momentum", "nesterov", "adagrad", "adadelta", "adam",
  ]
}
