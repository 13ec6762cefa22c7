/// A rectangle on a page, in pixels from the top left.
struct Frame: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double
  var pageWidth: Double

  /// gnuplot counts parts of the page, from the bottom left; its height is the script's to know.
  var margins: [String] {
    [
      "set lmargin at screen \(FigureNumber.part(x / pageWidth))",
      "set rmargin at screen \(FigureNumber.part((x + width) / pageWidth))",
      "set tmargin at screen down(\(FigureNumber.short(y)))",
      "set bmargin at screen down(\(FigureNumber.short(y + height)))",
    ]
  }
}
