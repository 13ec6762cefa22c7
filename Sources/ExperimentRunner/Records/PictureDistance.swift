/// The Fréchet distance of a generator's pictures after some steps.
package struct PictureDistance: Sendable, Equatable {
  package var step: Int
  package var frechet: Double

  package init(step: Int, frechet: Double) {
    self.step = step
    self.frechet = frechet
  }
}
