extension MersenneTwister {
  /// `torch.empty((), dtype=torch.int64).random_()`: the draw with which a `DataLoader` seeds.
  public mutating func integer() -> UInt64 {
    doubleWord() & (1 << 63 - 1)
  }

  /// `torch.randperm(count)`: the numbers below `count` in random order (Fisher–Yates).
  ///
  /// From 214,748,364 on, PyTorch changes the method, and so does this.
  public mutating func permutation(_ count: Int) -> [Int] {
    let longStart = Int(UInt32.max) / 20
    guard count < longStart else { return longPermutation(count) }
    var order = Array(0..<count)
    var places = order.mutableSpan
    for i in 0..<max(count - 1, 0) {
      // In 32 bits, where a division costs half as much.
      let other = i + Int(word() % UInt32(truncatingIfNeeded: count - i))
      places.swapAt(i, other)
    }
    return order
  }

  package mutating func longPermutation(_ count: Int) -> [Int] {
    var order = Array(repeating: 0, count: count)
    for i in 0..<count {
      let other = Int(doubleWord() % UInt64(i + 1))
      order[i] = order[other]
      order[other] = i
    }
    return order
  }
}
