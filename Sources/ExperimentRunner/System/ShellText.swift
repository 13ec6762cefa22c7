internal import Glibc

/// Words for a shell.
package enum ShellText {
  /// A word as a shell takes it, in quotes where it has to be.
  package static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      Array("./_-=:,+@%".utf8).contains(byte) || isalnum(Int32(byte)) != 0
    }
    return isPlain && !word.isEmpty ? word : always(word)
  }

  /// The same, in quotes in any case.
  package static func always(_ word: String) -> String {
    "'\(word.replacing("'", with: "'\\''"))'"
  }
}
