/// Where a trial stands while it is trained.
package struct TrialAdvance: Sendable, Equatable {
  /// The update that was made last.
  package var step: Int
  /// On the batch of that update: one, or those of a GAN's discriminator and generator.
  package var losses: [Double]
  /// At the last recorded step, of all networks; `nil` where no unit could die.
  package var deadUnits: Int?
  /// Of training, without recording.
  package var seconds: Double
  /// What the generator last made of the fixed noise, where nobody was told of it yet.
  package var picture: SampleGrid?
  /// How far its pictures were from the real ones where they were measured, and nobody was told of it
  /// yet.
  package var distances: [PictureDistance]

  package init(
    step: Int, losses: [Double], deadUnits: Int? = nil, seconds: Double,
    picture: SampleGrid? = nil, distances: [PictureDistance] = []
  ) {
    self.step = step
    self.losses = losses
    self.deadUnits = deadUnits
    self.seconds = seconds
    self.picture = picture
    self.distances = distances
  }
}

/// What a run tells while it goes on. Calls come from several threads.
package protocol ProgressReport: Sendable {
  /// So many trials of this run are known, and so many of them done; told at the start of each stage.
  func counted(_ trials: Int, done: Int)
  /// These trials are to be trained next; told before the first of them begins.
  /// - Parameter later: updates of the trials that are certain to come after them, one number a trial.
  func planned(_ trials: [Trial], later: [Int])
  /// A trial begins.
  func began(_ trial: Trial, label: String)
  /// A trial has come further.
  func advanced(_ trial: Trial, label: String, _ advance: TrialAdvance)
  /// A trial is over.
  func ended(_ trial: Trial, label: String, result: TrialResult)
  /// Something is odd, and nothing is lost by it.
  func warned(_ message: String)
}

extension ProgressReport {
  // Who shows what is under way need not know.
  package func counted(_ trials: Int, done: Int) {}
}
