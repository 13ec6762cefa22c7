import OptimizerLab
import TestSupport
import Testing

@Suite("A pool")
struct PoolTests {
  /// What comes out of one example of 1 × 3 × 3, and the gradient by it of the sum of that.
  private func passed(
    _ layer: any Layer, _ input: [Float]
  ) -> (outputs: [Float], slopes: [Float]) {
    let network = Network([layer], shape: [1, 3, 3])
    let workspace = Workspace<Float>(network, rows: 1, inputGradientRows: 1)
    workspace.take(input)
    network.forward(workspace, rows: 1, parameters: [])
    workspace.takeGradient([Float](repeating: 1, count: network.outputs))
    network.backwardToInput(workspace, rows: 1, parameters: Span())
    return (workspace.outputs, workspace.inputGradients)
  }

  @Test("gives the gradient to the first of equal values, row by row")
  func ties() {
    let whole = MaxPool(Window(kernel: Extents(3)))
    let (outputs, slopes) = passed(whole, [1, 2, 0, 2, 2, 0, 0, 0, 2])
    #expect(outputs == [2] && slopes == [0, 1, 0, 0, 0, 0, 0, 0, 0])
    let least = passed(whole, [Float](repeating: -.infinity, count: 9))
    #expect(least.outputs == [-.infinity] && least.slopes == [1, 0, 0, 0, 0, 0, 0, 0, 0])
  }

  @Test("passes NaN on, and gives it the gradient")
  func notANumber() {
    let (outputs, slopes) = passed(
      MaxPool(Window(kernel: Extents(3))), [1, .nan, 9, 2, .nan, 0, .infinity, 0, 2])
    #expect(outputs[0].isNaN && slopes == [0, 0, 0, 0, 1, 0, 0, 0, 0])
  }

  @Test("takes its padding for less than everything, and means count it as 0")
  func padding() {
    let window = Window(kernel: Extents(2), stride: Extents(2), padding: Extents(1))
    let input: [Float] = [-1, -2, -3, -4, -5, -6, -7, -8, -9]
    #expect(passed(MaxPool(window), input).outputs == [-1, -2, -4, -5])
    let (outputs, slopes) = passed(AveragePool(window), input)
    #expect(outputs == [-0.25, -1.25, -2.75, -7])
    #expect(slopes.allSatisfy { $0 == 0.25 })
  }

  @Test("counts its places downwards where the last step does not fit")
  func places() {
    let window = Window(kernel: Extents(2), stride: Extents(rows: 1, columns: 2))
    #expect(Network([MaxPool(window)], shape: [5, 3, 3]).shapes == [[5, 3, 3], [5, 2, 1]])
  }
}
