import OptimizerLab
import TestSupport
import Testing

@Suite("Against PyTorch, Muon")
struct MuonParityTests {
  private struct Fixture {
    let layout: ParameterLayout
    /// By PyTorch's tensors.
    let start: [[Double]]
    let gradients: [[[Double]]]
    let runs: [LooseJSON]

    init() throws {
      let root = try TorchFixture.read("muon")
      let shapes = root["shapes"].elements.map { $0.numbers.map { Int($0) } }
      layout = ParameterLayout(
        shapes.enumerated().map { place, shape in
          ("\(place)", Tensor(name: "p", shape: shape, isTransposed: shape.count == 2))
        })
      start = root["start"].elements.map(\.numbers)
      gradients = root["gradients"].elements.map { $0.elements.map(\.numbers) }
      runs = root["runs"].elements
    }

    func flat<S: Scalar>(_ tensors: [[Double]]) -> [S] {
      zip(layout.entries, tensors).flatMap { entry, values in
        entry.tensor.flatOrder(of: values.map { S($0) })
      }
    }

    /// The parameters after the first and after the last step.
    func walk<S: Scalar>(_: S.Type, _ optimizer: any Optimizer, rate: Double) -> [[Double]] {
      var optimization = OptimizationState<S>(flat(start), layout: layout)
      var given = GivenGradients<S>(gradients.map { flat($0) })
      var rows: [[Double]] = []
      for _ in gradients {
        _ = optimizer.step(&optimization, down: &given, learningRate: rate)
        rows.append(optimization.parameters.map { Double($0) })
      }
      return [rows[0], rows[rows.count - 1]]
    }
  }

  @Test("takes PyTorch's steps, matrices and the rest, in both precisions")
  func steps() throws {
    let fixture = try Fixture()
    #expect(fixture.runs.count == 8)
    var worst = 0.0
    for run in fixture.runs {
      let optimizer = try #require(Settings(run["settings"].node).optimizer("muon"))
      let rate = run["lr"].number
      let isDouble = run["dtype"].text == "float64"
      let ours =
        isDouble
        ? fixture.walk(Double.self, optimizer, rate: rate)
        : fixture.walk(Float.self, optimizer, rate: rate)
      for (place, (own, row)) in zip(ours, run["rows"].elements).enumerated() {
        let theirs: [Double] = fixture.flat(row.elements.map(\.numbers))
        let steps = place == 0 ? 1.0 : Double(fixture.gradients.count)
        for entry in fixture.layout.entries {
          let (a, b) = (Array(own[entry.range]), Array(theirs[entry.range]))
          let name = "\(run["settings"].node), \(run["dtype"].text), tensor \(entry.name)"
          if entry.tensor.shape.count == 2 {
            // In units of one step's size: what NS rounds to the neighbour is 1/256 of it.
            let error = zip(a, b).map { abs($0 - $1) }.max()! / (rate * steps)
            worst = max(worst, error)
            #expect(error < Self.bound, "\(name): \(error)")
          } else {
            #expect(largestError(a, b, floor: 0.1) < (isDouble ? 1e-13 : 1e-5), "\(name)")
          }
        }
      }
    }
    print("Muon, worst difference in steps: \(worst)")
  }

  private static let bound = 0.01

  @Test("is not passed by a rule with a usual mistake in it")
  func mistakes() throws {
    let fixture = try Fixture()
    let run = try #require(fixture.runs.first { $0["dtype"].text == "float64" })
    let theirs: [Double] = fixture.flat(
      run["rows"].elements[1].elements.map(\.numbers))
    for (mistake, settings) in [
      ("no Nesterov", #"{"nesterov": false}"#), ("another momentum", #"{"momentum": 0.9}"#),
      ("one iteration less", #"{"ns_steps": 4}"#), ("no decay", #"{"weight_decay": 0}"#),
      ("the other scale", #"{"adjust_lr_fn": "match_rms_adamw"}"#),
      ("other coefficients", #"{"ns_coefficients": [3.4445, -4.775, 2.1]}"#),
    ] {
      let optimizer = try #require(Settings(stringLiteral: settings).optimizer("muon"))
      let own = fixture.walk(Double.self, optimizer, rate: run["lr"].number)[1]
      let scale = run["lr"].number * Double(fixture.gradients.count)
      let error =
        fixture.layout.entries.filter { $0.tensor.shape.count == 2 }
        .flatMap { entry in entry.range.map { abs(own[$0] - theirs[$0]) } }.max()! / scale
      #expect(error > 2 * Self.bound, "\(mistake): \(error)")
    }
  }

  @Test("turns a matrix so that its singular values are near 1, whatever they were")
  func singularValues() throws {
    // Diagonal, of 8, 2 and 0.5: its singular values are read off, and NS keeps it diagonal.
    let layout = ParameterLayout([("w", Tensor(name: "weight", shape: [3, 3], isTransposed: true))])
    var optimization = OptimizationState([Double](repeating: 0, count: 9), layout: layout)
    var given = GivenGradients<Double>([[8, 0, 0, 0, 2, 0, 0, 0, 0.5]])
    _ = Muon().step(&optimization, down: &given, learningRate: 1)
    let moved = optimization.parameters
    for i in 0..<9 {
      if i.isMultiple(of: 4) {
        #expect((0.6...1.3).contains(-moved[i]), "\(moved)")
      } else {
        #expect(moved[i] == 0)
      }
    }
  }
}
