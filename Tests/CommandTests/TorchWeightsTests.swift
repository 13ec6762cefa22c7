import ExperimentRunner
import Foundation
import OptimizerLab
import TestSupport
import Testing

/// Files of weights between the program and PyTorch, both ways.
@Suite(
  "A file of weights, in PyTorch",
  .enabled(if: Python.wantsTorch, Python.torchIsNotAskedFor))
struct TorchWeightsTests {
  private func folder() throws -> TestFolder {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    let run = try Program.run(
      ["run", "small.json", "--out", "out", "--quiet", "--export", "weights"],
      in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let script = try Program.run(["torch", "small.json", "--out", "."], in: scratch.folder)
    #expect(script.code == 0, "\(script.errors)")
    return scratch
  }

  @Test("is what load_state_dict takes, starts as the script does, and gives the same outputs")
  func loads() throws {
    let scratch = try folder()
    try scratch.write(
      """
      import csv, glob
      import torch
      from safetensors.torch import load_file
      import small

      finals = {int(row["trial"]): row for row in csv.DictReader(open("out/trials.csv"))}
      for number in range(4):  # the line's: two optimizers, two seeds
          folder, = glob.glob(f"out/weights/{number:03}-*")
          torch.manual_seed(number % 2)
          drawn, model = small.line_model(), small.line_model()
          initial = load_file(f"{folder}/model.initial.safetensors")
          assert list(initial) == list(drawn.state_dict()), list(initial)
          for name, tensor in drawn.state_dict().items():
              assert torch.equal(initial[name], tensor), name
          model.load_state_dict(load_file(f"{folder}/model.final.safetensors"), strict=True)
          x, y = small.line_data().tensors
          loss = torch.nn.MSELoss()(model(x), y).item()
          recorded = float(finals[number]["final_eval_loss"])
          assert abs(loss - recorded) < 1e-6 * recorded, (loss, recorded)
      for number in range(4, 8):  # the GAN's
          folder, = glob.glob(f"out/weights/{number:03}-*")
          torch.manual_seed(number % 2)
          for name in ("discriminator", "generator"):  # drawn in this order
              network = getattr(small, f"gan_{name}")()
              initial = load_file(f"{folder}/{name}.initial.safetensors")
              for key, tensor in network.state_dict().items():
                  assert torch.equal(initial[key], tensor), key
              network.load_state_dict(load_file(f"{folder}/{name}.final.safetensors"), strict=True)
      print("good")
      """, to: "check.py")
    #expect(try Python.torch.get().run(["check.py"], in: scratch.folder) == "good\n")
  }

  @Test("made by PyTorch starts a run, and the run's script")
  func starts() throws {
    let scratch = try folder()
    try scratch.write(
      """
      import torch
      from safetensors.torch import save_file
      import small

      torch.manual_seed(77)
      save_file(small.line_model().state_dict(), "line.safetensors", {"made": "by torch"})
      save_file(small.gan_generator().double().state_dict(), "generator.safetensors")
      """, to: "make.py")
    try Python.torch.get().run(["make.py"], in: scratch.folder)
    let weights = [
      "--set", #"problems.0.weights="line.safetensors""#,
      "--set", #"problems.1.weights={"generator": "generator.safetensors"}"#,
      "--set", "figures=[]", "--set", "record.every=1",
    ]
    let run = try Program.run(
      ["run", "small.json", "--out", "started", "--quiet"] + weights, in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    let print = try Program.run(
      ["torch", "small.json", "--out", "script"] + weights, in: scratch.folder)
    #expect(print.code == 0, "\(print.errors)")
    try Python.torch.get().run(["small.py"], in: scratch.file("script"))
    let ours = try scratch.csv("started/curves.csv")
    try CurveTolerance.float32.compare(ours, scratch.csv("script/curves.csv"), "with weights")
    // It is not where the seed would have started.
    let drawn = try scratch.csv("out/curves.csv")
    #expect(try ours.rows[0]["parameter_norm"] != drawn.rows[0]["parameter_norm"])
  }
}
