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
    return #"""
      def train_gan(problem, entry, trial):
          """Trains a discriminator to tell real images from a generator's, and the
          generator to make that hard."""
          discriminator, generator = problem.discriminator(), problem.generator()
          # The noise of the pictures that optlab makes: what is drawn here decides what
          # is drawn next.
          torch.randn(problem.batch_size, problem.latent)
          loader = make_loader(problem, entry)
          optimizer_d = entry.optimizer(problem, discriminator.parameters())
          optimizer_g = entry.optimizer(problem, generator.parameters())
          bce = nn.BCELoss()

          (images,) = problem.data.tensors
          own = torch.Generator().manual_seed(512)
          probe = torch.randn(PROBE, problem.latent, generator=own)\#(probeCast)\#(quality)
          watch_d = Watch(
              "discriminator",
              discriminator.parameters(),
              lambda: dead_units(discriminator, images[:PROBE]),
          )
          watch_g = Watch(
              "generator", generator.parameters(), lambda: dead_units(generator, probe)
          )
          recorder = \#(recorder)
          steps = \#(traits.stepCount)
          for (real,) in recorder.steps(loader, steps):
              noise = torch.randn(len(real), problem.latent)\#(cast)
              fake = generator(noise)

      \#(traits.evaluatesOften ? often(traits) : once(traits))
      """#
  }

  private static func once(_ traits: TorchTraits) -> String {
    let again = traits.lookAhead("optimizer_g", then: "fake = generator(noise)")
    return #"""
              # The discriminator's step: real images are 1, fake ones 0.\#(traits.lookAhead("optimizer_d"))
              optimizer_d.zero_grad()
              on_real, on_fake = discriminator(real), discriminator(fake.detach())
              ones, zeros = torch.ones_like(on_real), torch.zeros_like(on_fake)
              loss_d = (bce(on_real, ones) + bce(on_fake, zeros)) / 2
              loss_d.backward()
              optimizer_d.step()
              watch_d.updated(
                  loss_d, real_score=on_real.mean().item(), fake_score=on_fake.mean().item()
              )

              # The generator's: the discriminator as it is now should be fooled.\#(again)
              optimizer_g.zero_grad()
              on_fake = discriminator(fake)
              loss_g = bce(on_fake, ones)
              loss_g.backward()
              optimizer_g.step()
              watch_g.updated(loss_g, fake_score=on_fake.mean().item())

              recorder.examples += len(real)
              recorder.gradients += 3 * len(real)  # D on real, D on fake, G

      """#
  }

  /// With closures, which an optimizer may call several times.
  private static func often(_ traits: TorchTraits) -> String {
    let again = traits.lookAhead("optimizer_g", then: "fake = generator(noise)")
    return #"""
              # The discriminator's step: real images are 1, fake ones 0.\#(traits.lookAhead("optimizer_d"))
              def judge():
                  recorder.gradients += 2 * len(real)  # D on real, D on fake
                  on_real, on_fake = discriminator(real), discriminator(fake.detach())
                  ones, zeros = torch.ones_like(on_real), torch.zeros_like(on_fake)
                  loss = (bce(on_real, ones) + bce(on_fake, zeros)) / 2
                  return loss, {
                      "real_score": on_real.mean().item(),
                      "fake_score": on_fake.mean().item(),
                  }

              loss_d, scores = take_step(optimizer_d, discriminator.parameters(), judge)
              watch_d.updated(loss_d, **scores)

              # The generator's: the discriminator as it is now should be fooled.\#(again)
              made = [fake]

              def fool():
                  recorder.gradients += len(real)
                  # The first time with the images that are there already.
                  on_fake = discriminator(made.pop() if made else generator(noise))
                  loss = bce(on_fake, torch.ones_like(on_fake))
                  return loss, {"fake_score": on_fake.mean().item()}

              loss_g, scores = take_step(optimizer_g, generator.parameters(), fool)
              watch_g.updated(loss_g, **scores)
              recorder.examples += len(real)

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
    ] + (traits.measuresPictures ? ["labels=\(name)_labels"] : []) + [
      "latent=\(latent)",
      "discriminator=\(name)_discriminator", "generator=\(name)_generator",
    ] + traits.settings(of: trainingLength)
  }
}
