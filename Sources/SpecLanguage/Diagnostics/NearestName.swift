/// The name that was most likely meant, or `nil` where none comes near.
///
/// Near is a Damerau–Levenshtein distance (letters added, left out, changed, or two neighbours
/// swapped; capitals do not count) of at most a third of the longer name. Of equally near names the
/// first one wins. Names of more than 64 letters are nobody's slip of the pen, and are left out, as
/// are those after the first thousand: a hostile file can have a million.
package func nearestName(to name: String, among names: [String]) -> String? {
  let limit = 64
  let letters = Array(name.lowercased().unicodeScalars.prefix(limit + 1))
  guard letters.count <= limit else { return nil }
  var nearest: (name: String, distance: Int)?
  for candidate in names.prefix(1000) {
    let other = Array(candidate.lowercased().unicodeScalars.prefix(limit + 1))
    let allowed = max(letters.count, other.count) / 3
    guard other.count <= limit, abs(letters.count - other.count) <= allowed else { continue }
    let distance = editDistance(letters, other)
    if distance <= allowed, distance < nearest?.distance ?? .max {
      nearest = (candidate, distance)
    }
  }
  return nearest?.name
}

/// Row by row through the table of distances between the beginnings of `a` and those of `b`; a swap
/// of two neighbours looks two rows back. No letter is edited twice ("optimal string alignment").
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      let change = last[j] + (a[i] == b[j] ? 0 : 1)
      var distance = min(change, last[j + 1] + 1, row[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforeLast[j - 1] + 1)
      }
      row.append(distance)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
