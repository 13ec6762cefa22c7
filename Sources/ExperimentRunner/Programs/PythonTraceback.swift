internal import OptimizerLab

/// What Python prints when it ends with an error before anybody could be told: a file that is no Python, a
/// module that is not there.
struct PythonTraceback {
  /// `NameError: name 'x' is not defined (adam.py, line 3: return x)`
  let words: String

  /// The last one in a log; `nil` where there is none.
  init?(_ log: String) {
    let lines = log.split(whereSeparator: \.isNewline).map(String.init)
    guard
      let end = lines.lastIndex(where: { line in
        let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        return name.hasSuffix("Error") || name.hasSuffix("Exception")
      })
    else { return nil }
    let place = lines[..<end].indices.last { Self.place(in: lines[$0]) != nil }
    guard let place, let (file, number) = Self.place(in: lines[place]) else { return nil }
    // Its own line stands below.
    let text = place + 1 < end ? lines[place + 1].drop { $0 == " " } : ""
    words = "\(lines[end]) (\(file), line \(number)\(text.isEmpty ? "" : ": ")\(text))"
  }

  /// Of `File "/home/a/adam.py", line 3, in adam` the file's name and the line, but for files of Python's
  /// own and of the helper.
  private static func place(in line: String) -> (file: Substring, line: Int)? {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].hasSuffix("File "), parts[2].hasPrefix(", line "),
      let number = Int(parts[2].dropFirst(", line ".count).prefix { $0.isNumber }),
      let name = parts[1].split(separator: "/").last, name != "optlab.py",
      !parts[1].hasPrefix("<"), !parts[1].contains("/lib/python")
    else { return nil }
    return (name, number)
  }
}
