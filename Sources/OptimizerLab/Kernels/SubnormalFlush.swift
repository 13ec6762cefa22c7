internal import CNumerics

/// From its making to its `end`, this thread takes subnormal numbers for 0.
///
/// The velocity of a parameter whose gradient has become 0 (the unit is dead) fades into them, and
/// each operation on one costs many times the usual. They are below 1.2e-38 in single precision: no
/// loss can tell, unless an optimizer divides by one (`Optimizer.needsSubnormals`).
struct SubnormalFlush {
  private let before: UInt

  init() { before = numerics_flush_subnormals() }

  func end() { numerics_restore(before) }
}
