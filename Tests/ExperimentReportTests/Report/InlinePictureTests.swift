import ExperimentAnalysis
import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import Testing

@Suite("A picture in the report")
struct InlinePictureTests {
  private let layout = FigureLayout(width: 100, top: 20, bottom: 90)

  private func inline(_ body: String, colors: inout PictureColors) -> InlinePicture? {
    let svg =
      "<?xml version=\"1.0\"?>\n<svg width=\"100\" height=\"100\">\n<title>Gnuplot</title>\n"
      + "<g id=\"gnuplot_canvas\">\n\(body)\n</g>\n</svg>\n"
    return InlinePicture(
      svg, name: "test", label: "caption", layout: layout, tolerance: 0.1, colors: &colors)
  }

  private func inline(_ body: String) throws -> String {
    var colors = PictureColors()
    let source = try #require(inline(body, colors: &colors)).markup.source
    #expect(SVGPicture(Data(source.utf8)) != nil, "\(source)")
    return source
  }

  @Test(
    "passes nothing but what draws",
    arguments: [
      "<script>alert(1)</script>", "<foreignObject><p>x</p></foreignObject>",
      "<style>*{}</style>", "<a href='http://x'>x</a>",
      "<path onload='alert(1)' d='M1,30 L9,40'/>", "<path style='fill:url(x)' d='M1,30 L9,40'/>",
      "<image x='1' y='30' width='4' height='4' xlink:href='http://x/y.png'/>",
      "<use xlink:href='other.svg#a'/>", "<animate attributeName='d' to='x'/>",
    ])
  func dangerous(_ body: String) throws {
    let source = try inline(body + "<path stroke='rgb(1,2,3)' d='M1,50 L9,60'/>")
    for word in [
      "script", "alert", "foreign", "style", "onload", "http://x", "other", "animate", "<a ", "<p>",
      "<image", "<use",
    ] {
      #expect(!source.contains(word), "\(source)")
    }
    #expect(source.contains("M1,50 9,60"))
  }

  @Test("knows whose a curve is by its title, and shows titles to nobody")
  func curves() throws {
    var colors = PictureColors()
    let body = """
      <g id="gnuplot_plot_1a" ><title>2 Adam &amp; co</title>
      <path stroke='rgb(213,  94,   0)' d='M1,30 L9,40'/></g>
      <g id="gnuplot_plot_2a" ><title>gnuplot_plot_2a</title>
      <path stroke='black' d='M1,31 L9,41'/></g>
      """
    let picture = try #require(inline(body, colors: &colors))
    #expect(picture.optimizers == [1])
    #expect(picture.markup.source.contains("<g class=\"curve\" data-optimizer=\"1\">"))
    #expect(!picture.markup.source.contains("Adam"))
    #expect(!picture.markup.source.contains("gnuplot"))
  }

  @Test("leaves out what is above and below, and groups without content")
  func crop() throws {
    let source = try inline(
      """
      <g fill="none" stroke-width="1.00"></g>
      <g transform="translate(14.00,12.5)" fill="black"><text>title</text></g>
      <g transform="translate(14.00,95)" fill="black"><text>caption</text></g>
      <g transform="translate(14.00,30)" fill="black"><text>heading</text></g>
      """)
    #expect(!source.contains(">title<") && !source.contains(">caption<"))
    #expect(source.contains("<text>heading</text>"))
    #expect(source.components(separatedBy: "<g").count == 3, "\(source)")
  }

  @Test("is refused where it is cut short")
  func incomplete() {
    var colors = PictureColors()
    for text in ["", "<svg>", "<svg><g>", "<svg><g><path d='M1,1", "no picture", "<svg><g></svg>"] {
      let picture = InlinePicture(
        text, name: "x", label: "y", layout: layout, tolerance: 0.1, colors: &colors)
      #expect(picture == nil || text == "<svg>", "\(text)")
    }
  }

