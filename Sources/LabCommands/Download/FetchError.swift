internal import OptimizerLab

/// Why a data set could not be fetched.
package enum FetchError: Error, Equatable, CustomStringConvertible {
  case noClient
  /// Another process is fetching into the same folder.
  case busy(folder: String)
  /// No mirror gave the file; what each said, in order, and whether a part of it stays.
  case unreachable(file: String, reasons: [Reason], folder: String, keepsPart: Bool)

  package struct Reason: Equatable, Sendable {
    package var address: String
    package var text: String
    /// Whether something came that was not the file.
    package var isWrong = false
  }

  package var description: String {
    switch self {
    case .noClient:
      "curl is needed to fetch data and is not installed (Debian: curl)"
    case .busy(let folder):
      "another process is fetching into \(folder)"
    case .unreachable(let file, let reasons, let folder, let keepsPart):
      "\(file) could not be fetched:\n"
        + reasons.map { "  \($0.address): \($0.text)\n" }.joined()
        + (keepsPart ? "what has arrived is kept, and the same command goes on from there; " : "")
        + "--mirror URL names another server, and without a network the files can be put into "
        + "\(folder) by hand"
    }
  }

  /// Whether a server was there, but what it sent was not the file.
  package var isWrongData: Bool {
    if case .unreachable(_, let reasons, _, _) = self {
      reasons.contains(where: \.isWrong)
    } else {
      false
    }
  }
}
