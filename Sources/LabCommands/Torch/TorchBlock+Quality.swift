internal import ExperimentRunner
internal import OptimizerLab

// How a script measures a generator's pictures; optlab's own is `RealPictures`.
extension TorchBlock {
  static func quality(_ traits: TorchTraits) -> TorchBlock {
    let cast = traits.castsNoise ? ".to(images)" : ""
    func mode(_ name: String) -> String {
      traits.hasModes ? "\n        generator.\(name)()" : ""
    }
    return TorchBlock(
      marker: "Quality(",
      text: #"""
        class Quality:
            """How near a generator's pictures come to the real ones: the Fréchet distance in
            the real ones' first principal components, the share of real pictures with one of
            them nearby, and what classes they show. The noise is always the same."""

            def __init__(self, images, labels, latent):
                real, own = images.double(), torch.Generator().manual_seed(512)
                self.noise = torch.randn(SAMPLES, latent, generator=own)\#(cast)
                self.middle, count = real.mean(0), min(32, len(real) - 1)
                variances, axes = torch.linalg.eigh(torch.cov(real.T))
                self.variances, self.axes = variances[-count:].clamp(min=0), axes[:, -count:]
                self.near = self.places(real[:1000])
                reach = self.distances(self.near).sort().values  # its own is 0
                self.reach = reach[:, min(5, len(reach) - 1)]
                self.labels = labels if labels is None else labels[:1000]
                if labels is not None:
                    self.shares = labels.bincount().double() / len(labels)

            def places(self, images):
                return (images.double() - self.middle) @ self.axes

            def distances(self, places):
                exact = "donot_use_mm_for_euclid_dist"
                return torch.cdist(self.near, places, compute_mode=exact)

            @torch.no_grad()
            def __call__(self, generator):\#(mode("eval"))
                places = self.places(generator(self.noise))\#(mode("train"))
                if not places.isfinite().all():
                    return {}
                center, spread = places.mean(0), torch.cov(places.T)
                root = self.variances.sqrt()
                mixed = torch.linalg.eigvalsh(root[:, None] * spread * root).clamp(min=0)
                distance = center.square().sum() + self.variances.sum()
                distance += spread.trace() - 2 * mixed.sqrt().sum()
                away = self.distances(places)
                covered = (away.min(1).values < self.reach).double().mean()
                found = {"frechet": max(distance.item(), 0), "coverage": covered.item()}
                if self.labels is not None:
                    shown = self.labels[away.argmin(0)].bincount(minlength=len(self.shares))
                    shares = shown.double() / SAMPLES
                    found["classes"] = (shares >= 0.01).sum().item()
                    found["class_distance"] = (shares - self.shares).abs().sum().item() / 2
                return found
        """#)
  }

  static func measuredSteps(_ traits: TorchTraits) -> TorchBlock {
    let parts = SnapshotSteps.measures - 1
    let every = #"""
      def measured_steps(count):
          """At most \#(SnapshotSteps.measures) of the recorded steps, evenly from the first to the last."""
          last = -(-count // RECORD_EVERY)
          parts = min(\#(parts), max(last, 1))
          places = [(last * k + parts // 2) // parts for k in range(parts + 1)]
          return {min(place * RECORD_EVERY, count) for place in places}
      """#
    let limited = #"""
      def measured_steps(count):
          """At most \#(SnapshotSteps.measures) of the recorded steps, evenly from the first to the last."""
          steps = sorted(recorded_steps(count))
          last = len(steps) - 1
          if len({b - a for a, b in zip(steps, steps[1:-1])}) <= 1:
              parts = min(\#(parts), max(last, 1))
              return {steps[(last * k + parts // 2) // parts] for k in range(parts + 1)}

          def nearest(aim):
              return min(steps, key=lambda step: (abs(step - aim), -step))

          return {nearest(count * k // \#(parts)) for k in range(\#(parts + 1))}
      """#
    return TorchBlock(marker: "measured_steps(", text: traits.limitsRecords ? limited : every)
  }

  static let labels = TorchBlock(
    marker: "read_labels(",
    text: #"""
      def read_labels(path, count=None):
          """Labels of an IDX file; None where it is not there."""
          if not path.exists() and not path.with_name(path.name + ".gz").exists():
              return None
          labels = bytearray(read_bytes(path)[8:])
          return torch.frombuffer(labels, dtype=torch.uint8)[:count].long()
      """#)
}
