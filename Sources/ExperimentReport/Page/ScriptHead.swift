internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab
internal import SpecLanguage

/// What every script begins with: what one may want to change, then where to read and write.
struct ScriptHead {
  var page: FigurePage

  var text: String {
    let checks = page.data.map {
      // A film shows a walk step by step, and needs them all.
      $0.file.check(
        for: $0.columns, isThinned: page.context.recorded != nil && page.frames == nil,
        choices: page.choices)
    }.joined(separator: "\n")
    let cutting = page.cutsBands ? CurveSet.cutting : ""
    return [instructions, choices, terminals, output, checks, Self.functions, cutting, start]
      .filter { !$0.isEmpty }.joined(separator: "\n\n")
      + (page.preparation.map { "\n" + $0 } ?? "")
  }

  private var instructions: String {
    let name = page.name
    return """
      # \(name) of \(page.context.experiment). Needs gnuplot 5.4 and the data beside this script.
      #
      #   gnuplot \(name).gp                 writes \(name).\(standard) beside the script
      #   gnuplot -c \(name).gp pngcairo     writes \(name).png; pdfcairo likewise
      #   gnuplot -c \(name).gp cairolatex   writes \(name)-inc.tex, to be \\input in a paper
      #   gnuplot -c \(name).gp dumb         shows it in the terminal
      #   gnuplot -c \(name).gp \(standard) FILE     writes FILE
      #
      \(caption)
      """
  }

  /// Its lines end in no backslash, which would join the next to it.
  private var caption: String {
    FigureText.lines(of: page.caption, columns: 94).map { "# \(FigureText.comment($0))" }
      .joined(separator: "\n")
  }

  private var choices: String {
    let styles = OptimizerStyle.styles(in: page.context)
    func array(_ name: String, _ values: [String]) -> String {
      "array \(name)[\(values.count)] = [\(values.joined(separator: ", "))]"
    }
    let own = page.choices.map {
      "# \(FigureText.comment($0.meaning))\n\($0.name) = \($0.value)\n"
    }.joined()
    let others =
      page.context.prominent == nil
      ? "" : "others = '#c4c4c4'      # those that are not among the best, nor the worst; thin\n"
    let bare = FigureNumber.whole(page.height)
    let whole = FigureNumber.whole(page.height + page.captionHeight)
    return """
      # Whatever a .gnuplot file has set.
      reset
      set decimalsign

      # What one may want to change.
      \(own)width = \(FigureNumber.whole(page.width))      # pixels
      paper = \(FigureNumber.exact(page.context.paper ?? 0))      # millimetres of its width in a paper; 0: as on a screen
      # Whether the caption stands below; in a paper it has a place of its own.
      if (!exists('caption')) { caption = \(page.frames == nil ? "!(paper > 0 || ARGC > 0 && ARG1 eq 'cairolatex')" : "0") }
      height = caption ? \(whole) : \(bare)
      font = 'sans'
      font_size = 12
      line_width = 1.6
      band = 0.15      # how opaque bands are; of two the wider is half as much
      dot = 0.32      # the size of a seed's dot; 0: none
      marks = 7        # on each curve
      grey = '#707070'
      # One for each optimizer, in the order of the legend.
      \(array("name", page.context.optimizers.map { FigureText.quoted(PlainText.cleaned($0.name)) }))
      \(others)\(array("color", styles.map { $0.map { FigureText.quoted($0.color) } ?? "others" }))
      \(array("dash", styles.map { String($0?.dash ?? 1) }))
      \(array("mark", styles.map { String($0?.point ?? -1) }))
      # Pixels from the top as the part of the page that is below.
      down(y) = 1 - y / (caption ? \(whole). : \(bare).)
      """
  }

  /// The terminal without an argument.
  private var standard: String { page.frames == nil ? "svg" : "gif" }

  private var terminals: String {
    """
    # The terminal: the first argument, or \(standard).
    set encoding utf8
    terminal = ARGC > 0 ? ARG1 : '\(standard)'
    moves = terminal eq 'gif' || terminal eq 'webp'

    """ + Self.terminalSettings
  }

