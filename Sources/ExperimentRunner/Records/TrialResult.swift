package import OptimizerLab

/// What came of one trial. What it recorded can be had by name: `result.curves`.
@dynamicMemberLookup
package struct TrialResult: Sendable, Equatable {
  package enum Status: String, Sendable, CaseIterable {
    case finished, diverged, interrupted, failed
  }

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
  /// The step after which it ended before its length, and why.
  package var stoppedAt: Int?
  package var stopReason: String?
  private var kept = KeptRecordings()
  /// On what it was trained, the first first: of one that was taken up elsewhere several; none of a result
  /// of a version that did not tell.
  package var places: [TrainingPlace] = []
  /// Why it failed, if it did; of a failure nothing else is kept.
  package var failure: String?
  package init(status: Status) { self.status = status }

  package subscript<Value: Sendable>(
    dynamicMember path: WritableKeyPath<Recordings, Value>
  ) -> Value {
    get { kept.stored?.value(path, of: .others) ?? kept.held[keyPath: path] }
    _modify {
      kept.load()
      yield &kept.held[keyPath: path]
    }
  }
}

// Of a result that is on the disk, each of these is read when it is asked for: who takes many numbers of
// one takes it once.
extension TrialResult {
  package var recordings: Recordings {
    get { kept.stored?.all ?? kept.held }
    _modify {
      kept.load()
      yield &kept.held
    }
  }

  package var curves: Records<CurveTable> {
    get { kept.stored?.value(\.curves, of: .curves) ?? kept.held.curves }
    _modify {
      kept.load()
      yield &kept.held.curves
    }
  }

  package var layers: Records<LayerTable> {
    get { kept.stored?.value(\.layers, of: .layers) ?? kept.held.layers }
    _modify {
      kept.load()
      yield &kept.held.layers
    }
  }

  package var path: Records<PathTable> {
    get { kept.stored?.value(\.path, of: .path) ?? kept.held.path }
    _modify {
      kept.load()
      yield &kept.held.path
    }
  }

  package var units: [UnitHistory] {
    get { kept.stored?.value(\.units, of: .units) ?? kept.held.units }
    _modify {
      kept.load()
      yield &kept.held.units
    }
  }

  package var histograms: [Histogram] {
    get { kept.stored?.value(\.histograms, of: .histograms) ?? kept.held.histograms }
    _modify {
      kept.load()
      yield &kept.held.histograms
    }
  }

  /// What each network ended with, and what it started from where that is kept.
  package var weights: [NetworkWeights] {
    get { kept.stored?.value(\.weights, of: .weights) ?? kept.held.weights }
    _modify {
      kept.load()
      yield &kept.held.weights
    }
  }

  /// What the version of the program did not know that began the trial.
  package var unrecorded: Set<Quantity> {
    kept.stored?.unknown ?? kept.held.curves.unknown.union(kept.held.layers.unknown)
  }

  /// Whether something of it was asked for that was not on the disk any more.
  package var isLost: Bool { kept.stored?.isLost ?? false }

  /// Lets what was recorded go, which can be read again.
  mutating func leave(in stored: StoredRecordings) { kept = KeptRecordings(stored: stored) }
}

/// What a trial recorded, in memory or on the disk.
private struct KeptRecordings: Sendable, Equatable {
  var held = Recordings()
  var stored: StoredRecordings?

  mutating func load() {
    guard let stored else { return }
    held = stored.all
    self.stored = nil
  }

  static func == (a: Self, b: Self) -> Bool {
    (a.stored?.all ?? a.held) == (b.stored?.all ?? b.held)
  }
}

/// What a trial wrote down on its way: all that its result and its checkpoints keep of that.
package struct Recordings: Sendable, Equatable {
  package var curves = Records<CurveTable>()
  package var layers = Records<LayerTable>()
  package var path = Records<PathTable>()
  package var pictures: [SampleGrid] = []
  /// For a GAN: some of the real pictures, and what their like would get where a generator's pictures
  /// are measured.
  package var realPictures: SampleGrid?
  package var pictureLevels: PictureLevels?
  package var units: [UnitHistory] = []
  package var histograms: [Histogram] = []
  /// Of a classification that finished.
  package var classes: ClassResult?
  /// Of an external optimizer that was compared with a rule of the lab's own.
  package var agreement: Agreement?
  /// Of a trial that is over.
  package var weights: [NetworkWeights] = []

  package init() {}

  /// What was measured of the pictures after that step, the first first.
  func distances(after step: Int) -> [PictureDistance] {
    guard pictureLevels != nil else { return [] }
    var distances: [PictureDistance] = []
    for row in (0..<curves.count).reversed() {
      guard let own = curves[row, .step], own > Double(step) else { break }
      if let frechet = curves[row, .frechet] {
        distances.append(PictureDistance(step: Int(own), frechet: frechet))
      }
    }
    return distances.reversed()
  }

  /// Forgets what was looked at from that step on: there, the trial had diverged.
  mutating func end(before step: Int) {
    pictures.removeAll { $0.step >= step }
    histograms.removeAll { $0.step >= step }
  }
}

/// What a generator made of the fixed noise after some steps, as one grey picture.
package struct SampleGrid: Sendable, Equatable {
  /// The most pictures on a sample grid, and how many stand side by side.
  package static let most = 32
  package static let across = 8

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
  /// `nil` where it is not kept: what is drawn can be drawn again.
  package var initial: SafetensorsFile?
  package var final = SafetensorsFile()

  package init(
    network: String, initial: SafetensorsFile? = nil, final: SafetensorsFile = SafetensorsFile()
  ) {
    (self.network, self.initial, self.final) = (network, initial, final)
  }
}
