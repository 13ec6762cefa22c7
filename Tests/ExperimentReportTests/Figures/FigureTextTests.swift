import ExperimentReport
import ExperimentRunner
import OptimizerLab
import Testing

@Suite("Text on a figure") struct FigureTextTests {
  @Test(
    "stays text in gnuplot's single quotes, and in TeX",
    arguments: [
      ("Adam", "'Adam'"), ("", "''"), ("it's", #"'it' . "'" . 's'"#), ("'", #"'' . "'" . ''"#),
      ("a\nb\u{1B}", "'a b '"),
      ("a_b", #"shown('a_b', 'a\_b')"#), ("Größe", "'Größe'"),
      ("β₁ 0.5", #"shown('β₁ 0.5', '\ensuremath{\beta}\ensuremath{_1} 0.5')"#),
      ("\u{FFFF}x\u{202E}", "' x '"),
      (#"\input{x}"#, #"shown('\input{x}', '\textbackslash{}input\{x\}')"#),
      ("`ls` $x", #"shown('`ls` $x', '\textasciigrave{}ls\textasciigrave{} \$x')"#),
    ])
  func staysText(text: String, source: String) {
    #expect(FigureText.source(text) == source)
  }

  @Test(
    "loses its middle where it is too long",
    arguments: [
      ("0123456789", "0123456789"), ("0123456789a", "01234…789a"), ("", ""),
      ("漢字漢字漢字", "漢字…漢字"), ("a\n23456789", "a 23456789"),
    ])
  func losesItsMiddle(text: String, short: String) {
    #expect(PlainText.shortened(text, to: 10) == short)
  }
}
