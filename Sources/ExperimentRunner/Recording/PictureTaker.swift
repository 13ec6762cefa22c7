package import OptimizerLab

/// Makes a generator's pictures from the fixed noise.
package struct PictureTaker<Number: Scalar> {
  private let network: Network
  private let workspace: Workspace<Number>
  private let rows: Int
  private let size: (rows: Int, columns: Int)

  /// - Parameters:
  ///   - noise: rows × latent.
  ///   - buffers: the generator's; without them, the network's first ones.
  package init(
    _ network: Network, noise: [Float], size: (rows: Int, columns: Int),
    buffers: NetworkBuffers<Number>? = nil
  ) {
    self.network = network
    self.size = size
    rows = min(noise.count / network.inputs, SampleGrid.most)
    workspace = Workspace(network, rows: rows, buffers: buffers)
    var input = workspace.input
    convert(noise.span.extracting(first: input.count), into: &input)
  }

  /// All pictures side by side, with a grey line between them.
  package func sampleGrid(step: Int, parameters: Numbers<Number>) -> SampleGrid {
    network.forward(workspace, rows: rows, parameters: parameters.span, mode: .evaluation)
    return SampleGrid(step: step, of: workspace.output, count: rows, size: size)
  }
}

extension SampleGrid {
  /// The same of real pictures, as they were before the first step.
  init(_ pictures: Examples, size: (rows: Int, columns: Int)) {
    self.init(step: 0, of: pictures.features.span, count: pictures.count, size: size)
  }

  /// - Parameters:
  ///   - values: of so many pictures, one after another, row by row.
  ///   - size: of one picture.
  fileprivate init<Number: Scalar>(
    step: Int, of values: Span<Number>, count: Int, size: (rows: Int, columns: Int)
  ) {
    let across = min(Self.across, count)
    let down = (count + across - 1) / across
    let width = across * (size.columns + 1) + 1
    let height = down * (size.rows + 1) + 1
    var pixels = [UInt8](repeating: 128, count: width * height)
    for picture in 0..<count {
      let top = 1 + picture / across * (size.rows + 1)
      let left = 1 + picture % across * (size.columns + 1)
      for row in 0..<size.rows {
        copyGreys(
          values, from: (picture * size.rows + row) * size.columns, count: size.columns,
          to: &pixels, at: (top + row) * width + left)
      }
    }
    self.init(step: step, width: width, height: height, pixels: pixels)
  }
}

/// −1 is black, 1 is white; NaN, which has no shade, is black too.
@specialized(where S == Float)
@specialized(where S == Double)
private func copyGreys<S: Scalar>(
  _ values: Span<S>, from first: Int, count: Int, to pixels: inout [UInt8], at place: Int
) {
  for i in 0..<count {
    let shade = (Double(values[first + i]) * 0.5 + 0.5) * 255
    pixels[place + i] = shade > 0 ? UInt8(min(shade, 255).rounded()) : 0
  }
}
