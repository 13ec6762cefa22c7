import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("Every loss")
struct LossTests {
  static let kinds = Catalog.losses.map { $0.kind }

  private func make(_ kind: String) throws -> any Loss {
    try #require(Catalog.losses.first { $0.kind == kind }).init()
  }

  @Test("has the gradient of finite differences", arguments: kinds, [1, 2, 7, 16])
  func gradient(kind: String, count: Int) throws {
    let loss = try make(kind)
    // Strictly between 0 and 1, so that they can be probabilities.
    let output = numbers(Double.self, count: count, seed: 1).map { 0.5 + 0.45 * $0 }
    let target = numbers(Double.self, count: count, seed: 2).map { 0.5 + 0.5 * $0 }
    let scale = 1 / Double(count)
    var gradient = [Double](repeating: .nan, count: count)
    let sum = loss.sum(
      output, target: target, scale: scale, gradient: &gradient)
    let error = GradientCheck.worstError(of: gradient, at: output) {
      loss.sum($0, target: target) * scale
    }
    #expect(error < 1e-8)
    #expect(sum == loss.sum(output, target: target))
  }

  @Test("sums over all values, each with a gradient of its own", arguments: kinds)
  func sums(kind: String) throws {
    let loss = try make(kind)
    let output = numbers(Float.self, count: 20, seed: 1).map { 0.5 + 0.45 * $0 }
    let target = numbers(Float.self, count: 20, seed: 2).map { 0.5 + 0.45 * $0 }
    var gradient = [Float](repeating: .nan, count: 20)
    let sum = loss.sum(output, target: target, scale: 0.5, gradient: &gradient)
    var single = 0.0
    for i in 0..<20 {
      var own: [Float] = [.nan]
      single += loss.sum(
        Array(output[i...i]), target: Array(target[i...i]), scale: 0.5, gradient: &own)
      #expect(own[0] == gradient[i])
    }
    #expect((sum - single).magnitude < 1e-12)
  }

  @Test("of a NaN is NaN", arguments: kinds)
  func notANumber(kind: String) throws {
    let loss = try make(kind)
    var gradient: [Float] = [0]
    #expect(
      loss.sum([Float.nan], target: [1], scale: 1, gradient: &gradient).isNaN
    )
    #expect(gradient[0].isNaN)
  }
}

@Suite("Binary cross-entropy")
struct BinaryCrossEntropyTests {
  struct Saturated: Sendable {
    var p: Double
    var target: Double
    var loss: Double
    /// By p.
    var slope: Double
  }

  @Test(
    "keeps to PyTorch's bounds where a probability is 0, 1 or nearly so",
    arguments: [
      Saturated(p: 0, target: 1, loss: 100, slope: -1e12),
      Saturated(p: 1, target: 0, loss: 100, slope: 1e12),
      Saturated(p: 0, target: 0, loss: 0, slope: 0),
      Saturated(p: 1, target: 1, loss: 0, slope: 0),
      Saturated(p: 0, target: 0.25, loss: 25, slope: -0.25e12),
      // Its logarithm is above −100, its spread below 10⁻¹².
      Saturated(p: 1e-20, target: 1, loss: 46.051_701_859_880_914, slope: -1e12),
      Saturated(p: 1e-40, target: 1, loss: 92.103_403_719_761_836, slope: -1e12),
      Saturated(p: 1e-40, target: 0, loss: 1e-40, slope: 1e-28),
    ])
  func bounds(_ example: Saturated) {
    let loss = BinaryCrossEntropy()
    var double: [Double] = [.nan]
    let sum = loss.sum(
      one(example.p), target: one(example.target), scale: 1, gradient: &double)
    #expect(largestError([sum], [example.loss], floor: 1e-300) < 1e-15)
    #expect(largestError(double, [example.slope], floor: 1e-300) < 1e-15)
    var single: [Float] = [.nan]
    let rounded = loss.sum(
      one(Float(example.p)), target: one(Float(example.target)), scale: 1,
      gradient: &single)
    #expect(largestError([rounded], [example.loss], floor: 1e-30) < 1e-6)
    #expect(largestError([Double(single[0])], [example.slope], floor: 1e-20) < 1e-6)
  }

  @Test("lifts logarithms to −100 in Double, where less is possible")
  func lifted() {
    let loss = BinaryCrossEntropy()
    #expect(loss.sum([1e-200], target: [1.0]) == 100)
    #expect(loss.sum([1e-43], target: [1.0]) < 100)
  }

  @Test("through a saturated sigmoid gives no gradient in Float, as in PyTorch's script")
  func saturatedSigmoid() {
    let network = Network([Sigmoid()], inputs: 1)
    let workspace = Workspace<Float>(network, rows: 1, inputGradientRows: 1)
    workspace.take([20])
    network.forward(workspace, rows: 1, parameters: [])
    var slope: [Float] = [.nan]
    let loss = BinaryCrossEntropy().sum(
      workspace.outputs, target: [0], scale: 1, gradient: &slope)
    workspace.takeGradient(slope)
    network.backwardToInput(workspace, rows: 1, parameters: Span())
    #expect(loss == 100)
    #expect(workspace.inputGradients == [0])
  }

  @Test("takes log(1 − p) from p itself where p is small")
  func precise() {
    let sum = BinaryCrossEntropy().sum([1e-10], target: [0.0])
    #expect(largestError([sum], [-log1p(-1e-10)], floor: 1e-300) < 1e-15)
  }
}

/// One number as an array. Not a literal: Swift 6.3 leaves out, optimizing, to write the number of an
/// array literal of which nothing but the span is read.
private func one<S: Scalar>(_ value: S) -> [S] { [S](repeating: value, count: 1) }
