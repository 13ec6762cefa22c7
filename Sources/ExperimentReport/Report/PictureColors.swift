internal import Foundation
internal import OptimizerLab

/// The colours of the report's pictures: each gets a name, so that a style sheet can give it another
/// value on a dark page.
package struct PictureColors {
  package init() {}

  private var places: [RGB: Int] = [:]
  private var all: [RGB] = []

  /// What stands for a colour in a picture's source: `var(--c3)`. What is no colour stays as it is.
  mutating func reference(to text: Substring) -> String {
    guard let color = RGB(text) else { return String(text) }
    if let place = places[color] { return "var(--c\(place))" }
    places[color] = all.count
    all.append(color)
    return "var(--c\(all.count - 1))"
  }

  /// Declarations for the light page, and for the dark one.
  var light: String { declarations { $0 } }
  var dark: String { declarations(\.onDark) }

  private func declarations(_ color: (RGB) -> RGB) -> String {
    all.enumerated().map { "--c\($0):\(color($1).hex)" }.joined(separator: ";")
  }
}

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

  /// The colour on the dark page. Greys change places, from paper to ink; others keep their hue and
  /// become as light as it takes to stand out from the paper three to one.
  package var onDark: RGB {
    if red == green, green == blue {
      return Self.darkInk.mixed(with: Self.darkPaper, part: Double(red) / 255)
    }
    var part = 0.0
    while mixed(with: RGB(255, 255, 255), part: part).contrast(to: Self.darkPaper) < 3 {
      part += 0.05
    }
    return mixed(with: RGB(255, 255, 255), part: part)
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
    func linear(_ value: Int) -> Double {
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }
}
