internal import ExperimentRunner
internal import OptimizerLab

extension AdversarialTask: TorchTask {
  static func training(_ traits: TorchTraits) -> String {
    let cast = traits.castsNoise ? ".to(real)" : ""
    let quality =
      traits.measuresPictures
      ? "\n    quality = Quality(images, problem.labels(), problem.latent)" : ""
    let probeCast = traits.castsNoise ? ".to(images)" : ""
    let networks = "trial, [watch_d, watch_g], len(loader)"
    let recorder =
      traits.measuresPictures
      ? "Recorder(\n        \(networks), pictures=lambda: quality(generator)\n    )"
      : "Recorder(\(networks))"
    let several =
      traits.hasDiscriminatorSteps
      ? "\n    recorder.batches_per_step = problem.discriminator_steps" : ""
    let judge = traits.hasSides ? "judge" : "entry"
    let sides = traits.hasSides ? "\n    judge = entry.discriminator or entry" : ""
    return #"""
      def train_gan(problem, entry, trial):
          """Trains a discriminator to tell real images from a generator's, and the
          generator to make that hard."""
          discriminator, generator = problem.discriminator(), problem.generator()
          # The noise of the pictures that optlab makes: what is drawn here decides what
          # is drawn next.
          torch.randn(problem.batch_size, problem.latent)
          loader = make_loader(problem, entry)\#(sides)
          optimizer_d = \#(judge).optimizer(
              problem, \#(traits.parameters(of: "discriminator", named: "discriminator", entry: judge))
          )
          optimizer_g = entry.optimizer(
              problem, \#(traits.parameters(of: "generator", named: "generator", entry: "entry"))
          )\#(traits.hasAdversarialLosses ? "" : "\n    bce = nn.BCELoss()")

