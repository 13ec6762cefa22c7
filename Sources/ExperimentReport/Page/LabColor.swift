internal import Glibc
internal import OptimizerLab

/// A colour in CIE 1976 L*a*b*, white being that of sRGB (D65): distances in it are about as large as
/// they look (ISO/CIE 11664-4).
package struct LabColor: Sendable, Equatable {
  /// From 0 to 100.
  package var lightness: Double
  package var a: Double
  package var b: Double

  /// - Parameter linear: light in the channels of sRGB, from 0 to 1.
  package init(linear: [Double]) {
    let f = Self.matrix.map { row in
      let part = Self.product(row, linear) / Self.product(row, [1, 1, 1])
      return part > Self.epsilon ? cbrt(part) : (Self.kappa * part + 16) / 116
    }
    lightness = 116 * f[1] - 16
    a = 500 * (f[0] - f[1])
    b = 200 * (f[1] - f[2])
  }

  /// ΔE*ab of 1976.
  package func distance(to other: LabColor) -> Double {
    let (l, a, b) = (lightness - other.lightness, self.a - other.a, self.b - other.b)
    return (l * l + a * a + b * b).squareRoot()
  }

  /// Light in the channels of sRGB; outside 0 to 1 for what a screen cannot show.
  var linear: [Double] {
    let y = (lightness + 16) / 116
    let xyz = zip([y + a / 500, y, y - b / 200], Self.matrix).map { f, row in
      (f * f * f > Self.epsilon ? f * f * f : (116 * f - 16) / Self.kappa)
        * Self.product(row, [1, 1, 1])
    }
    return Self.inverse.map { Self.product($0, xyz) }
  }

  private static func product(_ row: [Double], _ other: [Double]) -> Double {
    row[0] * other[0] + row[1] * other[1] + row[2] * other[2]
  }

  /// Where the cube root goes over into a line.
  private static let epsilon = 216.0 / 24389
  private static let kappa = 24389.0 / 27
  /// From the channels of sRGB to X, Y and Z (IEC 61966-2-1), and back.
  private static let matrix = [
    [0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
  ]
  private static let inverse = [
    [3.2404542, -1.5371385, -0.4985314], [-0.9692660, 1.8760108, 0.0415560],
    [0.0556434, -0.2040259, 1.0572252],
  ]
}

extension RGB {
  package var lab: LabColor { LabColor(linear: linear) }

  /// The same hue at another lightness, from 0 to 100, with as much of its chroma as a screen can show.
  package func withLightness(_ lightness: Double) -> RGB {
    var color = lab
    let (a, b) = (color.a, color.b)
    color.lightness = lightness
    for part in stride(from: 1, through: 0, by: -0.01) {
      (color.a, color.b) = (a * part, b * part)
      let linear = color.linear
      if linear.allSatisfy({ (-1e-4...1 + 1e-4).contains($0) }) { return RGB(linear: linear) }
    }
    return self
  }

  private init(linear: [Double]) {
    let channels = linear.map { (value: Double) -> Int in
      let part = min(max(value, 0), 1)
      let encoded: Double = part <= 0.0031308 ? 12.92 * part : 1.055 * pow(part, 1 / 2.4) - 0.055
      return Int((255 * encoded).rounded())
    }
    self.init(channels[0], channels[1], channels[2])
  }
}
