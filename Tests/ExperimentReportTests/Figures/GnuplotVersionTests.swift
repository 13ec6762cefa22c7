import ExperimentReport
import Testing

@Suite("gnuplot's version")
struct GnuplotVersionTests {
  @Test(
    "is the line that is one, whatever is said before and after it",
    arguments: [
      ("gnuplot 5.4 patchlevel 4", "5.4", true), ("gnuplot 6.0 patchlevel 2\n", "6.0", true),
      ("gnuplot 5.2 patchlevel 8", "5.2", false), ("gnuplot 10.1 patchlevel 0", "10.1", true),
      (
        "\nwarning: unknown terminal type \"xterm-kitty\"\ngnuplot: cannot open 4.2\n"
          + "gnuplot 6.1 patchlevel rc1\nbye", "6.1", true
      ),
    ])
  func version(said: String, text: String, canDraw: Bool) {
    let version = GnuplotVersion(in: said)
    #expect(version?.text == text)
    #expect(version?.canDraw == canDraw)
  }

  @Test(
    "is unknown where no line is one", arguments: ["", "entry", "gnuplot", "gnuplot five", "6.0"])
  func unknown(said: String) { #expect(GnuplotVersion(in: said) == nil) }
}
