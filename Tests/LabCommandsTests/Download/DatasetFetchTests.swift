import ExperimentRunner
import Foundation
import LabCommands
import OptimizerLab
import TestSupport
import Testing

@Suite(
  "A data set that is fetched",
  .enabled(
    if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"),
    "curl is not installed, so nothing can be fetched"))
struct DatasetFetchTests {
  private let scratch: DataScratch
  private let images: [UInt8]
  private let labels: [UInt8]
  private let log = RequestLog()

  init() throws {
    scratch = try DataScratch()
    var generator = SeededGenerator(seed: 7)
    let noise = (0..<100 * 28 * 28).map { _ in UInt8.random(in: 0...255, using: &generator) }
    images = try scratch.gzip(idxBytes([100, 28, 28], count: 0) + noise)
    labels = try scratch.gzip(idxBytes([100]))
  }

  private var remote: RemoteDataset {
    let files = [("t10k-images-idx3-ubyte.gz", images), ("t10k-labels-idx1-ubyte.gz", labels)]
    return RemoteDataset(
      dataset: .mnist,
      files: files.map { .init(name: $0, size: $1.count, md5: MD5.hex(of: $1)) }, mirrors: [])
  }

  private func content(_ request: LoopbackServer.Request) -> [UInt8] {
    request.path.contains("images") ? images : labels
  }

  private func server(
    _ answer: @escaping @Sendable (LoopbackServer.Request, _ count: Int) -> LoopbackServer.Answer
  ) throws -> LoopbackServer {
    try LoopbackServer { [log] request in answer(request, log.add(request)) }
  }

  private func goodServer() throws -> LoopbackServer {
    try server { request, _ in .file(content(request), request) }
  }

  /// What is said where it fails, ports and folders left out.
  private func fetch(_ servers: [LoopbackServer]) throws -> String? {
    let mirrors = servers.compactMap { Mirror($0.address) }
    #expect(mirrors.count == servers.count)
    do {
      try DatasetFetch(remote, mirrors: mirrors, root: scratch.folder).run { _ in }
      return nil
    } catch {
      var text = "\(error)".replacingOccurrences(of: scratch.folder, with: "ROOT")
      for (place, server) in servers.enumerated() {
        text = text.replacingOccurrences(of: server.address, with: "MIRROR\(place)/")
      }
      return text
    }
  }

  private func isComplete() throws -> Bool {
    let folder = "\(scratch.folder)/MNIST/raw"
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let set = try TorchvisionFolder(root: scratch.folder).read(.mnist, .test)
    let gzip = FileManager.default.contents(atPath: "\(folder)/t10k-images-idx3-ubyte.gz")
    return names == [
      "t10k-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte",
      "t10k-labels-idx1-ubyte.gz",
    ] && set.count == 100 && set.labels == Array(0..<100) && gzip.map(Array.init) == images
  }

  private let hint =
    "--mirror URL names another server, and without a network the files can be put into "
    + "ROOT/MNIST/raw by hand"
  private let kept = "what has arrived is kept, and the same command goes on from there; "

  @Test("lies as torchvision leaves it, and is not fetched again")
  func good() throws {
    let server = try goodServer()
    #expect(try fetch([server]) == nil)
    #expect(try isComplete())
    #expect(log.all == ["/t10k-images-idx3-ubyte.gz", "/t10k-labels-idx1-ubyte.gz"])
    #expect(try fetch([server]) == nil)
    #expect(log.all.count == 2)
  }

  @Test("is fetched again where a file was damaged since")
  func damaged() throws {
    let server = try goodServer()
    #expect(try fetch([server]) == nil)
    try scratch.write(images.reversed(), to: "MNIST/raw/t10k-images-idx3-ubyte.gz")
    try scratch.write([1], to: "MNIST/raw/t10k-images-idx3-ubyte")
    #expect(try fetch([server]) == nil)
    #expect(try isComplete())
    #expect(log.all.count == 3)
  }

  @Test("that was cut off goes on where it stopped", arguments: [1, 1000, 70_000])
  func resumed(cut: Int) throws {
    let server = try server { request, count in
      .file(content(request), request, sends: count == 1 ? cut : nil)
    }
    let name = "t10k-images-idx3-ubyte.gz"
    let failure = try #require(try fetch([server]))
    #expect(failure.hasPrefix("\(name) could not be fetched:\n  MIRROR0/\(name): curl: (18)"))
    #expect(failure.contains("(\(cut) of \(images.count) bytes are here)\n"))
    #expect(failure.hasSuffix("\n" + kept + hint))
    #expect(!FileManager.default.fileExists(atPath: "\(scratch.folder)/MNIST/raw/\(name)"))
    #expect(try fetch([server]) == nil)
    #expect(try isComplete())
    #expect(log.all == ["/\(name)", "/\(name) from \(cut)", "/t10k-labels-idx1-ubyte.gz"])
  }

  @Test("goes on at another mirror where the first breaks off")
  func resumedElsewhere() throws {
    let broken = try server { request, _ in .file(content(request), request, sends: 500) }
    let good = try goodServer()
    #expect(try fetch([broken, good]) == nil)
    #expect(try isComplete())
    #expect(log.all[1] == "/t10k-images-idx3-ubyte.gz from 500")
  }

