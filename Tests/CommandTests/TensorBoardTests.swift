import ExperimentReport
import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("Event files for TensorBoard")
struct TensorBoardTests {
  /// A finished run, without figures.
  private func folder(_ arguments: String...) throws -> TestFolder {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    let run = try Program.run(
      ["run", "small.json", "--out", "out", "--quiet", "--set", "figures=[]"] + arguments,
      in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    return scratch
  }

  private func runs(_ scratch: TestFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.file("out/tensorboard").path)
      .sorted()
  }

  private func bytes(_ scratch: TestFolder, _ run: String) throws -> [UInt8] {
    let path = "out/tensorboard/\(run)/events.out.tfevents.0.optlab"
    return Array(try Data(contentsOf: scratch.file(path)))
  }

  static let names = (0..<12).map { trial in
    let problem = ["line", "gan", "valley"][trial / 4]
    let optimizer = ["adam", "sgd"][trial / 2 % 2]
    return "\(trial < 10 ? "00" : "0")\(trial)-\(problem)-\(optimizer)-seed-\(trial % 2)"
  }

  @Test("are one a trial, in a folder that names it, and none unless they are asked for")
  func folders() throws {
    #expect(try runs(SmallRun.withEvents.get()) == Self.names)
    let without = try SmallRun.shared.get()
    #expect(!FileManager.default.fileExists(atPath: without.file("out/tensorboard").path))
    let bySpec = try folder("--set", "record.tensorboard=true")
    #expect(try runs(bySpec) == Self.names)
  }

  @Test("hold the numbers of curves.csv")
  func scalars() throws {
    let scratch = try SmallRun.withEvents.get()
    let rows = try scratch.csv("out/curves.csv").rows
    for (index, name) in Self.names.enumerated() {
      let values = TaggedValue.all(in: try bytes(scratch, name)).filter { $0.field == 2 }
      for row in rows where try row["trial"] == "\(index)" {
        for column in ["loss", "eval_loss", "gradient_norm", "distance", "fake_score"] {
          let (network, step) = (try row["network"], try row["step"])
          let found = values.filter {
            $0.tag == "\(column)/\(network)" && "\($0.step)" == step
          }
          let expected = try row.number(column).map { EventReader.Value.float(Float($0)) }
          #expect(found.map(\.value) == (expected.map { [$0] } ?? []), "\(name), \(column)")
        }
      }
    }
  }

  @Test("hold histograms of weights, gradients and activations, whose counts are the layers' sizes")
  func histograms() throws {
    let scratch = try SmallRun.withEvents.get()
    let values = TaggedValue.all(in: try bytes(scratch, Self.names[0])).filter { $0.field == 5 }
    let tags = Set(values.map(\.tag))
    #expect(tags.isSuperset(of: ["weights/model.0", "gradients/model.2", "activations/model.1"]))
    for (tag, count) in [("weights/model.0", 16), ("weights/model.2", 9)] {
      let own = values.filter { $0.tag == tag }
      #expect(own.map(\.step) == [0, 7, 15], "\(tag)")
      for value in own {
        let fields = EventReader.fields(of: value.value.bytes)
        #expect(fields.first { $0.number == 3 }?.value == .double(Double(count)), "\(tag)")
        // As many bins as limits.
        let lists = fields.filter { $0.number >= 6 }.map(\.value.bytes.count)
        #expect(lists.count == 2 && lists[0] == lists[1] && lists[0] > 0, "\(tag)")
      }
    }
  }

