import CSanitizer
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// Of tests that limit the address space.
private let limits = ConditionTrait.disabled(
  if: a_sanitizer_is_on(), "a sanitizer takes more address space than the test leaves")

@Suite("Data from outside")
struct DataCommandTests {
  private func gan(_ scratch: TestFolder) throws {
    try scratch.write(
      """
      {"name": "images", "problems": [{"name": "t", "kind": "gan",
        "data": {"kind": "mnist", "root": ".", "split": "test"}, "latent": 2,
        "generator": [{"kind": "linear", "units": 784}, "tanh"],
        "discriminator": [{"kind": "linear", "units": 1}, "sigmoid"], "steps": 1}],
       "optimizers": [{"kind": "adam"}]}
      """, to: "images.json")
  }

  private func limited(_ kilobytes: Int, _ arguments: String, in scratch: TestFolder) throws
    -> Program.Outcome
  {
    try Program.run(
      ["-c", "ulimit -v \(kilobytes); exec '\(Program.binary.path)' \(arguments)"],
      in: scratch.folder, program: URL(fileURLWithPath: "/bin/sh"))
  }

  @Test(
    "that unfold into gigabytes are left where they exceed what their header promises", limits)
  func bomb() throws {
    let scratch = try TestFolder()
    try gan(scratch)
    try FileManager.default.createDirectory(
      at: scratch.file("MNIST/raw"), withIntermediateDirectories: true)
    let file = "MNIST/raw/t10k-images-idx3-ubyte.gz"
    // One image is promised; four gigabytes of zeros follow, in forty members of four megabytes.
    let made = try Program.run(
      [
        "-c",
        "printf '\\0\\0\\010\\003\\0\\0\\0\\001\\0\\0\\0\\034\\0\\0\\0\\034' | gzip > \(file); "
          + "head -c 100000000 /dev/zero | gzip -1 > zeros; "
          + "for i in 1 2 3 4; do cat zeros zeros zeros zeros zeros zeros zeros zeros zeros zeros; "
          + "done >> \(file)",
      ], in: scratch.folder, program: URL(fileURLWithPath: "/bin/sh"))
    #expect(made.code == 0)
    // The program itself takes about a fifth of that.
    let began = ContinuousClock.now
    let outcome = try limited(1_500_000, "run images.json", in: scratch)
    #expect(outcome.code == 65)
    #expect(
      outcome.errors
        == "optlab: ./\(file): the IDX header promises 1 x 28 x 28 = 784 bytes, but the file has "
        + "more after it\n")
    #expect(ContinuousClock.now - began < .seconds(2))
  }

  @Test("that promise more than there can be are refused before anything is allocated", limits)
  func promise() throws {
    let scratch = try TestFolder()
    try gan(scratch)
    try FileManager.default.createDirectory(
      at: scratch.file("MNIST/raw"), withIntermediateDirectories: true)
    let huge: [UInt8] = [0, 0, 8, 3] + [UInt8](repeating: 0xFF, count: 12)
    try Data(huge).write(to: scratch.file("MNIST/raw/t10k-images-idx3-ubyte"))
    let outcome = try limited(1_500_000, "run images.json", in: scratch)
    #expect(outcome.code == 65)
    #expect(
      outcome.errors
        == "optlab: ./MNIST/raw/t10k-images-idx3-ubyte: the IDX header promises 4294967295 x "
        + "4294967295 x 4294967295 bytes; at most 1073741824 are read\n")
  }

  @Test("that are missing can be fetched, and the message says how")
  func missing() throws {
    let scratch = try TestFolder()
    try gan(scratch)
    let outcome = try Program.run(["run", "images.json"], in: scratch.folder)
    #expect(outcome.code == 66)
    #expect(outcome.errors.contains("`optlab data fetch mnist` fetches it"))
  }

  @Test("are not fetched where no server answers, and that is said")
  func noServer() throws {
    let scratch = try TestFolder()
    let outcome = try Program.run(
      ["data", "fetch", "fashion_mnist", "--root", "d", "--mirror", "https://127.0.0.1:1/x"],
      in: scratch.folder, environment: ["no_proxy": "*"])
    #expect(outcome.code == 69)
    #expect(outcome.output == "")
    let address = "https://127.0.0.1:1/x/train-images-idx3-ubyte.gz"
    #expect(outcome.errors.hasPrefix("fetches \(address)\n"))
    #expect(
      outcome.errors.contains(
        "optlab: train-images-idx3-ubyte.gz could not be fetched:\n  \(address): curl: (7) "))
    #expect(outcome.errors.hasSuffix("the files can be put into d/FashionMNIST/raw by hand\n"))
    #expect(
      try FileManager.default.subpathsOfDirectory(atPath: scratch.file("d").path).sorted()
        == ["FashionMNIST", "FashionMNIST/raw"])
  }

  @Test("are not fetched without a client, or from what is no address")
  func usage() throws {
    let scratch = try TestFolder()
    let without = try Program.run(
      ["data", "fetch", "mnist"], in: scratch.folder, environment: ["PATH": scratch.folder.path])
    #expect(without.code == 69)
    #expect(
      without.errors == "optlab: curl is needed to fetch data and is not installed (Debian: curl)\n"
    )
    for (arguments, says) in [
      (["mnits"], "\"mnits\" is unknown; did you mean \"mnist\"? Known here: mnist, fashion_mnist"),
      (["mnist", "--mirror", "http://a.example/"], "begins with https://"),
      (["mnist", "--mirror", "/etc"], "begins with https://"),
    ] {
      let outcome = try Program.run(["data", "fetch"] + arguments, in: scratch.folder)
      #expect(outcome.code == 64)
      #expect(outcome.errors.contains(says), "\(outcome.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).isEmpty)
  }

  @Test("come over https from a server that a certificate vouches for, and from no other")
  func https() throws {
    let scratch = try TestFolder()
    let openssl = URL(fileURLWithPath: "/usr/bin/env")
    let made = try Program.run(
      [
        "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out",
        "cert.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost",
      ], in: scratch.folder, program: openssl)
    // 127: there is no openssl to serve with.
    guard made.code != 127 else { return }
    #expect(made.code == 0, "\(made.errors)")
    try scratch.write("not the file", to: "train-images-idx3-ubyte.gz")
    let port = 20_000 + Int(getpid()) % 20_000
    let server = Process()
    server.executableURL = openssl
    server.arguments = [
      "openssl", "s_server", "-quiet", "-WWW", "-accept", "\(port)", "-cert", "cert.pem", "-key",
      "key.pem",
    ]
    server.currentDirectoryURL = scratch.folder
    server.standardInput = FileHandle.nullDevice
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    // With them blocked, nothing but SIGKILL would end it.
    try Program.withoutBlockedSignals { try server.run() }
    defer {
      server.terminate()
      server.waitUntilExit()
    }
    func fetch(_ environment: [String: String]) throws -> Program.Outcome {
      var outcome: Program.Outcome
      var attempts = 0
      repeat {
        outcome = try Program.run(
          ["data", "fetch", "mnist", "--mirror", "https://localhost:\(port)/"], in: scratch.folder,
          environment: environment.merging(["no_proxy": "*"]) { $1 })
        attempts += 1
        if outcome.errors.contains("curl: (7)") { Thread.sleep(forTimeInterval: 0.1) }
      } while outcome.errors.contains("curl: (7)") && attempts < 50
      return outcome
    }
    let stranger = try fetch([:])
    #expect(stranger.code == 69)
    #expect(stranger.errors.contains("SSL certificate problem"), "\(stranger.errors)")
    let known = try fetch(["CURL_CA_BUNDLE": scratch.file("cert.pem").path])
    #expect(known.code == 65)
    #expect(known.errors.contains("of 9912422 bytes"), "\(known.errors)")
  }
}
