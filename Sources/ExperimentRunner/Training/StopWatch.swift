/// Adds up the time between `start` and `stop`.
struct StopWatch {
  private var total: Duration
  private var started: ContinuousClock.Instant?

  /// - Parameter seconds: what it shows before its first start.
  init(seconds: Double = 0) { total = .seconds(seconds) }

  mutating func start() { started = .now }

  mutating func stop() {
    if let started { total += .now - started }
    started = nil
  }

  /// Seconds added up so far.
  var seconds: Double { total.inSeconds }
}

extension Duration {
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
