internal import ExperimentRunner
internal import OptimizerLab

/// `trials.csv`: a row a trial, those without a result too.
enum TrialsTable: RunTable {
  static let name = "trials"
  static let summary = "trials.csv: a row a trial, with its settings, its status and its final loss"
  static let rowName = "trial"
  static let columns = [
    "trial", "problem", "optimizer", "kind", "lr", "batch_size", "seed", "status", "steps",
    "epochs",
    "examples", "gradient_evaluations", "seconds", "final_loss", "final_eval_loss",
    "best_eval_loss",
    "diverged_at", "hash", "final_loss_network", "final_discriminator_loss",
    "final_generator_loss", "stage", "configuration",
    "final_accuracy", "final_test_loss", "final_test_accuracy", "stopped_at", "stop_reason",
    "external", "agreement",
  ]

  static func addRows(of output: OutputFolder, to rows: inout some RowWriter) throws(OutputError) {
    for trial in output.trials {
      let result = output.results[trial.index]
      let status = result?.status ?? .interrupted
      let final = result.flatMap { status == .finished ? $0.curves.last(ofNetwork: 0) : nil }
      rows.number(trial.index)
      rows.names(of: trial, output)
      rows.text(trial.settings.kind)
      rows.number(trial.settings.learningRate)
      rows.number(trial.settings.batchSize == 0 ? nil : trial.settings.batchSize)
      rows.number(trial.settings.seed)
      rows.text(status.rawValue)
      rows.number(result?.steps)
      rows.number(result?.epochs)
      rows.number(result?.examples)
      rows.number(result?.gradientEvaluations)
      rows.number(result?.seconds)
      rows.number(final.flatMap { result?.curves[$0, .loss] })
      rows.number(final.flatMap { result?.curves[$0, .evalLoss] })
      rows.number(result?.bestEvaluationLoss)
      rows.number(result?.divergedAt)
      rows.text(trial.identity.hash)
      let networks = output.networks[trial.problem]
      rows.text(final == nil ? "" : networks[0].name)
      for role in [NetworkShape.Role.discriminator, .generator] {
        let place = networks.firstIndex { $0.role == role }
        rows.number(
          place.flatMap { final == nil ? nil : result?.finalLoss(ofNetwork: $0) })
      }
      rows.text(output.experiment.tuning == nil ? "" : trial.isTuning ? "tuning" : "report")
      rows.number(trial.configuration)
      for quantity in [Quantity.accuracy, .testLoss, .testAccuracy] {
        rows.number(final.flatMap { result?.curves[$0, quantity] })
      }
      rows.number(result?.stoppedAt)
      rows.text(result?.stopReason ?? "")
      rows.text(output.experiment.optimizers[trial.optimizer].isExternal ? "true" : "false")
      rows.text(result?.agreement?.verdict ?? "")
      try rows.endLine()
    }
  }
}
