import ExperimentRunner
import OptimizerLab

extension Mistake {
  private static let beyond = "JSON Schema does not multiply"

  /// What the sentences say of the machine that the tests run on.
  private static let memory = "and this machine has \(ByteCount.text(Machine.memory))"

  /// Numbers recorded of a network of 903 layers at one step, and what they come to at every step.
  private static let recorded =
    CurveTable.layout.columns.count + 903 * LayerTable.layout.columns.count
  private static let recordedBytes = ByteCount.text(1_000_000_003 * recorded * 8)

  /// With a byte for each of the four units of its 901 hidden layers that have histories.
  private static let withLives = ByteCount.text(1_000_000_003 * (recorded * 8 + 901 * 4))

  /// The same of a network of three layers, and what that comes to in many trials.
  private static let small = CurveTable.layout.columns.count + 3 * LayerTable.layout.columns.count
  private static let modelBytes = ByteCount.text(20_000 * 2_000_003 * small * 8)

  /// Sizes, each allowed, whose product no memory holds.
  static let sizes: [Mistake] = [
    Mistake(
      "a wide input of many probes", #""every": 5}"#,
      #""every": 5, "probe": 1000000}"#,
      #"""
      spec.json:18:35: error: record.probe: one trial needs about 2.43 TB of memory, \#(memory); most of it is for the probe set of the generator, 1000000 rows × 603136 values × 4 bytes = 2.41 TB
         18 |   "record": {"every": 5, "probe": 1000000}
            |                                   ^^^^^^^
      """#, beyondSchema: beyond, changes: [(#""latent": 8"#, #""latent": 200000"#)]),
    Mistake(
      "noise of many rows", #""steps": 3"#,
      #""steps": 3, "batch_size": 10000000"#,
      #"""
      spec.json:11:33: error: problems[1].batch_size: one trial needs about 8.02 TB of memory, \#(memory); most of it is for the fixed noise, 10000000 rows × 200000 values × 4 bytes = 8 TB
         11 |       "steps": 3, "batch_size": 10000000 },
            |                                 ^^^^^^^^
      """#, beyondSchema: beyond, changes: [(#""latent": 8"#, #""latent": 200000"#)]),
    Mistake(
      "a batch of all of many examples", #"{"kind": "sgd"}"#,
      #"{"kind": "gd", "batch_size": 10000000}"#,
      #"""
      spec.json:16:34: error: optimizers[1].batch_size: one trial needs about 32 TB of memory, \#(memory); most of it is for a batch in the model, 10000000 rows × 800003 values × 4 bytes = 32 TB
         16 |     {"kind": "gd", "batch_size": 10000000}
            |                                  ^^^^^^^^
      """#, beyondSchema: beyond,
      changes: [
        (#""units": 4"#, #""units": 100000"#),
        (#"{"kind": "function"}"#, #"{"kind": "function", "count": 10000000}"#),
      ]),
    Mistake(
      "a row at each of many steps", #""record": {"every": 5}"#,
      #""record": {"every": 1}"#,
      #"""
      spec.json:18:23: error: record.every: one trial needs about \#(withLives) of memory, \#(memory); most of it is for what is recorded of the model, 1000000003 steps × \#(recorded) values × 8 bytes = \#(recordedBytes)
         18 |   "record": {"every": 1}
            |                       ^
      """#, beyondSchema: beyond,
      changes: [
        (#""epochs": 2"#, #""steps": 1000000000"#),
        (#""relu""#, Array(repeating: #""relu""#, count: 901).joined(separator: ", ")),
      ]),
    Mistake(
      "the lives of many units at each of many steps", #""record": {"every": 5}"#,
      #""record": {"every": 1}"#,
      #"""
      spec.json:18:23: error: record.every: one trial needs about 1 PB of memory, \#(memory); most of it is for the lives of the units of the model, 1000000003 steps × 1000000 units × 1 byte = 1 PB
         18 |   "record": {"every": 1}
            |                       ^
      """#, beyondSchema: beyond,
      changes: [
        (#""epochs": 2"#, #""steps": 1000000000"#), (#""units": 4"#, #""units": 1000000"#),
      ]),
    Mistake(
      "a few rows of each of many trials", #""record": {"every": 5}"#,
      #""record": {"every": 1}"#,
      #"""
      spec.json:18:23: error: record.every: what all trials record needs about 21.9 TB of memory, \#(memory); most of it is for what is recorded of the model, 20000 trials × 2000003 steps × \#(small) values × 8 bytes = \#(modelBytes)
         18 |   "record": {"every": 1}
            |                       ^
      """#, beyondSchema: beyond,
      changes: [
        (#""epochs": 2"#, #""steps": 2000000"#),
        (
          #""seeds": [0, 1]"#,
          #""seeds": [\#((0..<10_000).map(String.init).joined(separator: ", "))]"#
        ),
      ]),
    Mistake(
      "a network of many wide layers", #"{"kind": "linear", "units": 4}"#,
      Array(repeating: #"{"kind": "linear", "units": 1000000}"#, count: 9).joined(separator: ", "),
      #"""
      spec.json:6:16: error: problems[0].model: (1 + 1) × 1000000 + (1000000 + 1) × 1000000 + (1000000 + 1) × 1000000 + (1000000 + 1) × 1000000 + (1000000 + 1) × 1000000 + (1000000 + 1) × 1000000 + … (4 more) = 8000011000001 parameters; at most 200000000 are allowed
          6 |       "model": [{"kind": "linear", "units": 1000000}, {"kind": "linear", "units": 1000000}, {"kind": "linear",…
            |                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      """#, beyondSchema: beyond),
  ]
}
