internal import ExperimentReport
internal import ExperimentRunner
internal import KnownMistakes
internal import SpecLanguage

/// A rule's path beside the right one: the parameter in which they part, and how far they are apart.
struct PathFigure {
  let name: String
  let title: String
  let path: RulePath
  let right: RulePath
  /// The parameter that is shown.
  let parameter: Int

  /// Writes `NAME.csv`, and `NAME.gp` that draws it.
  func write(to folder: String) throws(OutputError) {
    try OutputFile.write(table, to: "\(folder)/\(name).csv")
    try OutputFile.write(script, to: "\(folder)/\(name).gp")
  }

  private var table: String {
    let rows = path.places.indices.map { i in
      let (ours, theirs) = (path.places[i], right.places[i])
      let distance = ours.indices.map { RulePath.distance(ours[$0], theirs[$0]) }.max() ?? 0
      return "\(i + 1),\(text(theirs[parameter])),\(text(ours[parameter])),\(text(distance))"
    }
    return (["step,expected,actual,distance"] + rows).joined(separator: "\n") + "\n"
  }

  /// What is no number is drawn nowhere.
  private func text(_ value: Double) -> String {
    value.isFinite ? JSONNode.shortestText(of: value) : "NaN"
  }

  private var script: String {
    """
    # \(name): a rule's path beside the right one. Needs gnuplot 5.4 and \(name).csv beside this script.
    #
    #   gnuplot \(name).gp                 writes \(name).svg beside the script
    #   gnuplot -c \(name).gp pngcairo     writes \(name).png
    #   gnuplot -c \(name).gp dumb         shows it in the terminal
    #   gnuplot -c \(name).gp svg FILE     writes FILE

    reset
    set decimalsign
    set encoding utf8

    width = 760      # pixels
    paper = 0      # millimetres of its width in a paper; 0: as on a screen
    height = 300
    font = 'sans'
    font_size = 12
    title = \(FigureText.quoted(PlainText.cleaned(title)))
    right_color = '#0072B2'
    own_color = '#D55E00'
    grey = '#707070'

    \(Self.terminals)
    folder = './'
    do for [k = 1:strlen(ARG0)] { if (ARG0[k:k] eq '/') { folder = ARG0[1:k] } }
    if (folder[1:1] ne '/' && folder[1:1] ne '.') { folder = './' . folder }
    output = ARGC > 1 ? ARG2 : terminal eq 'dumb' ? '' : folder . '\(name).' . extension
    if (output ne '') { set output output }
    data = folder . '\(name).csv'
    set datafile separator comma
    set datafile columnheaders
    set datafile missing NaN

    set multiplot layout 1, 2
    set border 3 linecolor rgb grey
    set tics nomirror textcolor rgb 'black'
    set xlabel 'step'
    set xrange [1:\(path.places.count)]
    set title title noenhanced
    set ylabel 'theta[\(parameter)]' noenhanced
    set key bottom left reverse Left
    plot data using 'step':'expected' with lines linewidth 2 linecolor rgb right_color title 'as it should be', \\
      data using 'step':'actual' with points pointtype 7 pointsize 0.6 linecolor rgb own_color title 'as it came'
    set title 'largest relative difference' noenhanced
    unset ylabel
    unset key
    set logscale y
    set format y (terminal eq 'dumb' ? '1e%T' : '10^{%T}')
    set yrange [1e-17:100]
    plot data using 'step':(column('distance') < 1e-16 ? 1e-16 : column('distance')) with linespoints \\
        pointtype 7 pointsize 0.6 linecolor rgb own_color, \\
      \(JSONNode.shortestText(of: RuleVerdict.tolerance)) with lines dashtype 2 linecolor rgb grey
    unset multiplot
    unset output
    """ + "\n"
  }

  private static let terminals = """
    terminal = ARGC > 0 ? ARG1 : 'svg'
    extension = terminal
    face = sprintf('%s,%g', font, font_size)
    if (terminal eq 'svg') { set terminal svg size width, height background 'white' font face }
    if (terminal eq 'pngcairo') {
      extension = 'png'
      scale = paper > 0 ? paper / 25.4 * 300 / width : 2
      set terminal pngcairo size scale * width, scale * height background 'white' font face \\
        fontscale 0.75 * scale linewidth scale pointscale scale
    }
    if (terminal eq 'dumb') { set terminal dumb size width / 7, height / 14 mono }
    """
}
