import ExperimentRunner
import LabCommands
import SpecLanguage
import Testing

@Suite("A line of progress")
struct ProgressLineTests {
  private static let advance = TrialAdvance(step: 250, losses: [0.5, 1.25], seconds: 2)

  @Test(
    "keeps how far it is and the time left, whatever the width",
    arguments: [
      (200, "digits · Adam · seed 3  250/1000  loss 0.5000 and 1.250  125.0 steps/s  6 s left"),
      (80, "digits · Adam · seed 3  250/1000  loss 0.5000 and 1.250  125.0 steps/s  6 s left"),
      (76, "digits · Adam · s…  250/1000  loss 0.5000 and 1.250  125.0 steps/s  6 s left"),
      (60, "digits · Adam · …  250/1000  loss 0.5000 and 1.250  6 s left"),
      (40, "digits · Adam · see…  250/1000  6 s left"),
      (20, "digits · …  6 s left"),
    ])
  func fits(columns: Int, text: String) {
    let line = ProgressLine(
      label: "digits · Adam · seed 3", stepCount: 1000, advance: Self.advance)
    #expect(line.text(columns: columns) == text)
    #expect(TerminalText.columns(of: line.text(columns: columns)) <= columns)
  }

  @Test(
    "counts the columns of letters that take two, and of those that take none",
    arguments: ["漢字漢字漢字漢字漢字漢字漢字", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂", "e\u{301}e\u{301}e\u{301}", "\u{1B}[31mred"])
  func wide(label: String) {
    let line = ProgressLine(label: label, stepCount: 1000, advance: Self.advance)
    for columns in 12...90 {
      let text = line.text(columns: columns)
      #expect(TerminalText.columns(of: text) <= columns, "\(text)")
      #expect(text.hasSuffix("6 s left"), "\(text)")
    }
  }

  @Test("has no loss, no speed and no time left before the first update")
  func start() {
    let line = ProgressLine(
      label: "Adam", stepCount: 1000, advance: TrialAdvance(step: 0, losses: [.nan], seconds: 0))
    #expect(line.text(columns: 80) == "Adam  0/1000")
  }

  @Test(
    "says a time in two units",
    arguments: [
      (0.0, "0 s"), (0.2, "1 s"), (59.0, "59 s"), (60.0, "1 min"), (200.0, "3 min 20 s"),
      (3600.0, "1 h"), (7500.0, "2 h 5 min"), (356_400.0, "4 d 3 h"), (1e300, "for ever"),
      (Double.infinity, "for ever"), (Double.nan, "for ever"),
    ])
  func duration(seconds: Double, text: String) { #expect(DurationText.text(seconds) == text) }
}
