package import OptimizerLab

/// Holds a generator's pictures of noise that is always the same against the real ones.
package struct PictureMeter<Number: Scalar> {
  private let network: Network
  private let workspace: Workspace<Number>
  private let noise: [Float]
  private let samples: Int
  private let real: RealPictures
  /// What the pictures' projection needs, from one call to the next.
  private var room: [Double] = []

  /// What real pictures themselves would get.
  package var levels: PictureLevels { real.levels }

  /// - Parameters:
  ///   - samples: how many pictures are made.
  ///   - buffers: the generator's; without them, the network's first ones.
  package init(
    _ network: Network, samples: Int, real: RealPictures, buffers: NetworkBuffers<Number>? = nil
  ) {
    self.network = network
    self.samples = samples
    self.real = real
    noise = RealPictures.noise(samples: samples, latent: network.inputs)
    workspace = Workspace(
      network, rows: network.evaluationRows(of: samples), buffers: buffers)
  }

  /// - Returns: `nil` where some picture has a value that is no finite number.
  package mutating func quality(of parameters: Numbers<Number>) -> PictureQuality? {
    let workspace = workspace
    var coordinates: [Double] = []
    for start in stride(from: 0, to: samples, by: workspace.rows) {
      let rows = min(workspace.rows, samples - start)
      let values = start * network.inputs..<(start + rows) * network.inputs
      var input = workspace.input
      convert(noise.span.extracting(values), into: &input)
      network.forward(workspace, rows: rows, parameters: parameters.span, mode: .evaluation)
      coordinates += real.coordinates(of: workspace.output, rows: rows, room: &room)
    }
    return real.quality(of: coordinates)
  }
}
