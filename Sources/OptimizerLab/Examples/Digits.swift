/// Handwritten-looking digits that need no file and no network.
///
/// 28 x 28 grey pictures in the manner of MNIST, white ink on black, drawn from a seed: enough for
/// a GAN to have something to learn where nothing has been downloaded.
///
///     let (pixels, labels) = Digits.draw(count: 2048, seed: 0)
///
/// The bytes are the same on every machine, and picture `k` is the same whatever `count` is.
public enum Digits {
  /// Pixels in a row, and rows in a picture.
  public static let side = DigitsCanvas.side

  /// Draws `count` digits one after the other.
  ///
  /// - Returns: the pictures' bytes, row by row from each top left, and the digits they show.
  public static func draw(
    count: Int, seed: UInt64
  ) -> (pixels: [UInt8], labels: [UInt8]) {
    precondition(count >= 0, "a number of digits cannot be negative")
    var generator = DigitsGenerator(seed: seed)
    var pixels: [UInt8] = []
    var labels: [UInt8] = []
    pixels.reserveCapacity(count * side * side)
    labels.reserveCapacity(count)
    for _ in 0..<count {
      let digit = generator.index(below: 10)
      let shapes = DigitsAlphabet.shapes[digit]
      let shape = shapes[generator.index(below: shapes.count)]
      let hand = DigitsHand(from: &generator)
      var canvas = DigitsCanvas(penWidth: hand.penWidth)
      for stroke in hand.write(shape, from: &generator) {
        for (start, end) in zip(stroke, stroke.dropFirst()) {
          canvas.draw(from: start, to: end)
        }
      }
      canvas.append(to: &pixels)
      labels.append(UInt8(digit))
    }
    return (pixels, labels)
  }
}