          (images,) = problem.data.tensors
          own = torch.Generator().manual_seed(512)
          probe = torch.randn(PROBE, problem.latent, generator=own)\#(probeCast)\#(quality)
          watch_d = Watch(
              "discriminator",
              discriminator.parameters(),
              optimizer_d,
              lambda: dead_units(discriminator, images[:PROBE]),
          )\#(traits.clip("watch_d", of: judge))
          watch_g = Watch(
              "generator",
              generator.parameters(),
              optimizer_g,
              lambda: dead_units(generator, probe),
          )\#(traits.clip("watch_g", of: "entry"))
          recorder = \#(recorder)\#(several)
          steps = \#(traits.stepCount(of: traits.hasDiscriminatorSteps ? " // problem.discriminator_steps" : ""))\#(rates(traits, judge: judge))
      \#(loop(traits, noise: "noise = torch.randn(len(real), problem.latent)\(cast)"))
      """#
  }

  private static func rates(_ traits: TorchTraits, judge: String) -> String {
    guard traits.hasSchedules else { return "" }
    let hasSeveral = traits.hasDiscriminatorSteps
    let batches = hasSeveral ? ", batches=several" : ""
    return "\n    length = len(loader)"
      + (hasSeveral ? "\n    several = problem.discriminator_steps" : "")
      + "\n    rates_d = Rates(\(judge), optimizer_d, steps, length\(batches))"
      + "\n    rates_g = Rates(entry, optimizer_g, steps, length\(batches))"
  }

  /// The steps, whose discriminator may make several updates, each with the next batch and new noise.
  private static func loop(_ traits: TorchTraits, noise: String) -> String {
    let made = "        \(noise)\n        fake = generator(noise)\n\n"
    let judging = traits.evaluatesOften ? judgesOften(traits) : judges(traits)
    let fooling = traits.evaluatesOften ? foolsOften(traits) : fools(traits)
    guard traits.hasDiscriminatorSteps else {
      return "    for (real,) in recorder.steps(loader, steps):\n" + made + judging + fooling
    }
    let inner = (made + judging).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "    \($0)" }.joined(separator: "\n")
    return "    batches = endless(loader)\n    for _ in recorder.steps([None], steps):\n"
      + "        for _ in range(problem.discriminator_steps):\n            (real,) = next(batches)\n"
      + inner + fooling
  }

  /// The line that brings a discriminator's parameters between two bounds, where some GAN has them.
  private static func clamping(_ traits: TorchTraits) -> String {
    guard traits.clampsWeights else { return "" }
    return [
      "if problem.weight_clip:", "    with torch.no_grad():",
      "        for p in discriminator.parameters():",
      "            p.clamp_(-problem.weight_clip, problem.weight_clip)",
    ].map { "\n        \($0)" }.joined()
  }

  private static func judgement(_ traits: TorchTraits, _ name: String) -> String {
    traits.hasAdversarialLosses
      ? "\(name) = problem.judge(on_real, on_fake)"
      : "ones, zeros = torch.ones_like(on_real), torch.zeros_like(on_fake)\n"
        + "\(name) = (bce(on_real, ones) + bce(on_fake, zeros)) / 2"
  }

  private static func indented(_ text: String, _ spaces: Int) -> String {
    text.split(separator: "\n").joined(separator: "\n" + String(repeating: " ", count: spaces))
  }

  private static func comment(_ traits: TorchTraits) -> String {
    traits.hasAdversarialLosses ? "." : ": real images are 1, fake ones 0."
  }

  private static func judges(_ traits: TorchTraits) -> String {
    // A level further in, the line is too long.
    let (gap, comma) = traits.hasDiscriminatorSteps ? ("\n            ", ",") : (" ", "")
    return #"""
              # The discriminator's step\#(comment(traits))\#(traits.lookAhead("optimizer_d"))
              optimizer_d.zero_grad()
              on_real, on_fake = discriminator(real), discriminator(fake.detach())
              \#(indented(judgement(traits, "loss_d"), 8))
              loss_d.backward()\#(traits.clipping("watch_d", "discriminator"))
              optimizer_d.step()\#(clamping(traits))
              watch_d.updated(
                  loss_d,\#(gap)real_score=on_real.mean().item(),\#(gap)fake_score=on_fake.mean().item()\#(comma)
              )\#(counts(traits, "2 * len(real)  # D on real, D on fake"))

      """#
  }

  /// What is counted with each update of a discriminator that makes several.
  private static func counts(_ traits: TorchTraits, _ gradients: String?) -> String {
    guard traits.hasDiscriminatorSteps else { return "" }
    return "\n        recorder.examples += len(real)"
      + (gradients.map { "\n        recorder.gradients += \($0)" } ?? "")
  }

  private static func fools(_ traits: TorchTraits) -> String {
    let again = traits.lookAhead("optimizer_g", then: "fake = generator(noise)")
    let loss =
      traits.hasAdversarialLosses
      ? "problem.fool(on_fake)"
      : traits.hasDiscriminatorSteps
        ? "bce(on_fake, torch.ones_like(on_fake))" : "bce(on_fake, ones)"
    let counts =
      traits.hasDiscriminatorSteps
      ? "recorder.gradients += len(real)"
      : "recorder.examples += len(real)\n        "
        + "recorder.gradients += 3 * len(real)  # D on real, D on fake, G"
    return #"""
              # The generator's: the discriminator as it is now should be fooled.\#(again)
              optimizer_g.zero_grad()
              on_fake = discriminator(fake)
              loss_g = \#(loss)
              loss_g.backward()\#(traits.clipping("watch_g", "generator"))
              optimizer_g.step()
              watch_g.updated(loss_g, fake_score=on_fake.mean().item())\#(moved(traits))

              \#(counts)

