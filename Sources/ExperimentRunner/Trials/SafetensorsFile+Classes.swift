internal import OptimizerLab
internal import SpecLanguage

extension SafetensorsFile {
  private static let names = "classes.names"

  mutating func add(_ classes: ClassResult) {
    let count = classes.names.count
    metadata.append(
      (Self.names, JSONText.compact(.array(classes.names.map { .string($0) }))))
    for (part, confusion) in [("training", classes.training), ("held_out", classes.heldOut)] {
      guard let confusion else { continue }
      add("classes.\(part)", confusion.counts.map { Double($0) }, shape: [count, count])
    }
    guard let map = classes.map else { return }
    let side = ClassResult.Map.side
    add("classes.map", map.classes, shape: [side, side])
    let ends = [map.x, map.y].flatMap { [$0.lowerBound, $0.upperBound] }
    add("classes.map_ends", ends, shape: [ends.count])
    add("classes.points", map.points, shape: [map.pointClasses.count, 2])
    add("classes.point_classes", map.pointClasses, shape: [map.pointClasses.count])
  }

  /// What `add` wrote; `nil` where there is none, or not as it wrote it.
  var classResult: ClassResult? {
    guard let text = text(Self.names), let root = try? JSONParser.parse(Array(text.utf8)),
      let names = root.elements?.compactMap(\.text),
      let training = confusion("training", classes: names.count)
    else { return nil }
    return ClassResult(
      names: names, training: training, heldOut: confusion("held_out", classes: names.count),
      map: map(classes: names.count))
  }

  private func confusion(_ part: String, classes: Int) -> ClassResult.Confusion? {
    guard let numbers = self["classes.\(part)"]?.numbers, numbers.count == classes * classes else {
      return nil
    }
    let counts = numbers.compactMap { Int(exactly: $0) }
    return counts.count == numbers.count ? ClassResult.Confusion(counts: counts) : nil
  }

  private func map(classes: Int) -> ClassResult.Map? {
    let side = ClassResult.Map.side
    guard let map = self["classes.map"], map.type == .uint8, map.bytes.count == side * side,
      let ends = self["classes.map_ends"]?.numbers, ends.count == 4, ends[0] < ends[1],
      ends[2] < ends[3], let points = self["classes.points"]?.values(Float.self),
      let own = self["classes.point_classes"], own.type == .uint8,
      points.count == 2 * own.bytes.count,
      (map.bytes + own.bytes).allSatisfy({ Int($0) < classes })
    else { return nil }
    return ClassResult.Map(
      x: ends[0]...ends[1], y: ends[2]...ends[3], classes: map.bytes, points: points,
      pointClasses: own.bytes)
  }
}
