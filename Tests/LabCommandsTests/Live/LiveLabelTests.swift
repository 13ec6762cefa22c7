import ExperimentRunner
import LabCommands
import OptimizerLab
import SpecLanguage
import Testing

@Suite("A live label") struct LiveLabelTests {
  @Test(
    "is single-quoted text without control characters",
    arguments: [
      ("Adam", "'Adam'"), ("", "''"), ("it's", "'it' . \"'\" . 's'"),
      ("'", "'' . \"'\" . ''"),
      ("a\nb\r\tc\u{1B}[2Jd\u{7F}\u{9B}", "'abc[2Jd'"), ("\u{202E}x\u{2028}\u{0}", "'x'"),
      ("1e−3 µ é 数", "'1e−3 µ é 数'"), ("`ls` @x \\", "'`ls` @x \\'"),
      ("0123456789", "'0123456789'"), ("0123456789a", "'012345678…'"),
    ])
  func isQuoted(text: String, quoted: String) {
    #expect(LiveLabel.quoted(text, longest: 10) == quoted)
  }
}
