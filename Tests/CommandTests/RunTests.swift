import ExperimentReport
import Foundation
import OptimizerLab
import TestSupport
import Testing

@Suite("A run")
struct RunTests {
  @Test("leaves the folder that was promised, column for column")
  func folder() throws {
    let scratch = try SmallRun.shared.get()
    let files = Set(try FileManager.default.contentsOfDirectory(atPath: scratch.file("out").path))
    // No learning rate is tried beside another, and no curvature, line, class, schedule or other problem
    // is asked for.
    let others = [
      LearningRateSensitivity.name, TuningFigure.name, Sharpness.name, Interpolation.name,
      Problems.name, DivergenceMap.name, Theory.name, Accuracy.name, Generalization.name,
      ConfusionMatrix.name, DecisionBoundaries.name, LearningRateCurves.name,
      GANMatrixFigure.name, AgreementFigure.name,
    ]
    let figures = FigureCatalog.all.map { $0.name }.filter { !others.contains($0) }
    #expect(
      files
        == Set(
          tables + [
            "experiment.json", "manifest.json", "trials", "pictures.u8", "units.u8", ".lock",
            ".lock.trials",
            "captions.json", "report.html", "results.csv", "results.md", "results.tex",
            "differences.csv", "targets.csv", "time_to_target.csv", "drawn_histograms.csv",
            "drawn_seeds.csv", "drawn_layer_seeds.csv", "drawn_summary.csv",
            "drawn_layer_summary.csv", "drawn_paths.csv",
            "profile.csv", "scores.csv", "improvement.csv", "budgets.csv",
          ]
            + ["paths_animation.gp", "pictures_animation.gp"]
            + figures.flatMap { ["\($0).gp", "\($0).svg"] }))
    func header(_ name: String) throws -> String {
      try scratch.csv("out/\(name)").columns.joined(separator: ",")
    }
    let trialsHeader = try header("trials.csv")
    #expect(
      trialsHeader
        == "trial,problem,optimizer,kind,lr,batch_size,seed,status,steps,epochs,examples,"
        + "gradient_evaluations,seconds,final_loss,final_eval_loss,best_eval_loss,diverged_at,hash,"
        + "final_loss_network,final_discriminator_loss,final_generator_loss,stage,configuration,"
        + "final_accuracy,final_test_loss,final_test_accuracy,stopped_at,stop_reason,"
        + "external,agreement")
    let curvesHeader = try header("curves.csv")
    #expect(
      curvesHeader
        == "trial,problem,optimizer,seed,network,step,epoch,examples,gradient_evaluations,seconds,"
        + "loss,eval_loss,gradient_norm,update_norm,update_ratio,parameter_norm,distance,"
        + "dead_units,dead_fraction,real_score,fake_score,update_cosine,frechet,coverage,classes,"
        + "class_distance,sharpness,critical_sharpness,preconditioned_sharpness,effective_rate,"
        + "accuracy,test_loss,test_accuracy,lr,clipped")
    let layersHeader = try header("layers.csv")
    #expect(
      layersHeader
        == "trial,problem,optimizer,seed,network,step,layer,kind,units,gradient_norm,"
        + "parameter_norm,update_ratio,dead_units,always_negative,always_positive,dormant_units,update_cosine,"
        + "effective_rate"
    )
    let histogramsHeader = try header("histograms.csv")
    #expect(
      histogramsHeader
        == "trial,problem_index,optimizer_index,seed,network,step,layer,kind,quantity,bin_low,"
        + "bin_high,count,density,problem,optimizer")
    let discriminatorHeader = try header("discriminator.csv")
    #expect(
      discriminatorHeader
        == "trial,problem,optimizer,seed,step,real_score,fake_score,saturation")
    // 3 problems, 2 optimizers, 2 seeds, in this order.
    let trials = try scratch.csv("out/trials.csv").rows
    #expect(try trials.map { try $0["trial"] } == (0..<12).map(String.init))
    #expect(
      try trials.map { try $0["problem", "optimizer", "seed"] }
        == ["line", "gan", "valley"].flatMap { problem in
          ["Adam", "SGD"].flatMap { optimizer in ["0", "1"].map { [problem, optimizer, $0] } }
        })
    #expect(try trials.allSatisfy { try $0["status"] == "finished" })
  }

  @Test("in processes of its own leaves what it does in one, byte for byte")
  func workers() throws {
    let scratch = try SmallRun.shared.get()
    let local = try LocalRun()
    try local.complete()
    let results = try local.results(in: "out")
    #expect(Set(results.keys) == Set(tables))
    for (name, table) in results { #expect(try scratch.table("out/\(name)") == table, "\(name)") }
    for name in ["pictures.u8", "units.u8"] {
      #expect(try scratch.bytes("out/\(name)") == local.scratch.bytes("out/\(name)"), "\(name)")
    }
  }

  @Test("is drawn again in every format, in the terminal, and as films")
  func formats() throws {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    let run = try Program.run(
      [
        "run", "small.json", "--out", "out", "--set",
        "figures=[\"convergence\", \"dead_units\", \"paths\", \"pictures\"]",
      ], in: scratch.folder)
    #expect(run.code == 0, "\(run.errors)")
    for (format, endings) in [
      ("svg", [".svg"]), ("png", [".png"]), ("pdf", [".pdf"]), ("tex", ["-inc.pdf", ".tex"]),
    ] {
      let outcome = try Program.run(["plot", "out", "--format", format], in: scratch.folder)
      #expect(outcome.code == 0, "\(outcome.errors)")
      #expect(outcome.output.hasPrefix("out/convergence.\(format)\nout/dead_units.\(format)\n"))
      for ending in endings {
        #expect(FileManager.default.fileExists(atPath: scratch.file("out/paths\(ending)").path))
      }
    }
    let letters = try Program.run(
      ["plot", "out", "--format", "term"], in: scratch.folder, environment: ["COLUMNS": "72"])
    #expect(letters.code == 0, "\(letters.errors)")
    #expect(letters.output.contains("small: Convergence"))
    #expect(letters.output.split(separator: "\n").allSatisfy { $0.count <= 72 })
    let films = try Program.run(["plot", "out", "--animate"], in: scratch.folder)
    #expect(films.code == 0, "\(films.errors)")
    #expect(
      films.output.hasSuffix(
        "out/paths_animation.gif\nout/pictures_animation.gif\nout/report.html\n"))
    #expect(
      try Program.run(["plot", "out", "--format", "jpeg"], in: scratch.folder).code == 64)
  }

  @Test("trains nothing the second time, and only what changed after that")
  func reuse() throws {
    let scratch = try TestFolder()
    try scratch.write(smallSpec, to: "small.json")
    func run(_ arguments: String...) throws -> Program.Outcome {
      try Program.run(
        ["run", "small.json", "--out", "out", "--set", "figures=[]"] + arguments,
        in: scratch.folder)
    }
    #expect(
      try run().output.contains("12 trials: 12 finished; 2 the same"))
    let first = try scratch.text("out/curves.csv")
    let again = try run()
    #expect(again.output.contains("12 finished (12 were there already)"))
    #expect(!again.errors.contains("finished"))
    #expect(try scratch.text("out/curves.csv") == first)
    let changed = try run("--set", "optimizers.0.lr=0.002")
    // On the surface the two seeds are one trial.
    #expect(changed.output.contains("12 finished (6 were there already)"))
    #expect(changed.errors.split(separator: "\n").count { $0.contains("Adam") } == 5)
    #expect(!changed.errors.contains("SGD"))
    let fresh = try run("--fresh")
    #expect(fresh.output.contains("12 trials: 12 finished; 2 the same"))
  }
}
