internal import ExperimentRunner
internal import OptimizerLab

// Lines of text across the page.
extension FigurePage {
  /// How a line across the page is written.
  enum LabelStyle: String {
    case title = "font title_font"
    case heading = "font heading_font"
    case note = "textcolor rgb grey"

    /// Of its letters, as the script's head has it.
    var size: Double {
      switch self {
      case .title: 15
      case .heading: 13
      case .note: 12
      }
    }
  }

  /// Whether a line is within the page, whatever its letters are.
  func hasRoom(for style: LabelStyle) -> (String) -> Bool {
    { [width] in style.size * FigureText.width(of: $0) <= width - 28 }
  }

  func label(_ text: String, y: Double, style: LabelStyle) -> String {
    let text = FigureText.shortened(text, fits: hasRoom(for: style))
    let x = FigureNumber.part(14 / width)
    return "set label \(FigureText.source(text)) at screen \(x), down(\(FigureNumber.short(y))) "
      + "left noenhanced \(style.rawValue)"
  }
}