  @Test("has every curve and every mark of what gnuplot drew", arguments: FigureFolder.smallNames)
  func whole(_ name: String) throws {
    let folder = try FigureFolder()
    let script = try #require(folder.scripts.first { $0.name == name })
    try Gnuplot().draw(name, in: folder.url.path)
    let original = try folder.text("\(name).svg")
    var colors = PictureColors()
    let picture = try #require(
      InlinePicture(
        original, name: name, label: "caption", layout: script.layout, tolerance: 0.1,
        colors: &colors))
    let source = picture.markup.source
    let (before, after) = (
      try #require(SVGPicture(Data(original.utf8))), try #require(SVGPicture(Data(source.utf8)))
    )
    for element in ["polygon", "image"] {
      #expect(after.elements[element] == before.elements[element], "\(element)")
    }
    #expect(!source.contains("rgb("))
    if name == "lr_sensitivity" || name == "tuning" {
      // The first was tried at one learning rate alone.
      #expect(Set(picture.optimizers) == [1, 2])
    } else if name == "interpolation" {
      #expect(Set(picture.optimizers) == [0, 1, 2])
    } else if script.values.isEmpty,
      !["paths", "time_to_target", "performance_profile", "ranks"].contains(name)
    {
      #expect(picture.optimizers.isEmpty)
    } else {
      #expect(picture.optimizers == [0, 1, 2])
    }
    // Each sample of the legend has its line or its mark.
    #expect(picture.samples.count == script.layout.samples.count)
    for sample in picture.samples {
      #expect(sample.source.contains("<path") || sample.source.contains("<use"), "\(sample.source)")
    }
  }
}

@Suite("A line of a picture")
struct PolylineTests {
  /// A noisy curve, the same at every call.
  private static let noisy = Polyline(
    points: (0..<2000).map { k in
      let x = Double(k) * 0.25
      let noise = Double((k * 7919) % 101) / 101
      return [x, 100 + 40 * sin(x / 30) + noise]
    })

  @Test("loses no point further than the tolerance", arguments: [0.1, 0.5, 1.0, 3.0])
  func tolerance(_ tolerance: Double) {
    let few = Self.noisy.simplified(tolerance: tolerance).points
    #expect(few.first == Self.noisy.points.first && few.last == Self.noisy.points.last)
    for point in Self.noisy.points {
      let distance = zip(few, few.dropFirst()).map { a, b in
        let way = b - a
        let part = min(max(((point - a) * way).sum() / (way * way).sum(), 0), 1)
        let off = point - a - way * part
        return (off * off).sum().squareRoot()
      }.min()
      #expect((distance ?? .infinity) <= tolerance + 1e-9)
    }
    if tolerance >= 1 { #expect(few.count < 500) }
  }

  @Test(
    "is written with at most two decimals",
    arguments: [
      ("M73.99,189.53 L-0.5,2.00", "73.99,189.53 -0.5,2"), ("1.005,-2.995", "1,-3"),
      ("0.1,10.10 7", "0.1,10.1"), ("", ""),
    ])
  func text(_ source: String, _ text: String) {
    #expect(Polyline(source[...]).text == text)
  }
}

@Suite("Colours on a dark page")
struct PictureColorTests {
  @Test("stand out from it, whatever the optimizer")
  func contrast() throws {
    let kinds = [
      "gd", "sgd", "minibatch", "momentum", "nesterov", "adagrad", "adadelta", "adam",
      "adamax", "radam", "nadam", "adamw", "rmsprop",
    ]
    let styles = OptimizerStyle.styles(
      for: kinds.map { RunOverview.Optimizer(name: $0, kind: $0) })
    var seen: Set<RGB> = []
    for style in styles {
      let color = try #require(RGB(style.color[...]))
      #expect(color.onDark.contrast(to: RGB.darkPaper) >= 3, "\(style.color)")
      seen.insert(color.onDark)
    }
    #expect(seen.count == kinds.count)
  }

  @Test("let paper and ink change places")
  func greys() {
    #expect(RGB("black") == RGB(0, 0, 0))
    #expect(RGB("rgb( 86, 180, 233)") == RGB(86, 180, 233))
    #expect(RGB("none") == nil && RGB("rgb(1,2)") == nil && RGB("#12345") == nil)
    #expect(RGB(255, 255, 255).onDark == RGB.darkPaper)
    #expect(RGB(0, 0, 0).onDark == RGB.darkInk)
    // What is light enough stays as it is.
    #expect(RGB(86, 180, 233).onDark == RGB(86, 180, 233))
    // What is dark becomes as light.
    #expect(RGB(0, 0, 139).onDark.lab.lightness > 80)
  }
}
