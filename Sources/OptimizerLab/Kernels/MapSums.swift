/// Writes the sum of each map of one example (maps × the same number of places), or adds it: in eight
/// lanes, so that the order is the same on every processor.
@inline(__always)
func addUpMaps<S: Scalar>(
  _ x: Span<S>, maps: Int, into sums: inout MutableSpan<S>, accumulate: Bool
) {
  let places = x.count / max(maps, 1)
  let whole = places - places % 8
  for map in 0..<maps {
    let own = x.extracting(map * places..<(map + 1) * places)
    var lanes = SIMD8<S>.zero
    var start = 0
    while start < whole {
      let eight = own.extracting(start..<start + 8)
      lanes += SIMD8(
        eight[0], eight[1], eight[2], eight[3], eight[4], eight[5], eight[6], eight[7])
      start += 8
    }
    var total = lanes.sum()
    for i in whole..<places { total += own[i] }
    sums[map] = accumulate ? sums[map] + total : total
  }
}
