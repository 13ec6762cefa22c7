import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// What a release packs, made of the built program.
@Suite("A package", .enabled(if: Python.isThere, "python3 is not there"))
struct PackagingTests {
  private static func isThere(_ programs: String...) -> Bool {
    programs.allSatisfy { ProgramSearch.find($0) != nil }
  }

  /// Runs a program, which is to succeed.
  @discardableResult
  private func run(_ words: [String], environment: [String: String] = [:]) throws -> String {
    let all = ["SOURCE_DATE_EPOCH": "1700000000", "OPTLAB_WHEEL_LEVEL": "0"]
    let outcome = try Program.run(
      words, environment: all.merging(environment) { _, new in new },
      program: URL(fileURLWithPath: "/usr/bin/env"))
    try #require(outcome.code == 0, "\(words): \(outcome.errors)")
    return outcome.output
  }

  private func script(_ name: String) -> String {
    Program.repository.appendingPathComponent("scripts/\(name)").path
  }

  /// Stands for the program where its 20 MB would only take time to pack, and answers as it does.
  private func standIn(in scratch: TestFolder) throws -> URL {
    try scratch.writeProgram("#!/bin/sh\nexec '\(Program.binary.path)' \"$@\"\n", to: "program")
  }

  @Test("for Python has the same bytes twice, and a record that is true of every file")
  func wheel() throws {
    let scratch = try TestFolder()
    var wheels: [Data] = []
    for folder in ["a", "b"] {
      let path = try run([
        "python3", script("wheel"), Program.binary.path, "1.2.3", scratch.file(folder).path,
      ]).trimmingCharacters(in: .newlines)
      wheels.append(try Data(contentsOf: URL(fileURLWithPath: path)))
      try run([
        "python3", "-c",
        """
        import base64, csv, hashlib, io, sys, zipfile
        wheel = zipfile.ZipFile(sys.argv[1])
        record = {row[0]: row for row in csv.reader(io.StringIO(
            wheel.read("optimizer_lab-1.2.3.dist-info/RECORD").decode()))}
        assert set(record) == set(wheel.namelist()) and len(record) == len(wheel.namelist())
        for name, (_, digest, size) in record.items():
            if name.endswith("RECORD"):
                continue
            data = wheel.read(name)
            right = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            assert (digest, int(size)) == (f"sha256={right}", len(data)), name
        dates = {entry.date_time for entry in wheel.infolist()}
        assert dates == {(2023, 11, 14, 22, 13, 20)}, dates
        modes = {entry.filename: entry.external_attr >> 16 for entry in wheel.infolist()}
        assert modes["optimizer_lab-1.2.3.data/scripts/optlab"] == 0o100755
        assert {mode for name, mode in modes.items() if not name.endswith("/optlab")} == {0o100644}
        licenses = [name for name in modes if "/licenses/" in name]
        assert len(licenses) > 7, licenses
        """, path,
      ])
    }
    #expect(wheels[0] == wheels[1])
  }

