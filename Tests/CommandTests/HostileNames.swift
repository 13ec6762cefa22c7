import Foundation
import SpecLanguage

/// Names that try to be more than names, wherever they end up: in gnuplot, TeX, CSV, HTML, Python.
///
/// `CANARY` stands for the path of a file that none of them may make.
let hostileNames: [String] = [
  "'", "''", "'''", "\"", "\"\"", "'\"'", "\"quoted\" at the start", "'quoted' at the start",
  "in the ''middle'' twice", "ends with '", "ends with \\", "\\", "\\\\", "\\n", "\\'", "\\\"",
  "`touch CANARY`", "$(touch CANARY)", "'.system('touch CANARY').'", "'; system('touch CANARY') #",
  "\"; system(\"touch CANARY\") #", "'\nsystem('touch CANARY')\n'", "@x", "#{1+1}", "${HOME}",
  "| touch CANARY", "< touch CANARY", "!touch CANARY", "; touch CANARY", "& touch CANARY &",
  "'\n!touch CANARY\n", "=cmd|' /C touch CANARY'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1",
  "=HYPERLINK(\"http://a.example\",\"x\")", "a,b", "a;b", "a\nb", "a\r\nb", ",", "\"a\",\"b\"",
  "../../CANARY", "/etc/passwd", "..", ".", "~", "CON", "a/b", "-rf", "--help", "%s%n%d", "%",
  "<script>document.title='CANARY'</script>", "</script><script>alert(1)</script>",
  "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "</title></text></svg>", "&amp;",
  "&#x3C;b&#x3E;", "]]>", "<!--", "-->", "<![CDATA[", "<?xml?>", "javascript:alert(1)",
  "\\input{/etc/passwd}", "\\write18{touch CANARY}", "\\immediate\\write18{touch CANARY}",
  "\\end{document}",
  "$x^2$", "a_b", "a^b", "{", "}", "{}", "}{", "#", "~", "&", "\\begin{verbatim}", "^^5c",
  "\"\"\"", "'''\nimport os\nos.system('touch CANARY')\n'''", "\\N{DIGIT ONE}", "\\x41", "f{1}",
  "\u{0}", "a\u{0}b", "\u{1B}[31mred", "\u{7}", "\u{8}", "\u{7F}", "\u{85}", "\u{2028}", "\u{FEFF}",
  "\u{202E}evil", "\u{2066}x\u{2069}", "\u{E000}", "\u{FFFF}", "\u{10FFFF}", "e\u{301}", "漢字", "🙂",
  "👩‍👩‍👧", "שלום", "مرحبا", " ", "  lead", "trail  ", "\t", "NaN", "nan", "1", "1e400", "0x10", "NULL",
  String(repeating: "n", count: 10_000), String(repeating: "'", count: 500),
  String(repeating: "\"", count: 501), String(repeating: "\\", count: 333),
]
