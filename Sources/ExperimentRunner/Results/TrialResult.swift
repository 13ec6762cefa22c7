/// What came of one trial.
package struct TrialResult: Sendable, Equatable {
  package enum Status: String, Sendable { case finished, diverged, interrupted, failed }

  package var status: Status
  package var steps = 0
  package var epochs: Double?
  package var examples: Int?
  package var gradientEvaluations = 0
  /// Training alone, without recording.
  package var seconds = 0.0
  /// Recording and whatever else went on between the steps.
  package var recordingSeconds = 0.0
  /// The step at which a loss stopped being a number.
  package var divergedAt: Int?
  package var curves = Records<CurveColumn>()
  package var layers = Records<LayerColumn>()
  package var path = Records<PathColumn>()
  package var pictures: [PictureSheet] = []
  package var units: [UnitLives] = []
  package var histograms: [Histogram] = []
  /// Initial and final parameters of each network, by its name.
  package var weights: [NetworkWeights] = []

  package init(status: Status) { self.status = status }
}

/// What a generator made of the fixed noise after some steps, as one grey picture.
package struct PictureSheet: Sendable, Equatable {
  package var step: Int
  package var width: Int
  package var height: Int
  /// Row by row from the top left; 0 is black.
  package var pixels: [UInt8]

  package init(step: Int, width: Int, height: Int, pixels: [UInt8]) {
    self.step = step
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}

/// The parameters of one network before and after training, as PyTorch's `state_dict` has them.
package struct NetworkWeights: Sendable, Equatable {
  package var network: String
  package var initial: SafetensorsFile
  package var final: SafetensorsFile
}