  @Test(
    "for Python is refused for what is no version and no program",
    arguments: [("v1.2", true), ("1.2-3", true), ("1.2.3", false)])
  func refused(version: String, isProgram: Bool) throws {
    let scratch = try TestFolder()
    let program = isProgram ? Program.binary : try scratch.write("#!/bin/sh\n", to: "optlab")
    let outcome = try Program.run(
      ["python3", script("wheel"), program.path, version, scratch.file("out").path],
      program: URL(fileURLWithPath: "/usr/bin/env"))
    #expect(outcome.code == 1 && !scratch.exists("out"))
    #expect(
      outcome.errors.contains(isProgram ? "is no version" : "is no program"), "\(outcome.errors)")
  }

  @Test(
    "for Debian has the same bytes twice, and each file where Debian has it",
    .enabled(if: isThere("dpkg-deb"), "dpkg-deb is not there"))
  func deb() throws {
    let scratch = try TestFolder()
    let program = try standIn(in: scratch)
    var packages: [URL] = []
    for folder in ["a", "b"] {
      let path = try run([
        script("deb"), program.path, "1.2.3", scratch.file(folder).path,
      ]).trimmingCharacters(in: .newlines)
      #expect(path.hasSuffix("/optlab_1.2.3_amd64.deb"))
      packages.append(URL(fileURLWithPath: path))
    }
    #expect(try Data(contentsOf: packages[0]) == Data(contentsOf: packages[1]))
    let tree = scratch.file("tree").path
    try run(["dpkg-deb", "-x", packages[0].path, tree])
    let files = Set(try scratch.paths(below: "tree"))
    for file in [
      "usr/bin/optlab", "usr/share/man/man1/optlab.1.gz", "usr/share/doc/optlab/copyright",
      "usr/share/doc/optlab/changelog.gz", "usr/share/doc/optlab/install.md",
      "usr/share/doc/optlab/third-party/swift.txt",
      "usr/share/bash-completion/completions/optlab", "usr/share/zsh/vendor-completions/_optlab",
      "usr/share/fish/vendor_completions.d/optlab.fish",
    ] {
      #expect(files.contains(file), "\(file)")
    }
    #expect(files.allSatisfy { $0 == "usr" || $0.hasPrefix("usr/") })
    #expect(
      try Data(contentsOf: scratch.file("tree/usr/bin/optlab")) == Data(contentsOf: program))
    let copyright = try scratch.text("tree/usr/share/doc/optlab/copyright")
    #expect(copyright.contains("License: Expat\n Permission is hereby granted, free of charge"))
    for license in files where license.hasPrefix("usr/share/doc/optlab/third-party/") {
      #expect(copyright.contains("\nFiles: \(license)\n"), "\(license)")
    }
    let fields = try run(["dpkg-deb", "--field", packages[0].path])
    #expect(fields.contains("Depends: libc6 (>= 2.35), gnuplot-nox | gnuplot\n"), "\(fields)")
    #expect(fields.contains("Version: 1.2.3\n") && !fields.contains("Size: @"))
  }

  @Test(
    "for Debian names who answers for it, as Debian's tools do, and nobody where that is no address",
    .enabled(if: isThere("dpkg-deb"), "dpkg-deb is not there"),
    arguments: [
      (nil, nil, "The optlab authors <authors@optlab.example>"),
      ("A. & B. Person", "person@lab.example", "A. & B. Person <person@lab.example>"),
      (nil, "nowhere", nil), ("A <B>", "person@lab.example", nil), ("A\nB: c", "a@b.example", nil),
    ] as [(String?, String?, String?)])
  func maintainer(name: String?, address: String?, written: String?) throws {
    let scratch = try TestFolder()
    let outcome = try Program.run(
      [try standIn(in: scratch).path, "1.2.3", scratch.file("out").path],
      environment: ["DEBFULLNAME": name ?? "", "DEBEMAIL": address ?? ""],
      program: URL(fileURLWithPath: script("deb")))
    guard let written else {
      #expect(outcome.code == 64 && outcome.errors.contains("DEBEMAIL"), "\(outcome.errors)")
      #expect(!scratch.exists("out"))
      return
    }
    let package = scratch.file("out/optlab_1.2.3_amd64.deb").path
    let field = try run(["dpkg-deb", "--field", package, "Maintainer"])
    #expect(field == written + "\n")
    let tree = scratch.file("tree").path
    try run(["dpkg-deb", "-x", package, tree])
    let changes = try run(["zcat", "\(tree)/usr/share/doc/optlab/changelog.gz"])
    #expect(changes.contains(" -- \(written)  "), "\(changes)")
  }

  @Test(
    "for Debian is one that lintian finds no error in",
    .enabled(if: isThere("dpkg-deb", "lintian"), "lintian is not there"))
  func lintian() throws {
    let scratch = try TestFolder()
    let program = try standIn(in: scratch).path
    let path = try run([script("deb"), program, "1.2.3", scratch.folder.path])
      .trimmingCharacters(in: .newlines)
    let outcome = try Program.run(
      ["lintian", "--allow-root", path], program: URL(fileURLWithPath: "/usr/bin/env"))
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.filter { $0.hasPrefix("E:") || $0.hasPrefix("W:") } == [], "\(outcome.errors)")
  }

  @Test("has a manual of every command and option, which no reader of manuals complains about")
  func manual() throws {
    let scratch = try TestFolder()
    let page = try run(["python3", script("man-page"), Program.binary.path, "1.2.3"])
    #expect(page.contains(".TH OPTLAB 1 \"2023-11-14\" \"optlab 1.2.3\""))
    let path = try scratch.write(page, to: "optlab.1").path
    let help = try Program.run(["--help"]).output
    let commands = help.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first }.filter { $0.first?.isLowercase == true }
    #expect(commands.count > 15)
    for command in commands where command != "optlab" && command != "help" {
      #expect(page.contains(".SS \\fBoptlab \(command)"), "\(command)")
      let options = try Program.run([String(command), "--help"]).output.matches(
        of: /\n  (--[a-z-]+)/)
      for option in options where option.1 != "--version" {
        #expect(
          page.contains("\\fB\(option.1.replacing("-", with: "\\-"))\\fR"), "\(command) \(option.1)"
        )
      }
    }
    // What depends on the machine where it was made is not in it.
    #expect(!page.contains("(default: \(ProcessInfo.processInfo.activeProcessorCount))"))
    for (reader, words) in [
      ("groff", ["groff", "-man", "-ww", "-Tutf8", path]),
      ("mandoc", ["mandoc", "-T", "lint", "-W", "warning", path]),
    ] where Self.isThere(reader) {
      let outcome = try Program.run(words, program: URL(fileURLWithPath: "/usr/bin/env"))
      let said = reader == "mandoc" ? outcome.output + outcome.errors : outcome.errors
      #expect(outcome.code == 0 && said == "", "\(reader): \(said)")
    }
  }

  @Test(
    "of a version that is not the sources', or of nothing, is refused before anything is built",
    arguments: [
      (["0.0.9"], 1, "the sources say that they are "), ([], 64, "scripts/release VERSION"),
      (["next"], 64, "scripts/release VERSION"),
    ])
  func refused(words: [String], code: Int32, says: String) throws {
    let outcome = try Program.run(words, program: URL(fileURLWithPath: script("release")))
    #expect(outcome.code == code)
    #expect(outcome.errors.contains(says), "\(outcome.errors)")
  }
}
