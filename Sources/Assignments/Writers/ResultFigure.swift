internal import ExperimentRunner
internal import FoundationEssentials

/// A picture beside a result, as pages and platforms take it in.
struct ResultFigure {
  var name: String
  /// The picture itself, in an address.
  var url: String

  /// The largest picture that is put into anything; larger ones stay beside it.
  static let mostBytes = 2_000_000

  /// A check's pictures of these kinds, of each name the first kind that is there.
  static func pictures(
    of check: CheckResult, in folder: String?, endings: [String]
  ) -> [ResultFigure] {
    guard let folder else { return [] }
    var seen: Set<String> = []
    return endings.flatMap { ending in
      check.figures.compactMap { file -> ResultFigure? in
        guard let name = stem(file, ending: ending), !seen.contains(name),
          let bytes = bytes(of: file, in: folder), isPicture(bytes, ending: ending)
        else { return nil }
        seen.insert(name)
        let type = ending == "svg" ? "svg+xml" : ending
        return ResultFigure(
          name: name, url: "data:image/\(type);base64,\(Data(bytes).base64EncodedString())")
      }
    }
  }

  /// A check's figures in letters.
  static func texts(of check: CheckResult, in folder: String?) -> [String] {
    guard let folder else { return [] }
    return check.figures.filter { stem($0, ending: "txt") != nil }.compactMap { file in
      bytes(of: file, in: folder).map {
        ReportText.cleaned(String(decoding: $0, as: UTF8.self))
      }
    }
  }

  /// The name without its ending; `nil` for another ending, and for what is no name of a file beside the
  /// result: result files can be edited.
  private static func stem(_ file: String, ending: String) -> String? {
    guard file.hasSuffix("." + ending), !file.hasPrefix("."), !file.contains("/"),
      !file.contains("\0")
    else { return nil }
    return String(file.dropLast(ending.count + 1))
  }

  private static func bytes(of file: String, in folder: String) -> [UInt8]? {
    let bytes = try? InputBytes.read("\(folder)/\(file)")
    return bytes.flatMap { $0.count <= mostBytes ? $0 : nil }
  }

  private static func isPicture(_ bytes: [UInt8], ending: String) -> Bool {
    switch ending {
    case "png": bytes.starts(with: [0x89, 0x50, 0x4E, 0x47])
    default: !bytes.isEmpty
    }
  }
}