      """#
  }

  private static func moved(_ traits: TorchTraits) -> String {
    traits.stepped("rates_d", "loss_d") + traits.stepped("rates_g", "loss_g")
  }

  /// With closures, which an optimizer may call several times.
  private static func judgesOften(_ traits: TorchTraits) -> String {
    #"""
            # The discriminator's step\#(comment(traits))\#(traits.lookAhead("optimizer_d"))
            def judge_batch():
                recorder.gradients += 2 * len(real)  # D on real, D on fake
                on_real, on_fake = discriminator(real), discriminator(fake.detach())
                \#(indented(judgement(traits, "loss"), 12))
                return loss, {
                    "real_score": on_real.mean().item(),
                    "fake_score": on_fake.mean().item(),
                }

            loss_d, scores = take_step(
                optimizer_d, discriminator.parameters(), judge_batch\#(traits.clipArgument("watch_d"))
            )\#(clamping(traits))
            watch_d.updated(loss_d, **scores)\#(counts(traits, nil))

    """#
  }

  private static func foolsOften(_ traits: TorchTraits) -> String {
    let again = traits.lookAhead("optimizer_g", then: "fake = generator(noise)")
    // A rule may ask for its first gradient elsewhere.
    let made =
      traits.asksByRule ? "[] if getattr(optimizer_g, \"asks\", False) else [fake]" : "[fake]"
    let loss =
      traits.hasAdversarialLosses
      ? "problem.fool(on_fake)" : "bce(on_fake, torch.ones_like(on_fake))"
    return #"""
              # The generator's: the discriminator as it is now should be fooled.\#(again)
              made = \#(made)

              def fool_judge():
                  recorder.gradients += len(real)
                  # The first time with the images that are there already.
                  on_fake = discriminator(made.pop() if made else generator(noise))
                  loss = \#(loss)
                  return loss, {"fake_score": on_fake.mean().item()}

              loss_g, scores = take_step(
                  optimizer_g, generator.parameters(), fool_judge\#(traits.clipArgument("watch_g"))
              )
              watch_g.updated(loss_g, **scores)\#(moved(traits))\#(traits.hasDiscriminatorSteps ? "" : "\n        recorder.examples += len(real)")

      """#
  }

  func functions(
    named name: String, folder: String, files: inout TorchFiles, _ traits: TorchTraits
  ) -> [String] {
    func start(_ network: String) -> String? {
      weights?.file(of: network).map { path in
        files.name(of: .copy(DataPath.resolve(path, in: folder)))
      }
    }
    let data = dataFunction(data, for: .pictures, named: name, folder: folder, files: &files)
    let labels =
      traits.measuresPictures
      ? [labelsFunction(self.data, named: name, folder: folder, files: &files)] : []
    return [data] + labels + [
      networkFunction(
        self.data.network(of: discriminator), named: "\(name)_discriminator",
        weights: start("discriminator")),
      networkFunction(
        Network(generator, inputs: latent), named: "\(name)_generator",
        weights: start("generator")),
    ]
  }

  func settings(named name: String, _ traits: TorchTraits) -> [String] {
    [
      "train=train_gan", "data=\(name)_data()",
    ] + (traits.measuresPictures ? ["labels=\(name)_labels"] : []) + [] + players(traits) + [
      "latent=\(latent)",
      "discriminator=\(name)_discriminator", "generator=\(name)_generator",
    ] + traits.settings(of: trainingLength)
  }

  /// What the two players want, where that has to be said.
  private func players(_ traits: TorchTraits) -> [String] {
    guard let functions = TorchSpelling.players(loss) else {
      preconditionFailure("\(type(of: loss).kind) has no line in TorchSpelling")
    }
    return
      (traits.hasAdversarialLosses
      ? ["judge=\(functions.judge)", "fool=\(functions.fool)"] : [])
      + (traits.clampsWeights
        ? ["weight_clip=\(loss.weightClip.map(PythonText.number) ?? "None")"] : [])
      + (traits.hasDiscriminatorSteps ? ["discriminator_steps=\(discriminatorSteps)"] : [])
  }
}
