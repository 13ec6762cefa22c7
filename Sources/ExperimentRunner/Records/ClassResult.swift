/// Which classes a network gives its examples at the end of a trial.
package struct ClassResult: Sendable, Equatable {
  /// How often examples of one class were given another.
  package struct Confusion: Sendable, Equatable {
    /// Classes × classes: a row a class that is right, a column one that was given.
    package var counts: [Int]

    package init(counts: [Int]) { self.counts = counts }

    /// - Parameters:
    ///   - right: the class of each example.
    ///   - given: what it was given.
    init(right: [Int], given: [Int], classes: Int) {
      counts = [Int](repeating: 0, count: classes * classes)
      for (right, given) in zip(right, given) { counts[right * classes + given] += 1 }
    }
  }

  /// The classes that are given over a rectangle of the plane, where examples have two features.
  package struct Map: Sendable, Equatable {
    /// Points along a side.
    package static let side = 101
    /// Examples that are kept to be shown on it, at most.
    package static let mostPoints = 400

    /// From and to, of the first feature and of the second.
    package var x: ClosedRange<Double>
    package var y: ClosedRange<Double>
    /// `side` × `side`, row by row from the lowest y.
    package var classes: [UInt8]
    /// The first examples, two features each, and their classes.
    package var points: [Float]
    package var pointClasses: [UInt8]

    package init(
      x: ClosedRange<Double>, y: ClosedRange<Double>, classes: [UInt8], points: [Float],
      pointClasses: [UInt8]
    ) {
      self.x = x
      self.y = y
      self.classes = classes
      self.points = points
      self.pointClasses = pointClasses
    }
  }

  /// The classes' names, in their order.
  package var names: [String]
  package var training: Confusion
  /// Of the part that is held out.
  package var heldOut: Confusion?
  package var map: Map?

  package init(
    names: [String], training: Confusion, heldOut: Confusion? = nil, map: Map? = nil
  ) {
    self.names = names
    self.training = training
    self.heldOut = heldOut
    self.map = map
  }
}
