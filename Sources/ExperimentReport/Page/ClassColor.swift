internal import OptimizerLab

/// The colours of classes: one for an example's mark, and a pale one of the same hue for the part of the
/// plane where its class is given. Apart for all readers as far as there are hues; more classes have the
/// same ones again.
enum ClassColor {
  private static let hues = [
    RGB(0x00, 0x72, 0xb2), RGB(0xd5, 0x5e, 0x00), RGB(0x00, 0x9e, 0x73), RGB(0xcc, 0x79, 0xa7),
    RGB(0xb8, 0x8a, 0x00), RGB(0x56, 0xb4, 0xe9), RGB(0x7a, 0x5c, 0xc2), RGB(0x80, 0x80, 0x80),
  ]
  /// gnuplot's `pointtype`s, so that marks are told apart without colour, too.
  private static let marks = [7, 5, 9, 13, 11, 6, 4, 8]

  static func mark(_ place: Int) -> (color: String, point: Int) {
    (hues[place % hues.count].withLightness(48).hex, marks[place % marks.count])
  }

  static func ground(_ place: Int) -> String { hues[place % hues.count].withLightness(86).hex }
}
