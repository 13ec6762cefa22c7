import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("The colours of optimizers") struct PaletteTests {
  /// What an eye sees: the matrices of Machado, Oliveira and Fernandes (2009, severity 1) on linear light.
  enum Eye: String, CaseIterable {
    case usual, deuteranope, protanope

    func sees(_ color: RGB) -> LabColor {
      LabColor(
        linear: matrix.map { row in
          min(max(zip(row, color.linear).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
        })
    }

    private var matrix: [[Double]] {
      switch self {
      case .usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
      case .deuteranope:
        [
          [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
          [-0.011820, 0.042940, 0.968881],
        ]
      case .protanope:
        [
          [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
          [-0.003882, -0.048116, 1.051998],
        ]
      }
    }
  }

  private static let kinds = [
    "gd", "sgd", "minibatch", "momentum", "nesterov", "adagrad", "adadelta", "adam",
  ]
  private static let rare = Catalog.optimizers.map { $0.kind }.filter { !kinds.contains($0) }

  private static func colors(_ kinds: [String]) throws -> [RGB] {
    try OptimizerStyle.styles(for: kinds.map { .init(name: $0, kind: $0) }).map {
      try #require(RGB($0.color[...]))
    }
  }

  private static func pages(_ kinds: [String]) throws -> [(paper: RGB, colors: [RGB])] {
    let light = try colors(kinds)
    return [(RGB(255, 255, 255), light), (.darkPaper, light.map(\.onDark))]
  }

  @Test(
    "of the first eight kinds are apart for every eye, on white and on the dark page",
    arguments: Eye.allCases)
  func areApart(eye: Eye) throws {
    for page in try Self.pages(Self.kinds) {
      for (place, color) in page.colors.enumerated() {
        for other in page.colors[..<place] {
          let distance = eye.sees(color).distance(to: eye.sees(other))
          #expect(distance >= 12, "\(color) and \(other)")
        }
      }
    }
  }

  @Test("of all kinds stand out from the page three to one, and none is another's")
  func standOut() throws {
    for page in try Self.pages(Self.kinds + Self.rare) {
      for color in page.colors { #expect(color.contrast(to: page.paper) >= 3, "\(color)") }
      for eye in Eye.allCases {
        for (place, color) in page.colors.enumerated() {
          for other in page.colors[..<place] {
            let distance = eye.sees(color).distance(to: eye.sees(other))
            #expect(distance >= 12, "\(eye): \(color) and \(other)")
          }
        }
      }
    }
  }

  @Test(
    "of one kind are a ramp of one hue, each to be seen on both pages",
    arguments: kinds, [2, 3, 5])
  func ramp(kind: String, count: Int) throws {
    let ramp = try Self.colors(Array(repeating: kind, count: count))
    #expect(try ramp[0] == Self.colors([kind])[0])
    for (place, color) in ramp.enumerated() {
      #expect(color.contrast(to: RGB(255, 255, 255)) >= 3)
      #expect(color.onDark.contrast(to: .darkPaper) >= 3)
      for other in ramp[..<place] {
        #expect(abs(color.lab.lightness - other.lab.lightness) >= 20 / Double(count), "\(ramp)")
      }
      let (a, b) = (ramp[0].lab, color.lab)
      // The angle between the hues: its cosine times both chromas.
      let along = a.a * b.a + a.b * b.b
      let chromas = (a.a * a.a + a.b * a.b).squareRoot() * (b.a * b.a + b.b * b.b).squareRoot()
      #expect(along >= 0.95 * chromas - 1e-9 || chromas < 25, "\(ramp[0]) and \(color)")
    }
  }

  @Test("are told apart in grey by mark and dash, up to a dozen of which four are of one kind")
  func inGrey() {
    let styles = OptimizerStyle.styles(
      for: (Self.kinds + ["adam", "adam", "adam", "muon"]).map { .init(name: $0, kind: $0) })
    #expect(Set(styles.map { [$0.point, $0.dash] }).count == styles.count)
    // The cross is where a trial diverged.
    #expect(!styles.contains { $0.point == 2 })
  }

  @Test("are in the space that ΔE is of: the values of sRGB's primaries")
  func lab() {
    let rows: [(RGB, lightness: Double, a: Double, b: Double)] = [
      (RGB(255, 0, 0), 53.24, 80.09, 67.20), (RGB(0, 255, 0), 87.74, -86.18, 83.18),
      (RGB(0, 0, 255), 32.30, 79.19, -107.86), (RGB(255, 255, 255), 100, 0, 0),
    ]
    for (color, lightness, a, b) in rows {
      let lab = color.lab
      #expect(
        abs(lab.lightness - lightness) < 0.01 && abs(lab.a - a) < 0.01 && abs(lab.b - b) < 0.01)
      #expect(color.withLightness(lab.lightness) == color)
    }
  }
}
