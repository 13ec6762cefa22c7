/// A rectangle on a page of `FigurePage.width` by some height, in pixels from the top left.
struct Frame: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double
  var pageWidth: Double
  var pageHeight: Double

  /// gnuplot counts parts of the page, from the bottom left.
  var margins: [String] {
    [
      "set lmargin at screen \(FigureNumber.part(x / pageWidth))",
      "set rmargin at screen \(FigureNumber.part((x + width) / pageWidth))",
      "set tmargin at screen \(FigureNumber.part(1 - y / pageHeight))",
      "set bmargin at screen \(FigureNumber.part(1 - (y + height) / pageHeight))",
    ]
  }
}
