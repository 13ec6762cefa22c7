import ArgumentParser
import Assignments

struct Client: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the file with which a program becomes an optimizer.",
    discussion: """
      optlab client optlab.py > optlab.py, beside a program of one's own; docs/external.md has the \
      rest. Without a name, the files that there are.
      """)

  @Argument(help: "A file's name.", completion: .list(ClientFile.all.map(\.name)))
  var name: String?

  func run() throws {
    guard let name else {
      let width = ClientFile.all.map(\.name.count).max() ?? 0
      Streams.output(
        ClientFile.all.map { "\($0.name.padding(to: width))  \($0.summary)\n" }.joined())
      return
    }
    guard let file = ClientFile.all.first(where: { $0.name == name }) else {
      throw ValidationError(
        "there is no \"\(name)\"; there is \(ClientFile.all.map(\.name).joined(separator: ", "))")
    }
    Streams.output(String(decoding: file.bytes, as: UTF8.self))
  }
}
