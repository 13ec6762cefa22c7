import Foundation
import TestSupport
import Testing

@Suite("The same bits everywhere")
struct SameBitsTests {
  private static let spec = """
    {
      "name": "s", "seeds": [0, 1],
      "problems": [
        { "name": "p", "kind": "regression",
          "data": {"kind": "function", "function": "sine", "count": 61, "noise": 0.1},
          "model": [{"kind": "linear", "units": 33}, {"kind": "gelu"}, {"kind": "linear", "units": 17},
                    {"kind": "elu"}, {"kind": "linear", "units": 1}],
          "steps": 40, "batch_size": 16 },
        { "name": "d", "kind": "regression", "dtype": "float64",
          "data": {"kind": "function", "function": "sine", "count": 61, "noise": 0.1},
          "model": [{"kind": "linear", "units": 33}, "tanh", {"kind": "linear", "units": 1}],
          "steps": 40, "batch_size": 16 },
        { "name": "g", "kind": "gan", "data": {"kind": "digits", "count": 128},
          "discriminator": [{"kind": "linear", "units": 65}, "leaky_relu", {"kind": "linear", "units": 1},
                            "sigmoid"],
          "generator": [{"kind": "linear", "units": 65}, "leaky_relu", {"kind": "linear", "units": 784}, "tanh"],
          "epochs": 1 }
      ],
      "optimizers": [{"kind": "adam"}, {"kind": "momentum"}], "figures": []
    }
    """

  private func curves(
    _ scratch: TestFolder, _ out: String, _ arguments: [String] = [],
    _ variables: [String: String] = [:]
  ) throws -> String {
    let outcome = try Program.run(
      ["run", "s.json", "--out", out] + arguments, in: scratch.folder, environment: variables)
    #expect(outcome.code == 0, "\(outcome.errors)")
    return try ["curves", "layers"].map { table in
      let text = try String(contentsOf: scratch.file("\(out)/\(table).csv"), encoding: .utf8)
      let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
      let clock = rows[0].split(separator: ",").firstIndex(of: "seconds")
      return rows.map { row in
        row.split(separator: ",", omittingEmptySubsequences: false).enumerated()
          .filter { $0.offset != clock }.map(\.element).joined(separator: ",")
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  @Test(
    "are those of an older processor's kernels and functions",
    .enabled(if: Program.hasVectors, "the processor is none of those that a release runs on"))
  func older() throws {
    let scratch = try TestFolder()
    try scratch.write(Self.spec, to: "s.json")
    let here = try curves(scratch, "here", ["--same-bits"])
    let older = try curves(
      scratch, "older", ["--same-bits"],
      [
        "LIBXSMM_TARGET": "snb",
        "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ",
      ])
    #expect(here == older)
    // A run that does not ask has others: the comparison could fail.
    #expect(try curves(scratch, "plain") != here)
  }

  @Test("are asked for by the spec as by the command, and make other trials")
  func spec() throws {
    let scratch = try TestFolder()
    try scratch.write(Self.spec, to: "s.json")
    let asked = try curves(scratch, "asked", ["--same-bits"])
    let set = try curves(scratch, "set", ["--set", "same_bits=true"])
    #expect(asked == set)
    let outcome = try Program.run(["verify", "asked"], in: scratch.folder)
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    let resolved = try String(contentsOf: scratch.file("asked/experiment.json"), encoding: .utf8)
    #expect(resolved.contains("\"same_bits\": true"))
  }
}