  @Test("hold the pictures of the fixed noise")
  func pictures() throws {
    let scratch = try SmallRun.withEvents.get()
    let values = TaggedValue.all(in: try bytes(scratch, Self.names[4])).filter { $0.field == 4 }
    #expect(Set(values.map(\.tag)) == ["fixed_noise/generator"])
    #expect(values.first?.step == 0 && values.last?.step == 6)
    for value in values {
      let fields = EventReader.fields(of: value.value.bytes)
      // 16 pictures of 28 × 28 in rows of 8, with lines between.
      #expect(fields[0].value == .integer(2 * 29 + 1) && fields[1].value == .integer(8 * 29 + 1))
      #expect(fields[3].value.bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    }
  }

  @Test("are made again by another run and by plot, without training; no trial's hash changes")
  func again() throws {
    let scratch = try folder()
    let manifest = try scratch.text("out/manifest.json")
    func hashes(_ text: String) -> [Substring] {
      text.split(separator: "\n").filter { $0.contains("\"hash\"") }
    }
    let second = try Program.run(
      ["run", "small.json", "--out", "out", "--tensorboard", "--set", "figures=[]"],
      in: scratch.folder)
    #expect(second.output.contains("12 finished (12 were there already)"))
    #expect(hashes(try scratch.text("out/manifest.json")) == hashes(manifest))
    let first = try Self.names.map { try bytes(scratch, $0) }
    try FileManager.default.removeItem(at: scratch.file("out/tensorboard"))
    #expect(try Program.run(["plot", "out"], in: scratch.folder).code == 0)
    #expect(try Self.names.map { try bytes(scratch, $0) } == first)
  }

  @Test("of trials that the spec no longer has go; a stranger's file stays")
  func stale() throws {
    let scratch = try TestFolder(copying: SmallRun.withEvents.get())
    let kept = "out/tensorboard/\(Self.names[3])/notes.txt"
    try scratch.write("mine", to: kept)
    let fewer = try Program.run(
      [
        "run", "small.json", "--out", "out", "--quiet", "--tensorboard", "--set", "seeds=[0]",
        "--set", "problems.1.epochs=1", "--set", "figures=[]",
      ], in: scratch.folder)
    #expect(fewer.code == 0, "\(fewer.errors)")
    #expect(
      try runs(scratch) == [
        "000-line-adam-seed-0", "001-line-sgd-seed-0", "002-gan-adam-seed-0",
        "003-gan-sgd-seed-0", Self.names[3], "004-valley-adam-seed-0", "005-valley-sgd-seed-0",
      ])
    #expect(try scratch.text(kept) == "mine")
  }
}

/// What TensorBoard itself makes of the files.
@Suite(
  "Event files, read by TensorBoard",
  .enabled(if: Python.wantsTensorBoard, Python.tensorBoardIsNotAskedFor))
struct RealTensorBoardTests {
  private static let check = #"""
    import csv, io, sys
    from collections import defaultdict
    from pathlib import Path

    from PIL import Image
    from tensorboard import context
    from tensorboard.backend.event_processing import data_provider, event_accumulator
    from tensorboard.backend.event_processing import plugin_event_multiplexer
    from tensorboard.plugins import base_plugin
    from tensorboard.plugins.hparams import api_pb2, backend_context, list_session_groups

    ALL = {"scalars": 0, "images": 0, "histograms": 0}  # no reservoirs
    root = Path("out/tensorboard")
    rows = defaultdict(list)
    for row in csv.DictReader(open("out/curves.csv")):
        rows[int(row["trial"])].append(row)
    trials = list(csv.DictReader(open("out/trials.csv")))
    pictures = Path("out/pictures.u8").read_bytes()
    for number, folder in enumerate(sorted(root.iterdir())):
        events = event_accumulator.EventAccumulator(str(folder), size_guidance=ALL)
        events.Reload()
        tags = events.Tags()
        # Every value of every scalar, as float32 has it.
        compared = 0
        for tag in tags["scalars"]:
            column, network = tag.split("/")
            if column == "final" or column.startswith("layer_"):
                continue
            ours = [
                (int(row["step"]), float(row[column]))
                for row in rows[number]
                if row["network"] == network and row.get(column)
            ]
            if not ours:
                continue  # a column of another table
            read = [(event.step, event.value) for event in events.Scalars(tag)]
            assert [step for step, _ in read] == [step for step, _ in ours], tag
            assert all(abs(a - b) <= 1e-6 * abs(b) for (_, a), (_, b) in zip(read, ours)), tag
            compared += len(read)
        assert compared > 20, compared
        times = [event.wall_time for event in events.Scalars(tags["scalars"][0])]
        assert times == sorted(times)
        if "valley" not in folder.name:
            assert any(tag.startswith("weights/") for tag in tags["histograms"]), tags
            for tag in tags["histograms"]:
                for event in events.Histograms(tag):
                    value = event.histogram_value
                    assert sum(value.bucket) == value.num > 0, tag
                    assert value.bucket_limit == sorted(value.bucket_limit), tag
                    assert value.min <= value.max and abs(value.bucket_limit[-1] - value.max) < 1e-12
        if "gan" in folder.name:
            images = events.Images("fixed_noise/generator")
            assert images[0].step == 0 and images[-1].step == int(trials[number]["steps"])
            for image in images:
                picture = Image.open(io.BytesIO(image.encoded_image_string))
                picture.load()
                assert picture.size == (image.width, image.height) and picture.mode == "L"
                # The first four of each row are in the figure, for the first seed.
                if folder.name == "004-gan-adam-seed-0":
                    shown = picture.crop((0, 0, 4 * 29 + 1, picture.height))
                    assert shown.tobytes() in pictures