  @Test("begins again where a server cannot go on, or what was there was wrong")
  func restarted() throws {
    let noRanges = try server { request, count in
      LoopbackServer.Answer(body: content(request), sends: count == 1 ? 900 : nil)
    }
    #expect(try fetch([noRanges]) != nil)
    #expect(try fetch([noRanges]) == nil)
    #expect(try isComplete())
    try FileManager.default.removeItem(atPath: "\(scratch.folder)/MNIST")
    try scratch.write(
      [UInt8](repeating: 9, count: 400), to: "MNIST/raw/.t10k-images-idx3-ubyte.gz.part")
    #expect(try fetch([try goodServer()]) == nil)
    #expect(try isComplete())
  }

  @Test("of another content is not believed, and the next mirror is asked")
  func wrongChecksum() throws {
    let liar = try server { request, _ in .file(content(request).reversed(), request) }
    let name = "t10k-images-idx3-ubyte.gz"
    #expect(
      try fetch([liar]) == "\(name) could not be fetched:\n  MIRROR0/\(name): what came is not the "
        + "file: its MD5 is not \(MD5.hex(of: images))\n" + hint)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(scratch.folder)/MNIST/raw").isEmpty)
    #expect(try fetch([liar, try goodServer()]) == nil)
    #expect(try isComplete())
  }

  @Test("of another length is not believed")
  func wrongLength() throws {
    let longer = try server { request, _ in .file(content(request) + [0], request) }
    let shorter = try server { request, _ in .file(content(request).dropLast(), request) }
    let name = "t10k-images-idx3-ubyte.gz"
    let size = images.count
    #expect(
      try fetch([longer, shorter]) == "\(name) could not be fetched:\n"
        + "  MIRROR0/\(name): it sends more than the file's \(size) bytes\n"
        + "  MIRROR1/\(name): the file ended after \(size - 1) of \(size) bytes\n" + kept + hint)
  }

  @Test("is looked for at the next mirror where the first has none")
  func notFound() throws {
    let empty = try server { _, _ in LoopbackServer.Answer(status: 404) }
    #expect(try fetch([empty, try goodServer()]) == nil)
    #expect(try isComplete())
    try FileManager.default.removeItem(atPath: "\(scratch.folder)/MNIST")
    let name = "t10k-images-idx3-ubyte.gz"
    #expect(
      try fetch([empty]) == "\(name) could not be fetched:\n  MIRROR0/\(name): curl: (22) The "
        + "requested URL returned error: 404\n" + hint)
  }

  @Test("is not looked for where a redirection leads away from https")
  func redirected() throws {
    let good = try goodServer()
    let address = good.address
    let away = try server { request, _ in
      LoopbackServer.Answer(status: 302, headers: ["Location: \(address)elsewhere"])
    }
    let failure = try #require(try fetch([away]))
    #expect(failure.contains("Protocol \"http\" not supported or disabled"))
    #expect(!log.all.contains("/elsewhere"))
  }

  @Test("is refused while another process fetches into the folder")
  func busy() throws {
    let part = try scratch.write([1], to: "MNIST/raw/.t10k-images-idx3-ubyte.gz.part")
    let descriptor = unsafe open(part, O_RDWR)
    defer { close(descriptor) }
    #expect(flock(descriptor, LOCK_EX) == 0)
    #expect(
      try fetch([try goodServer()]) == "another process is fetching into ROOT/MNIST/raw")
  }

  @Test(
    "comes over https, or from this machine",
    arguments: [
      ("https://a.example/x", true), ("https://a.example/x/", true),
      ("http://127.0.0.1:80/", true), ("http://localhost/", true), ("http://a.example/", false),
      ("ftp://a.example/", false), ("file:///etc/", false), ("a.example/", false), ("", false),
      ("https://", false), ("https://a.example/x y", false), ("https://a.example/\n", false),
      ("https://a.example/{a,b}", false), ("-o/tmp/x", false), ("https://a.example/\"", false),
    ])
  func addresses(text: String, isTaken: Bool) {
    #expect((Mirror(text) != nil) == isTaken)
  }

  @Test("is known by torchvision's names, and every mirror of it is good")
  func catalogue() {
    #expect(RemoteDataset.all.map(\.dataset) == [.mnist, .fashionMNIST])
    #expect(RemoteDataset.all.allSatisfy { $0.dataset.canBeFetched })
    for remote in RemoteDataset.all {
      #expect(remote.files.count == 4)
      #expect(remote.files.allSatisfy { $0.md5.count == 32 && $0.name.hasSuffix("-ubyte.gz") })
      #expect(remote.mirrors.count >= 2)
      #expect(remote.mirrors.allSatisfy { Mirror($0)?.address == $0 && $0.hasPrefix("https:") })
    }
  }

  @Test(
    "has the checksums of RFC 1321",
    arguments: [
      ("", "d41d8cd98f00b204e9800998ecf8427e"), ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ])
  func checksums(text: String, digest: String) {
    #expect(MD5.hex(of: Array(text.utf8)) == digest)
  }
}
