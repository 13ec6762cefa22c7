/// Where everything stands in a figure's picture, in pixels from the top left: what a reader of the
/// picture must know to tell its values again.
package struct FigureLayout: Sendable, Equatable {
  package struct Scale: Sendable, Equatable {
    package var label: String
    package var low: Double
    package var high: Double
    package var isLogarithmic: Bool
    /// The first value of an axis whose low end is the place of 0.
    package var start: Double?

    init(_ axis: Axis) {
      label = axis.label
      start = axis.start
      (low, high) = (axis.range.lowerBound, axis.range.upperBound)
      isLogarithmic = axis.isLogarithmic
    }
  }

  package struct Panel: Sendable, Equatable {
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double
    /// What stands above it, and above the rows that it belongs to.
    package var title: String
    package var heading: String
    package var horizontal: Scale
    package var vertical: Scale
  }

  /// An entry of the legend: a sample of a line with its mark, and what it means.
  package struct Sample: Sendable, Equatable {
    package var text: String
    /// Whose curves it is the legend of; `nil` for other marks.
    package var optimizer: Int?
    package var x: Double
    package var y: Double
    package var width: Double
    package var height: Double
  }

  package var width: Double
  /// Above are the title and the legend, below the caption.
  package var top: Double
  package var bottom: Double
  package var panels: [Panel] = []
  package var samples: [Sample] = []

  package init(
    width: Double, top: Double, bottom: Double, panels: [Panel] = [], samples: [Sample] = []
  ) {
    self.width = width
    self.top = top
    self.bottom = bottom
    self.panels = panels
    self.samples = samples
  }
}