  private static let terminalSettings = """
    face = sprintf('%s,%g', font, font_size)
    extension = terminal
    tex = terminal eq 'cairolatex'
    # TeX sets a minus sign itself.
    if (!tex) { set minussign }
    title_font = tex ? '' : sprintf('%s,%g', font, font_size + 3)
    caption_font = tex ? '' : sprintf('%s,%g', font, font_size - 1)
    heading_font = tex ? '' : sprintf('%s,%g', font, font_size + 1)
    powers = tex ? '$10^{%T}$' : terminal eq 'dumb' ? '1e%T' : '10^{%T}'
    shown(plain, latex) = tex ? latex : plain
    if (terminal eq 'svg') {
      set terminal svg size width, height background 'white' font face
    }
    if (terminal eq 'pngcairo') {
      extension = 'png'
      # For screens of two pixels a point, or paper of 300 an inch; a higher picture is not looked at as
      # a whole.
      scale = paper > 0 ? paper / 25.4 * 300 / width : 2
      if (scale * height > 4000) { scale = 4000. / height }
      set terminal pngcairo size scale * width, scale * height background 'white' font face \\
        fontscale 0.75 * scale linewidth scale pointscale scale
    }
    if (terminal eq 'pdfcairo') {
      extension = 'pdf'
      inches = paper > 0 ? paper / 25.4 : width / 96.
      shrink = inches * 96 / width
      set terminal pdfcairo size inches, inches * height / width background 'white' font face \\
        fontscale 0.56 * shrink linewidth 1.6 * shrink pointscale shrink
    }
    # As wide as the text of a page unless it is told, in the letters of the document.
    if (terminal eq 'cairolatex') {
      inches = paper > 0 ? paper / 25.4 : 6.3
      extension = 'tex'
      set terminal cairolatex pdf input size inches, inches * height / width background 'white' \\
        font ',7' fontscale 0.7 linewidth 0.8 pointscale 0.7
    }
    if (terminal eq 'dumb') {
      if (!exists('colors')) { colors = 'mono' }
      eval sprintf('set terminal dumb size %d, %d %s', width / 7, height / 14, colors)
    }
    # Not `optimize`: libgd fails where two frames are the same.
    if (terminal eq 'gif') {
      set terminal gif animate delay 12 loop 0 size width, height background '#ffffff' \\
        font face
    }
    if (terminal eq 'webp') {
      set terminal webp animate delay 120 loop 0 size width, height background '#ffffff' font face
    }
    if (strstrt(' svg pngcairo pdfcairo cairolatex dumb gif webp ', ' ' . terminal . ' ') == 0) {
      eval 'set terminal ' . terminal
    }
    """

  private var output: String {
    """
    # The folder of this script; nothing in it can look like a command to gnuplot.
    folder = './'
    do for [k = 1:strlen(ARG0)] { if (ARG0[k:k] eq '/') { folder = ARG0[1:k] } }
    if (folder[1:1] ne '/' && folder[1:1] ne '.') { folder = './' . folder }
    output = ARGC > 1 ? ARG2 : terminal eq 'dumb' ? '' : folder . '\(page.name)' . (tex ? '-inc.' : '.') . extension
    if (output ne '') { set output output }

    # A name in the CSV files may begin with what begins a comment.
    set datafile missing NaN
    read_csv = 'set datafile separator comma; set datafile columnheaders; ' . \\
      'set datafile commentschars ""'
    read_block = 'set datafile separator whitespace; unset datafile columnheaders; ' . \\
      'set datafile commentschars'
    eval read_csv
    """
  }

  private static let functions = """
    # Whose row it is, and a value no lower than the frame.
    of(problem) = column('problem_index') == problem
    net(problem, name) = of(problem) && strcol('network') eq name
    layer(problem, name, k) = net(problem, name) && column('layer') == k
    # What curves are called; nobody sees it but readers of the SVG file.
    whose(i) = sprintf('%d %s', i, name[i])
    above(floor, value) = value <= floor ? floor : value
    # A place of the horizontal axis that part of its length further; see-through, for dots.
    moved(x, part) = x_powers ? x * (x_high / x_low) ** part : x + (x_high - x_low) * part
    pale(i) = '#50' . color[i][2:*]
    # The distance of two to six ticks on a length: 1, 2 or 5 times a power of ten.
    power(x) = 10 ** floor(log10(x))
    lower(x) = x >= 5 ? 5 : x >= 2 ? 2 : 1
    ticks(length) = length > 0 ? power(length / 2.5) * lower(length / 2.5 / power(length / 2.5)) : 1
    """

  private var start: String {
    let width =
      page.context.prominent == nil ? "line_width" : "line_width * (mark[i] < 0 ? 0.4 : 1)"
    return """
      do for [i = 1:|color|] {
        set style line i linecolor rgb color[i] linewidth \(width) dashtype dash[i] \\
          pointtype mark[i] pointsize 0.55
      }
      set title offset 0, -0.6
      set xlabel offset 0, 0.4
      set key off
      """
  }
}
