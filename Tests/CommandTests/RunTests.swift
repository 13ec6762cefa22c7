import ExperimentReport
import Foundation
import OptimizerLab
import Testing

private func run(_ scratch: Scratch, _ arguments: String..., out: String = "out") throws
  -> Program.Outcome
{
  if !FileManager.default.fileExists(atPath: scratch.file("small.json").path) {
    try scratch.write(smallSpec, to: "small.json")
  }
  return try Program.run(
    ["run", "small.json", "--out", out] + arguments, in: scratch.folder)
}

@Suite("A run")
struct RunTests {
  @Test("leaves the folder that was promised, column for column")
  func folder() throws {
    let scratch = try Scratch()
    let outcome = try run(scratch)
    #expect(outcome.code == 0, "\(outcome.errors)")
    let files = Set(try FileManager.default.contentsOfDirectory(atPath: scratch.file("out").path))
    let figures = [
      "convergence", "dead_units", "unit_life", "gradients", "update_ratios",
      "update_cosines", "histograms", "paths",
      "gan_scores", "pictures",
    ]
    #expect(
      files
        == Set(
          tables + [
            "experiment.json", "manifest.json", "trials", "pictures.u8", "units.u8", ".lock",
            "captions.json", "report.html", "results.csv", "results.md", "results.tex",
            "differences.csv",
          ]
            + ["paths_animation.gp", "pictures_animation.gp"]
            + figures.flatMap { ["\($0).gp", "\($0).svg"] }))
    func header(_ name: String) throws -> String {
      String(try scratch.text("out/\(name)").prefix { $0 != "\n" })
    }
    let trialsHeader = try header("trials.csv")
    #expect(
      trialsHeader
        == "trial,problem,optimizer,kind,lr,batch_size,seed,status,steps,epochs,examples,"
        + "gradient_evaluations,seconds,final_loss,final_eval_loss,best_eval_loss,diverged_at")
    let curvesHeader = try header("curves.csv")
    #expect(
      curvesHeader
        == "trial,problem,optimizer,seed,network,step,epoch,examples,gradient_evaluations,seconds,"
        + "loss,eval_loss,gradient_norm,update_norm,update_ratio,parameter_norm,distance,"
        + "dead_units,dead_fraction,real_score,fake_score,update_cosine")
    let layersHeader = try header("layers.csv")
    #expect(
      layersHeader
        == "trial,problem,optimizer,seed,network,step,layer,kind,units,gradient_norm,"
        + "parameter_norm,update_ratio,dead_units,always_negative,always_positive,dormant_units,update_cosine"
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
    let trials = try scratch.table("out/trials.csv").dropFirst()
    #expect(trials.map { $0[0] } == (0..<12).map(String.init))
    #expect(
      trials.map { "\($0[1]) \($0[2]) \($0[6])" }
        == ["line", "gan", "valley"].flatMap { problem in
          ["Adam", "SGD"].flatMap { optimizer in [0, 1].map { "\(problem) \(optimizer) \($0)" } }
        })
    #expect(trials.allSatisfy { $0[7] == "finished" })
  }

  @Test("is drawn again in every format, in the terminal, and as films")
  func formats() throws {
    let scratch = try Scratch()
    #expect(try run(scratch).code == 0)
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

  @Test("counts steps, epochs, examples and gradient evaluations")
  func counts() throws {
    let scratch = try Scratch()
    #expect(try run(scratch).code == 0)
    let trials = try scratch.table("out/trials.csv").dropFirst()
    // steps, epochs, examples, gradient_evaluations; Adam's batches of 16, SGD's of 1.
    #expect(Array(trials)[0][8...11] == ["15", "5", "200", "200"])
    #expect(Array(trials)[2][8...11] == ["200", "5", "200", "200"])
    #expect(Array(trials)[4][8...11] == ["6", "2", "80", "240"])
    #expect(Array(trials)[8][8...11] == ["30", "", "", "30"])
  }

  @Test("gives the same bytes for any number of jobs", arguments: [1, 2, 5])
  func jobs(_ jobs: Int) throws {
    let scratch = try Scratch()
    #expect(try run(scratch, "--jobs", "3", out: "a").code == 0)
    #expect(try run(scratch, "--jobs", "\(jobs)", out: "b").code == 0)
    for name in tables {
      let (first, second) = (try scratch.table("a/\(name)"), try scratch.table("b/\(name)"))
      #expect(first == second, "\(name)")
    }
    let first = try Data(contentsOf: scratch.file("a/pictures.u8"))
    let second = try Data(contentsOf: scratch.file("b/pictures.u8"))
    #expect(first == second)
  }

  @Test("trains nothing the second time, and only what changed after that")
  func reuse() throws {
    let scratch = try Scratch()
    #expect(try run(scratch).output.contains("12 trials: 12 finished\n"))
    let first = try scratch.text("out/curves.csv")
    let again = try run(scratch)
    #expect(again.output.contains("12 finished (12 were there already)"))
    #expect(!again.errors.contains("finished"))
    #expect(try scratch.text("out/curves.csv") == first)
    let changed = try run(scratch, "--set", "optimizers.0.lr=0.002")
    // On the surface the two seeds are one trial.
    #expect(changed.output.contains("12 finished (6 were there already)"))
    #expect(changed.errors.split(separator: "\n").count { $0.contains("Adam") } == 5)
    #expect(!changed.errors.contains("SGD"))
    let fresh = try run(scratch, "--fresh")
    #expect(fresh.output.contains("12 trials: 12 finished\n"))
  }

  @Test("marks a trial that diverged, ends its curve there, and goes on with the others")
  func divergence() throws {
    let scratch = try Scratch()
    let outcome = try run(scratch, "--set", "optimizers.1.lr=1e6")
    #expect(outcome.code == 0)
    let trials = try scratch.table("out/trials.csv").dropFirst()
    let diverged = trials.filter { $0[7] == "diverged" }
    #expect(diverged.contains { $0[1] == "line" && $0[2] == "SGD" })
    #expect(diverged.allSatisfy { !$0[15].isEmpty && $0[12].isEmpty })
    #expect(trials.filter { $0[2] == "Adam" }.allSatisfy { $0[7] == "finished" })
    for name in tables {
      let text = try scratch.text("out/\(name)").lowercased()
      #expect(!text.contains("nan") && !text.contains("inf,"), "\(name)")
    }
  }
}
