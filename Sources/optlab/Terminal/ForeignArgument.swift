import Glibc

/// An argument that is not UTF-8, as the name of a file may be: no text can hold it, and what Swift makes
/// of it names another file.
struct ForeignArgument {
  /// Its bytes, those that are no letters of ASCII as a shell would take them: `caf\xe9.json`.
  let shown: String

  /// The first one of this call; `nil` where all are UTF-8.
  static var first: ForeignArgument? {
    for place in 0..<Int(CommandLine.argc) {
      // The system's own list, which lives as long as the program, and has as many as it says.
      guard let argument = unsafe CommandLine.unsafeArgv[place],
        unsafe String(validatingCString: argument) == nil
      else { continue }
      let bytes = unsafe UnsafeRawBufferPointer(start: argument, count: strlen(argument))
      let shown = unsafe bytes.map { byte in
        (0x20..<0x7F).contains(byte)
          ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
      return ForeignArgument(shown: shown.joined())
    }
    return nil
  }

  var sentence: String {
    "the argument $'\(shown)' is not UTF-8, as the names of files have to be that optlab is given; "
      + "rename the file, or make a link to it that has another name"
  }
}
