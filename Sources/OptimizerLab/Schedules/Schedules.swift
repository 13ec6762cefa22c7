public import SpecLanguage

/// The one list of schedules.
public enum Schedules {
  static let all: [any Schedule.Type] = [
    StepSchedule.self, MultiStepSchedule.self, ExponentialSchedule.self, CosineSchedule.self,
    CosineWarmRestarts.self, LinearSchedule.self, OneCycle.self, ReduceOnPlateau.self,
    SequentialSchedule.self,
  ]

  /// As a spec names them.
  public static var kinds: Kinds<any Schedule> { kinds(of: all) }

  /// Those that may stand in a `sequential` one.
  static var parts: Kinds<any Schedule> {
    // Of these PyTorch's SequentialLR refuses the first, cannot go back to the start of another
    // SequentialLR, and lets OneCycleLR replace the rate that the others begin from.
    kinds(
      of: all.filter {
        $0 != ReduceOnPlateau.self && $0 != SequentialSchedule.self && $0 != OneCycle.self
      })
  }

  private static func kinds(of types: [any Schedule.Type]) -> Kinds<any Schedule> {
    Kinds(
      "schedule",
      types.map { type in
        Kind(type.kind, type.summary, make: { type.init() }, configure: { $0.configure(&$1) })
      },
      nameOf: { type(of: $0).kind })
  }
}
