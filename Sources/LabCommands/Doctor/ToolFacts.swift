internal import ExperimentReport
internal import ExperimentRunner
internal import FoundationEssentials
internal import OptimizerLab

/// What draws.
enum GnuplotFacts {
  /// The terminals that somebody may ask for.
  private static let wanted = [
    "svg", "pngcairo", "pdfcairo", "cairolatex", "tikz", "dumb", "gif", "webp", "sixelgd", "x11",
    "qt", "wxt",
  ]

  static var all: [Fact] {
    guard let path = ProgramSearch.find("gnuplot") else {
      return [Fact("program", "not installed (Debian: gnuplot-nox); no figure can be drawn")]
    }
    let program = Fact("program", path)
    do throws(GnuplotError) {
      let gnuplot = GnuplotProcess(
        program: URL(filePath: path), arguments: ["--version"], secondsAllowed: 10)
      let said = try gnuplot.run(script: "--version")
      let version = GnuplotVersion(in: said)?.line ?? said
      var terminals = gnuplot
      terminals.arguments = ["-d", "-e", "set print '-'; print GPVAL_TERMINALS"]
      let there = Set(
        try terminals.run(script: "GPVAL_TERMINALS").split(separator: " ").map(String.init))
      return [
        program, Fact("version", version), Fact("terminals", wanted.filter(there.contains)),
        Fact("terminals that it lacks", wanted.filter { !there.contains($0) }),
      ]
    } catch {
      return [program, Fact("fault", error.description)]
    }
  }
}

/// What else the program or its scripts may call.
enum OtherProgramFacts {
  static var all: [Fact] {
    ["curl", "git", "python3", "swift"].map { name in
      Fact(name, ProgramSearch.find(name) ?? "not installed")
    }
  }
}