    # The table of hyperparameters, as its plugin makes it.
    multiplexer = plugin_event_multiplexer.EventMultiplexer()
    multiplexer.AddRunsFromDirectory(str(root))
    multiplexer.Reload()
    provider = data_provider.MultiplexerDataProvider(multiplexer, str(root))
    plugin = backend_context.Context(base_plugin.TBContext(data_provider=provider))
    request = context.RequestContext()
    metadata = plugin.hparams_metadata(request, "")
    experiment = plugin.experiment_from_metadata(
        request, "", True, metadata, plugin.hparams_from_data_provider(request, "", 100))
    names = {info.name for info in experiment.hparam_infos}
    assert {"problem", "optimizer", "lr", "batch_size", "seed", "betas.0", "eps"} <= names, names
    metrics = [info.name.tag for info in experiment.metric_infos]
    assert metrics == ["final/loss", "final/eval_loss", "final/steps"], metrics
    statuses = [api_pb2.STATUS_SUCCESS, api_pb2.STATUS_FAILURE]
    groups = list_session_groups.Handler(
        request, plugin, "",
        api_pb2.ListSessionGroupsRequest(slice_size=50, allowed_statuses=statuses),
    ).run().session_groups
    assert len(groups) == len(trials) == 12, len(groups)
    for group, trial in zip(sorted(groups, key=lambda group: group.name), trials):
        assert group.hparams["optimizer"].string_value == trial["optimizer"]
        assert group.hparams["seed"].string_value == trial["seed"]
        assert group.hparams["lr"].number_value == float(trial["lr"])
        values = {value.name.tag: value.value for value in group.metric_values}
        assert values["final/steps"] == int(trial["steps"])
        loss = float(trial["final_loss"])
        assert abs(values["final/loss"] - loss) <= 1e-6 * abs(loss), (values, loss)
    print("good")
    """#

  @Test("hold every recorded value, whole pictures, and the table of hyperparameters")
  func reads() throws {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    let run = try Program.run(
      ["run", "small.json", "--out", "out", "--quiet", "--tensorboard"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    try scratch.write(Self.check, to: "check.py")
    #expect(try Python.tensorBoard.get().run(["check.py"], in: scratch.folder) == "good\n")
  }

  @Test("give what is whole of them, wherever they are cut off")
  func cut() throws {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    let run = try Program.run(
      ["run", "small.json", "--out", "out", "--quiet", "--tensorboard"], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let name = "out/tensorboard/000-line-adam-seed-0/events.out.tfevents.0.optlab"
    let bytes = Array(try Data(contentsOf: scratch.file(name)))
    var lines: [String] = []
    for length in stride(from: 1, through: bytes.count, by: max(bytes.count / 60, 1)) {
      let part = Array(bytes[..<length])
      let folder = scratch.file("cut/\(length)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(part).write(to: folder.appendingPathComponent("events.out.tfevents.0.optlab"))
      let whole = TaggedValue.all(in: part).count { $0.tag == "loss/model" }
      lines.append("\(length) \(whole)")
    }
    try scratch.write(lines.joined(separator: "\n"), to: "whole.txt")
    try scratch.write(
      """
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

      for line in open("whole.txt"):
          length, whole = line.split()
          events = EventAccumulator(f"cut/{length}")
          events.Reload()
          scalars = events.Tags()["scalars"]
          read = len(events.Scalars("loss/model")) if "loss/model" in scalars else 0
          assert read == int(whole), (length, read, whole)
      print("good")
      """, to: "check.py")
    #expect(try Python.tensorBoard.get().run(["check.py"], in: scratch.folder) == "good\n")
  }
}
