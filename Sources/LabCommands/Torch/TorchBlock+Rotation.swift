internal import OptimizerLab

// A drawn rotation; optlab's own is in `Bowl`.
extension TorchBlock {
  static let rotation = TorchBlock(
    marker: "random_axes(",
    text: #"""
      def random_axes(count, seed):
          """Directions at right angles to each other, all equally likely (Stewart, 1980)."""
          own = torch.Generator().manual_seed(seed)
          axes = torch.eye(count, dtype=torch.float64)
          for size in range(count, 1, -1):
              mirror = torch.randn(size, generator=own).double()
              mirror[0] += mirror.norm() * (-1 if mirror[0] < 0 else 1)
              mirror /= mirror.norm()
              axes[-size:] -= 2 * torch.outer(mirror, mirror @ axes[-size:])
          return axes
      """#)
}
