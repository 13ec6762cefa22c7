internal import Glibc
internal import OptimizerLab

/// A colour in sRGB, 0 to 255 each.
package struct RGB: Hashable, Sendable {
  package var red: Int
  package var green: Int
  package var blue: Int

  package init(_ red: Int, _ green: Int, _ blue: Int) {
    (self.red, self.green, self.blue) = (red, green, blue)
  }

  /// As gnuplot writes them: `rgb( 86, 180, 233)`, `#FFFFFF`, `black`.
  package init?(_ text: Substring) {
    if text == "black" {
      self.init(0, 0, 0)
    } else if text.hasPrefix("#"), text.utf8.count == 7,
      let value = Int(text.dropFirst(), radix: 16)
    {
      self.init(value >> 16, value >> 8 & 255, value & 255)
    } else if text.hasPrefix("rgb("), text.hasSuffix(")") {
      let parts = text.dropFirst(4).dropLast().split(separator: ",").compactMap {
        Int($0.filter { $0 != " " })
      }
      guard parts.count == 3, parts.allSatisfy((0...255).contains) else { return nil }
      self.init(parts[0], parts[1], parts[2])
    } else {
      return nil
    }
  }

  var hex: String {
    "#"
      + [red, green, blue].map { value in
        (value < 16 ? "0" : "") + String(value, radix: 16)
      }.joined()
  }

  /// What pictures lie on, and what is written on it, on a dark page; the style sheet has the same.
  package static let darkPaper = RGB(0x17, 0x1a, 0x1f)
  package static let darkInk = RGB(0xe6, 0xe8, 0xeb)

  /// The colour on the dark page. Greys change places, from paper to ink; others keep their hue, and
  /// those that would not stand out from the paper three to one become as light as they are dark: what
  /// tells two of them apart on white still does.
  package var onDark: RGB {
    if red == green, green == blue {
      return Self.darkInk.mixed(with: Self.darkPaper, part: Double(red) / 255)
    }
    return contrast(to: Self.darkPaper) >= 3 ? self : withLightness(min(115 - lab.lightness, 95))
  }

  func mixed(with other: RGB, part: Double) -> RGB {
    func mix(_ a: Int, _ b: Int) -> Int {
      Int((Double(a) * (1 - part) + Double(b) * part).rounded())
    }
    return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
  }

  /// The contrast ratio of the Web Content Accessibility Guidelines 2.2, from 1 to 21.
  package func contrast(to other: RGB) -> Double {
    let (a, b) = (luminance, other.luminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  private var luminance: Double {
    let linear = linear
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// Light in each channel, from 0 to 1.
  package var linear: [Double] {
    [red, green, blue].map { value in
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
  }
}
