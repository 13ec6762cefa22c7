internal import ExperimentAnalysis
internal import ExperimentRunner
internal import OptimizerLab

extension RunOverview.Surface {
  /// `nil` where there are not two coordinates.
  init?(_ source: SurfaceSource) {
    guard source.isPlane else { return nil }
    let start = (x: source.startPoint[0], y: source.startPoint[1])
    switch source.ground {
    case .surface(let surface):
      let domain = surface.domain
      self.init(
        expression: surface.expression,
        // A start outside the usual view widens it.
        x: min(domain.x.lowerBound, start.x)...max(domain.x.upperBound, start.x),
        y: min(domain.y.lowerBound, start.y)...max(domain.y.upperBound, start.y),
        minima: surface.minima, start: start, minimumValue: surface.minimumValue)
      hasOtherMinima = surface.hasOtherMinima
    case .bowl(let curvatures, let rotation):
      let bowl = Bowl(curvatures: curvatures, rotation: rotation)
      let reach = Self.reach(of: start, times: 1.25)
      self.init(
        expression: bowl.planeExpression, x: -reach...reach, y: -reach...reach,
        // A bowl that is flat along an axis has a valley of minima, and no mark.
        minima: curvatures.contains(0) ? [] : [(0, 0)], start: start, minimumValue: 0)
    case .saddle(let saddle):
      let reach = Self.reach(of: start, times: 2.5)
      self.init(
        expression: saddle.expression, x: -reach...reach, y: -reach...reach, minima: [(0, 0)],
        start: start, minimumValue: 0)
      isSaddle = true
    }
  }

  /// How far a view around the origin goes.
  private static func reach(of start: (x: Double, y: Double), times room: Double) -> Double {
    let far = max(start.x.magnitude, start.y.magnitude)
    return far > 0 ? room * far : 1
  }
}
