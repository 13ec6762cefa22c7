import OptimizerLab
import TestSupport
import Testing

@Suite("Against PyTorch, fifty steps of given gradients")
struct OptimizerParityTests {
  @Test("every optimizer takes PyTorch's steps, under all settings, in both precisions")
  func steps() throws {
    let fixture = try OptimizerFixture.shared.get()
    var compared: Set<String> = []
    for run in fixture.runs {
      for kind in run.kinds {
        let optimizer = try #require(run.ownSettings.optimizer(kind), "\(run.name)")
        let ours =
          run.isDouble
          ? fixture.walk(Double.self, optimizer, learningRate: run.learningRate)
          : fixture.walk(Float.self, optimizer, learningRate: run.learningRate)
        let error = run.error(of: ours)
        #expect(error <= run.tolerance, "\(run.name), \(kind): \(error)")
        compared.insert(kind)
      }
    }
    // PyTorch has no Lion, and no rules; the other two do not move each parameter alone, and are compared
    // elsewhere.
    #expect(
      compared.union(["lion", "muon", "lbfgs", "rule"]) == Set(Catalog.optimizers.map { $0.kind }))
  }

  @Test("no class is passed over but those that the catalogue lacks")
  func classes() throws {
    let runs = try OptimizerFixture.shared.get().runs
    let left = Set(runs.filter { $0.kinds.isEmpty }.map(\.className))
    #expect(left == ["Rprop", "ASGD", "Adafactor", "Muon"])
  }

  @Test("the papers' equations in Double take PyTorch's steps too")
  func references() throws {
    let fixture = try OptimizerFixture.shared.get()
    for run in fixture.runs {
      guard let kind = run.kinds.first else { continue }
      let type = try #require(ReferenceOptimizers.byKind[kind])
      let path = fixture.walk {
        var reference = type.init(run.ownSettings)
        return { p, slope in reference.step(p, rate: run.learningRate) { _ in slope } }
      }
      let error = run.error(of: path)
      #expect(error <= run.tolerance, "\(run.name): \(error)")
    }
  }

  /// Which usual mistakes each class can be made with.
  static let usual: [(mistake: String, runs: [String])] = [
    ("ε inside the root", ["RMSprop", "AdamW", "NAdam", "RAdam"]),
    ("adagrad.eps-inside", ["Adagrad"]), ("adam.eps-inside", ["Adam"]),
    ("adadelta.eps-outside", ["Adadelta rho .95"]),
    ("ε beside the larger", ["Adamax"]),
    ("no correction", ["AdamW", "NAdam", "RAdam", "Adamax"]), ("adam.no-correction", ["Adam"]),
    ("counts from 2", ["AdamW", "NAdam", "RAdam", "Adamax"]), ("adam.t-off-by-one", ["Adam"]),
    ("the rate decays from the first step on", ["Adagrad lr_decay"]),
    ("gd.wd-without-rate", ["SGD + weight_decay"]),
    (
      "decay",
      [
        "SGD momentum", "SGD nesterov", "Adagrad", "Adadelta", "RMSprop", "Adam", "AdamW",
        "NAdam", "RAdam", "Adamax",
      ].map { "\($0) + weight_decay" }
        + ["NAdam + decoupled weight_decay", "RAdam + decoupled weight_decay"]
    ),
  ]

  @Test("the usual mistakes are in the table, for every optimizer that can be made with them")
  func table() {
    for (mistake, runs) in Self.usual {
      for run in runs {
        #expect(
          WrongRule.all.contains { $0.run == run && $0.mistake.hasPrefix(mistake) },
          "\(run): \(mistake)")
      }
    }
  }

  @Test("a rule with a usual mistake in it does not pass", arguments: WrongRule.all)
  func mistakes(_ rule: WrongRule) throws {
    let fixture = try OptimizerFixture.shared.get()
    let path = rule.walk(fixture)
    let runs = fixture.runs.filter { $0.name == rule.run }
    #expect(!runs.isEmpty)
    for run in runs where run.isDouble || !rule.isSmall {
      let error = run.error(of: path)
      // A path that ends in NaN is not PyTorch's either.
      #expect(!(error <= 10 * run.tolerance), "\(error)")
    }
  }
}
